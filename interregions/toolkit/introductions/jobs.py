"""What runs by the clock; it may run twice without harm."""

from interregions.toolkit.introductions.services import forget_old

__all__ = ["forget_old"]
