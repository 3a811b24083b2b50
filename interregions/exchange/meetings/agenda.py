"""The agenda that builds itself: earlier actions first, then each cycle, then decisions. Plain values in and out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from interregions.common.references import Reference
from interregions.exchange.meetings.choices import AgendaKind

TO_SPECIFY = "Point à préciser"
MINUTES = {
    AgendaKind.PROGRESS: 20,
    AgendaKind.PRESENTATION: 10,
    AgendaKind.RESTITUTION: 20,
    AgendaKind.DEBATE: 40,
    AgendaKind.ACTIONS: 15,
    AgendaKind.OTHER: 20,
}


@dataclass(frozen=True)
class ProgressLine:
    """One open action of an earlier meeting, as the first point shows it."""

    action_id: int
    title: str
    organisation: str
    person_function: str
    due: date
    status_label: str
    words: str
    url: str
    meeting_title: str
    done: bool = False
    as_of: str = ""  # the day on which this was read, as 2027-01-14; nothing on lines written before it was kept

    def as_json(self) -> dict[str, Any]:
        """The form stored in the point's ``content``."""
        return {**asdict(self), "due": self.due.isoformat()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "ProgressLine":
        """The line stored in the point's ``content``."""
        return cls(**{**value, "due": date.fromisoformat(value["due"])})


@dataclass(frozen=True)
class CycleBrief:
    """What the agenda needs to know of a cycle; ``surveyed``: its survey is under way or done."""

    cycle_id: int
    title: str
    lead_id: int
    restitutions: tuple[Reference, ...]
    surveyed: bool = True


@dataclass(frozen=True)
class Point:
    """One point of the agenda before it is a row."""

    kind: str
    title: str
    minutes: int
    cycle_id: int | None = None
    led_by_id: int | None = None
    content: tuple[dict[str, Any], ...] = ()
    references: tuple[dict[str, str], ...] = ()


def progress_content(progress: Sequence[ProgressLine]) -> list[dict[str, Any]]:
    """The lines to store, each action once, the earliest due first."""
    once = {line.action_id: line for line in reversed(progress)}
    return [line.as_json() for line in sorted(once.values(), key=lambda line: (line.due, line.action_id))]


def progress_lines(content: Sequence[Mapping[str, Any]]) -> list[ProgressLine]:
    """The lines stored in a point."""
    return [ProgressLine.from_json(value) for value in content]


def build_agenda(*, cycles: Sequence[CycleBrief], progress: Sequence[ProgressLine]) -> list[Point]:
    """Progress of every open action; each cycle presented, restituted, debated; decisions and actions."""
    points = [_point(AgendaKind.PROGRESS, content=tuple(progress_content(progress)))]
    if not cycles:
        points.append(_point(AgendaKind.OTHER, title=TO_SPECIFY))
    for cycle in cycles:
        points += _points_of(cycle, several=len(cycles) > 1)
    return [*points, _point(AgendaKind.ACTIONS)]


def _points_of(cycle: CycleBrief, *, several: bool) -> list[Point]:
    references = tuple(reference.as_json() for reference in cycle.restitutions)
    suffix = f" : {cycle.title}"
    points = [
        _point(
            AgendaKind.PRESENTATION,
            title=f"Présentation du thème{suffix}",
            cycle_id=cycle.cycle_id,
            led_by_id=cycle.lead_id,
        )
    ]
    suffix = suffix if several else ""
    if cycle.surveyed or references:
        title = f"Restitution de l’enquête{suffix}"
        points.append(_point(AgendaKind.RESTITUTION, title=title, cycle_id=cycle.cycle_id, references=references))
    debate = _point(AgendaKind.DEBATE, title=f"Débat{suffix}", cycle_id=cycle.cycle_id, references=references)
    return [*points, debate]


def _point(kind: AgendaKind, *, title: str = "", **values: Any) -> Point:
    return Point(kind=kind.value, title=(title or str(kind.label))[:300], minutes=MINUTES[kind], **values)
