"""Offers, needs, introductions, missions abroad."""
