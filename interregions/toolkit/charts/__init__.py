"""Figures: drawings made on the server, and bar figures for pages, each with its table."""
