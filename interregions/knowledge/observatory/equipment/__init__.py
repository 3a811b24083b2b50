"""Shared equipment, and who knows how to do what."""
