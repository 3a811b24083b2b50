"""What a lower room may ask of the whole thread, without knowing who answers.

Implemented by ``journey``, the door by ``reception``, the dossier by ``cycles``, what is open by ``publication``: each
says so in its ``apps.py`` (``common.rooms``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast

from interregions.common.references import Reference
from interregions.common.rooms import ports
from interregions.common.tasks import Row, Task


@dataclass(frozen=True)
class Lineage:
    """Where a thing comes from and what came of it."""

    origins: tuple[Reference, ...] = ()
    outcomes: tuple[Reference, ...] = ()


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
    def __call__(self, member: Any) -> list[Task]: ...


class AwaitedPort(Protocol):
    def __call__(self, kind: str, about: Iterable[Any]) -> list[Row]: ...


class LineagePort(Protocol):
    def __call__(self, reference: Reference, member: Any) -> Lineage: ...


class DoorPort(Protocol):
    def __call__(self, member: Any, url: str) -> str: ...


class DossierPort(Protocol):
    def __call__(self, reference: Reference) -> str: ...


class OpenedPort(Protocol):
    def __call__(self, standing: Any, kind: str) -> Any: ...


def tasks_of(member: Any) -> list[Task]:
    """What is expected of this member now, soonest first."""
    return cast(TasksPort, ports()["tasks_of"])(member)


def first_task(member: Any, mandate: Any, about: Iterable[Any]) -> Task | None:
    """The first thing asked, about these objects, of who acts under this mandate: the second half of a page's lead."""
    things = {(each._meta.label_lower, each.pk) for each in about}
    asked = (task for task in tasks_of(member) if task.is_for(mandate))
    return next((task for task in asked if (task.about_kind, task.about) in things), None)


def awaited(kind: str, about: Iterable[Any]) -> list[Row]:
    """One kind of task about these things, of whoever it is awaited from today: one query.

    A reminder is written to who has a card and to nobody else. ``about`` may be a QuerySet of one column.
    """
    return cast(AwaitedPort, ports()["awaited"])(kind, about)


def lineage_of(reference: Reference, member: Any) -> Lineage:
    """Where the thing comes from and what came of it, as far as this member may see."""
    return cast(LineagePort, ports()["lineage_of"])(reference, member)


def door_to(member: Any, url: str) -> str:
    """The address to write in a letter to this member: it knows them at the door, then leads to ``url``."""
    return cast(DoorPort, ports()["door_to"])(member, url)


def dossier_of(reference: Reference) -> str:
    """The theme and the responsible Région of the cycle a thing belongs to, in one sentence; empty outside a cycle."""
    return cast(DossierPort, ports()["dossier_of"])(reference)


def opened_to(standing: Any, kind: str) -> Any:
    """The numbers of the things of this kind that their owner opened to this person, for ``pk__in=``; the network,
    which is under the tools, asks it here."""
    return cast(OpenedPort, ports()["opened_to"])(standing, kind)
