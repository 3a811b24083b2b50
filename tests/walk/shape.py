"""The shape of a gesture of the walk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from interregions.network.models import Mandate
from tests.walk.things import Things


@dataclass(frozen=True)
class Gesture:
    """One thing a person does: on each of ``things`` it may be tried by each of ``who``."""

    name: str
    who: frozenset[str]
    things: Things
    do: Callable[[Any, Mandate], object]
    awaited: Callable[[Any], str] | None = None
    likely: int = 3  # how often it is drawn
    under: bool = False  # a card of one of the pages under that address asks for it too
