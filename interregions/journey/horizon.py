"""Thirteen weeks on one line: where each dated thing stands, and on which level so that none hides another. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from interregions.common.typography import MONTHS
from interregions.journey.axis import Axis

WEEKS = 13
LEVEL = 17  # px from one level to the next
ABOVE = 24  # px kept above for the words of a day
APART = 1.7  # the least distance between two marks of one level, in per cent
MOST = 5  # levels: what comes above stands on the highest


@dataclass(frozen=True)
class Mark:
    """One thing on the line: a square, or a bar for what lasts."""

    kind: str  # convention, document, mission
    words: str
    x: float
    width: float
    level: int


@dataclass(frozen=True)
class Horizon:
    """The line, its marks, and the first day of each month on it."""

    axis: Axis
    marks: tuple[Mark, ...]
    day: float | None  # where much ends at once, and what
    day_words: str

    @property
    def base(self) -> int:
        """How far the line stands under the top of the drawing."""
        return ABOVE + LEVEL * (1 + max((each.level for each in self.marks), default=0)) + 4

    @property
    def height(self) -> int:
        return self.base + 22

    @property
    def placed(self) -> list[tuple[Mark, int]]:
        """Each mark with the top of it."""
        return [(each, self.base - LEVEL * (each.level + 1)) for each in self.marks]

    @property
    def months(self) -> list[tuple[str, float]]:
        """« décembre », « janvier 2027 », each on its first day."""
        days = (self.axis.first + timedelta(days=n) for n in range((self.axis.last - self.axis.first).days + 1))
        return [(_month(day), self.axis.at(day)) for day in days if day.day == 1 and self.axis.at(day) < 97]

    @property
    def told(self) -> str:
        """The line in a sentence, for who does not see it."""
        return " ; ".join(each.words for each in self.marks)


def span_of(today: date) -> Axis:
    """From the Monday of this week to the last day of the thirteenth."""
    monday = today - timedelta(days=today.weekday())
    return Axis(monday, monday + timedelta(weeks=WEEKS))


def horizon(
    axis: Axis, things: Iterable[tuple[str, str, date, date]], day: date | None = None, day_words: str = ""
) -> Horizon:
    """Marks by date (kind, words, first and last day), each on the first level where it touches no other."""
    ends: list[float] = []
    marks = []
    for kind, words, first, last in sorted(things, key=lambda each: (each[2], each[3])):
        x = axis.at(first)
        width = max(axis.at(last) - x, 0.0) if last > first else 0.0
        free = next((level for level, end in enumerate(ends) if end + APART <= x), len(ends))
        level = min(free, MOST - 1)
        reach = x + width
        if level == len(ends):
            ends.append(reach)
        else:
            ends[level] = max(ends[level], reach)
        marks.append(Mark(kind, words, x, round(width, 2), level))
    return Horizon(axis, tuple(marks), axis.at(day) if day else None, day_words)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 else MONTHS[day.month - 1]
