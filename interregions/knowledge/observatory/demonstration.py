"""The observatory's part of the demonstration, room by room."""

from typing import Any

from interregions.knowledge.observatory.cooperation.demonstration import cooperate
from interregions.knowledge.observatory.policies.demonstration import hold_figures


def tell(cast: Any) -> None:
    """What each room adds, from the bottom up; every figure is fiction and says so."""
    hold_figures(cast)
    cooperate(cast)
