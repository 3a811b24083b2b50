"""The observatory's part of the demonstration, room by room."""

from typing import Any

from interregions.knowledge.observatory.clusters.demonstration import fill_profiles, sign_conventions
from interregions.knowledge.observatory.cooperation.demonstration import cooperate
from interregions.knowledge.observatory.policies.demonstration import hold_figures
from interregions.knowledge.observatory.priorities.demonstration import set_priorities


def tell(cast: Any) -> None:
    """What each room adds, from the bottom up; every figure is fiction and says so."""
    hold_figures(cast)
    set_priorities(cast)
    fill_profiles(cast)
    sign_conventions(cast)
    cooperate(cast)
