"""The two things a lower room may ask of the whole thread, without knowing who answers.

Implemented by ``journey``, which says so in its ``apps.py`` (``common.rooms``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

from django.core.cache import cache

from interregions.common.references import Reference
from interregions.common.rooms import ports

RECENT_SECONDS = 25


@dataclass(frozen=True)
class Expected:
    """One card of « À faire »: what is expected of a person, why, how long, until when, and its one gesture.

    ``ending`` are the words of a button that ends the card at once, by a POST to ``ending_url``.
    """

    what: str
    why: str
    url: str
    gesture: str
    due: date | None = None
    minutes: int | None = None
    holder: str = ""
    late: bool = False
    ending: str = ""
    ending_url: str = ""


@dataclass(frozen=True)
class Lineage:
    """Where a thing comes from and what came of it."""

    origins: tuple[Reference, ...] = ()
    outcomes: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Remaining:
    """One thing left to do in a step: the sentence, who holds it, until when, where; blocking or not."""

    sentence: str
    holder: str
    url: str
    due: date | None = None
    blocking: bool = True


@dataclass(frozen=True)
class ThreadLine:
    """One object on a cycle's thread: what it is, where it stands, where it came from and what it became."""

    label: str
    state: str
    url: str
    at: datetime | None = None
    origins: tuple[Reference, ...] = ()
    outcomes: tuple[Reference, ...] = ()


class TasksPort(Protocol):
    def __call__(self, member: Any) -> list[Expected]: ...


class LineagePort(Protocol):
    def __call__(self, reference: Reference, member: Any) -> Lineage: ...


def tasks_of(member: Any) -> list[Expected]:
    """What is expected of this member now, soonest first."""
    return cast(TasksPort, ports()["tasks_of"])(member)


def recent_tasks_key(member_id: int) -> str:
    """Where a member's tasks are kept for a short while."""
    return f"recent-tasks:{member_id}"


def recent_tasks_of(member: Any) -> list[Expected]:
    """What was expected of this member less than half a minute ago: every page shows it, every room has its say.

    The person's own gestures forget it at once (``network.middleware``); « À faire » itself asks afresh.
    """
    kept: list[Expected] | None = cache.get(recent_tasks_key(member.pk))
    if kept is None:
        kept = tasks_of(member)
        cache.set(recent_tasks_key(member.pk), kept, RECENT_SECONDS)
    return kept


def lineage_of(reference: Reference, member: Any) -> Lineage:
    """Where the thing comes from and what came of it, as far as this member may see."""
    return cast(LineagePort, ports()["lineage_of"])(reference, member)
