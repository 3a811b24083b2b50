"""What is expected of somebody: a room states each kind once, as rows of one SELECT and the words of one row. Pure.

A row knows neither the day nor who reads it: ``journey.queries.tasks`` compares both, over the rows of every room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# Who, in the organisation of a row, it is addressed to: one role, those who act for it, or anybody who does.
ACTING = "ACTING"
ANYBODY = "ANYBODY"
FACILITATOR = "FACILITATOR"  # the role of the animation (``network.choices.Role``)
# Stands for the day of the reading inside a SELECT that is compiled once: who acts today has no other date.
TODAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing awaited, of one organisation, of the animation, of both, of one person, or of nobody in particular."""

    kind: str
    about: int
    cycle: int | None
    stage: str  # the stage in which « Il reste » says it; empty: never
    organisation: int | None
    role: str
    member: int | None  # this person alone, as long as they act for the organisation, if there is one
    animation: bool
    blocking: bool
    opens_on: date | None  # before this day it is to come
    until: date | None  # after this day it is no longer awaited
    before: datetime | None  # nor after this moment
    due: date | None
    after: str  # what has to be done first: « à venir », never a card
    label: str
    detail: str
    a: int | None
    b: int | None
    moment: datetime | None  # in local time
    holder: str  # the name of the organisation
    theme: str  # the title of the cycle's theme
    lead: str  # the name of the cycle's responsible region


@dataclass(frozen=True)
class Task:
    """One thing awaited in words: its card in « À faire », its line in « Il reste », or both.

    A room gives the words and ``to``, the name of an address and its arguments; the journey fills in the rest.
    ``ending`` are the words of a button that ends the task at once, by a POST to ``ending_to``.
    """

    what: str = ""
    why: str = ""
    to: tuple[str | int, ...] = ()
    gesture: str = "Ouvrir"
    due: date | None = None
    minutes: int | None = None
    late: bool = False
    ending: str = ""
    ending_to: tuple[str | int, ...] = ()
    sentence: str = ""
    held_by: str = ""
    later: bool = False  # in « Plus tard »: nothing is asked of the person yet
    holder: str = ""  # the organisation the person would act for, told to who acts for several
    url: str = ""
    ending_url: str = ""
    kind: str = ""
    about_kind: str = ""
    about: int = 0
    organisation: int | None = None  # the one it is asked of; empty: the animation, or this person wherever they act
    personal: bool = False
    cycles: tuple[int, ...] = ()
    stage: str = ""
    blocking: bool = False
    is_card: bool = False

    def is_for(self, mandate: Any) -> bool:
        """Whether who acts under this mandate is asked, and not another organisation of the same person."""
        if mandate is None:
            return False
        if self.organisation is None:
            return self.personal or mandate.role == FACILITATOR
        return bool(self.organisation == mandate.organisation_id)

    def but(self, **changed: Any) -> "Task":
        """The same, but for these: what ``dataclasses.replace`` says, five times sooner; each page asks it by card."""
        made = object.__new__(Task)
        made.__dict__.update(self.__dict__, **changed)
        return made


@dataclass(frozen=True)
class TaskKind:
    """One kind: what it is about (the kind of a Reference), its rows, and the words of one of them on a day."""

    name: str
    about_kind: str
    rows: Callable[[], Any]  # a QuerySet made by ``task_rows.task_row``
    words: Callable[[Row, date], Task | None]


def on_cycle(row: Row, step: int) -> str:
    """« Cycle « L'hydrogène », étape 2 »."""
    return f"Cycle « {row.theme} », étape {step}"
