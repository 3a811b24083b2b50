"""« Je montre, je vois »: what one Région reads of the others, and what may be said of them together.

Whatever is told here is computed from the values that its reader reads by name, and from nothing else: no median, no
total and no count can then be subtracted from another to find a value that was not shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from interregions.knowledge.observatory.policies.rules.natures import Nature, may_be_compared

MEDIAN_FROM = 10
REGIONS_IN_ALL = 18


@dataclass(frozen=True)
class Held:
    """One confirmed value of one indicator and one year, and whose it is."""

    organisation: int
    value: Decimal | None
    nature: Nature
    words: str = ""


def opens(*, confirmed: Collection[int], showing: Collection[int], reader: int) -> bool:
    """Whether this Région reads the others: it has itself confirmed this indicator for this year, and shows it."""
    return reader in confirmed and reader in showing


def readable(held: Sequence[Held], showing: Collection[int], reader: int) -> list[Held]:
    """One's own, always; with them those of the Régions that show, for a Région that confirmed and shows its own."""
    open_to_reader = opens(confirmed={each.organisation for each in held}, showing=showing, reader=reader)
    return [each for each in held if each.organisation == reader or (open_to_reader and each.organisation in showing)]


def on_one_line(read: Sequence[Held], *, has_nature: bool, nature: Nature) -> list[Held]:
    """The numbers of one nature among those that are read: at most one of each Région."""
    return [
        each
        for each in read
        if each.value is not None
        and (each.nature == nature if has_nature else True)
        and may_be_compared(has_nature=has_nature, mine=nature, theirs=each.nature)
    ]


def median_of(line: Sequence[Held]) -> Decimal | None:
    """The median of the amounts shown, one's own included, from ten."""
    values = [each.value for each in line if each.value is not None]
    return median(values) if len(values) >= MEDIAN_FROM else None


def total_of(line: Sequence[Held]) -> Decimal | None:
    """The total of all Régions, when the eighteen are confirmed, of one nature, and read by name."""
    values = [each.value for each in line if each.value is not None]
    return sum(values, Decimal()) if len(values) == REGIONS_IN_ALL else None


def missing_before(number: int, wanted: int) -> int:
    """How many are missing before something can be said."""
    return max(0, wanted - number)
