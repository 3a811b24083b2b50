"""What runs by the clock; it may run twice without harm."""

from interregions.toolkit.asking.services import send_due

__all__ = ["send_due"]
