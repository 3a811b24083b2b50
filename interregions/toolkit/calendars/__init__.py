"""Calendars as others read them (RFC 5545): the envelope of a file, and the zone of Paris with its two yearly rules."""

from .writing import calendar_of, is_missing

__all__ = ["calendar_of", "is_missing"]
