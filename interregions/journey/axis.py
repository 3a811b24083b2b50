"""Where a dated bar stands on an axis of years: percentages of its width, for any screen. Pure."""

from dataclasses import dataclass
from datetime import date

from interregions.common.typography import span_told

OPEN = 18.0  # how far the dashed line of what is not known goes, in per cent


@dataclass(frozen=True)
class Axis:
    """The days between which all is drawn."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """The place of a day, from 0 to 100, within the axis."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def years(self) -> list[tuple[int, float]]:
        """Each year whose first day stands on the axis."""
        return [
            (year, self.at(date(year, 1, 1)))
            for year in range(self.first.year, self.last.year + 1)
            if self.first <= date(year, 1, 1) <= self.last
        ]


@dataclass(frozen=True)
class Bar:
    """One thing that lasts: its words, its place, and what is said after its last known day."""

    kind: str  # label, convention, phase
    words: str
    dates: str
    x: float
    width: float
    after: str = ""  # « suite non connue », « suite non vérifiée »; empty when nothing is to be said

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)

    @property
    def open_end(self) -> float:
        """Where the dashed line of what is not known stops."""
        return min(100.0, round(self.end + OPEN, 2))


def bar(axis: Axis, *, kind: str, words: str, starts_on: date | None, ends_on: date | None, after: str = "") -> Bar:
    """A bar stops where the facts stop: without an end, at the day on which the axis stops."""
    x = axis.at(starts_on or axis.first)
    end = axis.at(ends_on) if ends_on else 100.0
    return Bar(kind, words, span_told(starts_on, ends_on), x, round(max(end - x, 0.5), 2), after if ends_on else "")
