"""The strip: each Région that shows at its true place on one axis from zero, its code over its mark. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

CLOSER = 9.0  # per cent of the axis under which a second code climbs one level
LEVELS = 3


@dataclass(frozen=True)
class Mark:
    """One Région on the axis: its place in per cent of the width, and the level of its code."""

    code: str
    words: str
    own: bool
    place: str
    level: int

    @property
    def height(self) -> int:
        """Where its code stands, in pixels from the top: the first level just over the mark."""
        return 78 - 22 * self.level


@dataclass(frozen=True)
class Tick:
    place: str
    value: Decimal


@dataclass(frozen=True)
class Strip:
    """The whole drawing, of full width: places in per cent, everything else in pixels."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


def percent(part: Decimal) -> str:
    """« 45.2% », as a drawing writes it."""
    return f"{float(part * 100):.4g}%"


def axis_end(highest: Decimal) -> Decimal:
    """The first round number above what is shown: 1, 2, 4, 5 or 10 times a power of ten."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** highest.adjusted()
    return next(each * power for each in map(Decimal, ("1", "2", "4", "5", "10")) if each * power >= highest)


def strip(values: Sequence[tuple[str, str, Decimal, bool]]) -> Strip:
    """Code, words, value and whether it is one's own → the marks, in the order of the axis."""
    end = axis_end(max((value for _, _, value, _ in values), default=Decimal()))
    marks: list[Mark] = []
    last = [-CLOSER] * LEVELS
    for code, words, value, own in sorted(values, key=lambda each: (each[2], each[0])):
        at = float(value / end * 100)
        level = next((rank for rank in range(LEVELS) if at - last[rank] >= CLOSER), LEVELS - 1)
        last[level] = at
        marks.append(Mark(code, words, own, percent(value / end), level))
    return Strip(tuple(marks), tuple(Tick(percent(Decimal(part) / 4), end * part / 4) for part in range(5)))
