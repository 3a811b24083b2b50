"""What runs by the clock; each may run twice without harm."""

from interregions.exchange.surveys.restitution.services.drawings import keep_missing_drawings

__all__ = ["keep_missing_drawings"]
