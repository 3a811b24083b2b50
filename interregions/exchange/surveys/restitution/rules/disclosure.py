"""What a published figure may not reveal: from everything published, nobody is solved for. Pure.

The proof is in docs/explanation/disclosure.md and tried by tests/test_disclosure_solver.py, which knows these rules
too: what is withheld must not tell, by being withheld, what it hides. So each rule has a margin of one: it triggers
on « all, or all but one », never on « all » alone.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Generic, TypeVar

SMALLEST_GROUP = 3
FEWEST_FOR_MEDIAN = 10
FEWEST_FOR_SUM = 5  # three whole numbers that add up to 3, none above the half, can only be 1, 1 and 1
LARGEST_SHARE = Decimal("0.5")
TOO_FEW = "Moins de trois réponses\u202f: la figure n’est pas publiée."
TOO_FEW_NUMBERS = "La médiane et les quartiles paraissent à partir de dix réponses."
TOO_FEW_FOR_SUM = "Le total paraît à partir de cinq réponses."
DOMINATED = "Le total n’est pas publié\u202f: une seule réponse en ferait plus de la moitié."
TOO_FEW_RANKINGS = "Les points paraissent à partir de dix classements."
ALIKE_RANKINGS = "Classements presque unanimes\u202f: les points ne sont pas publiés."
ONE_OPTION = "Une seule réponse était proposée\u202f: il n’y a rien à compter."

Key = TypeVar("Key", bound=Hashable)
Counts = Mapping[Key, int]


@dataclass(frozen=True)
class Cell:
    """How many chose an option: exactly (``low == high``), or between two numbers."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Group(Generic[Key]):
    """One group of a breakdown: how many answered there, and their counts."""

    n: int
    counts: Counts[Key]


@dataclass(frozen=True)
class Numbers:
    """What is known of the numbers answered to one question, before anything is decided."""

    n: int
    total: Decimal = Decimal(0)
    largest: Decimal = Decimal(0)  # the largest absolute value; never published
    lower: Decimal | None = None
    median: Decimal | None = None
    upper: Decimal | None = None


def is_too_alike(counts: Counts[Key], n: int) -> bool:
    """Some option was chosen by all, or by all but one."""
    return n > 0 and max(counts.values(), default=0) >= n - 1


def tells_the_hidden(counts: Counts[Key], n: int, besides: int = 0) -> bool:
    """Whether exact counts of those a reader does not read by name tell what one of them answered: fewer than three,
    or too alike. ``besides``, whoever of them knows their own answer too."""
    return n > 0 and (n < SMALLEST_GROUP + besides or max(counts.values(), default=0) >= n - 1 - besides)


def published_cells(counts: Counts[Key], n: int) -> dict[Key, Cell]:
    """The whole, option by option; nothing under three answers or with a single proposed answer.

    When an option is chosen by all or all but one, it is told as « n−1 or n » and the rare ones as « 0 or 1 »:
    nobody can be told apart from the one who may have answered otherwise.
    """
    if n < SMALLEST_GROUP or len(counts) < 2:
        return {}
    if not is_too_alike(counts, n):
        return {key: Cell(count, count) for key, count in counts.items()}
    return {key: _blurred(count, n) for key, count in counts.items()}


def cells_of(counts: Counts[Key], n: int, *, exact: bool) -> dict[Key, Cell]:
    """The whole, exactly for who may read the name behind each answer, as it is published for the others."""
    if not exact:
        return published_cells(counts, n)
    return {key: Cell(count, count) for key, count in counts.items()} if n and len(counts) > 1 else {}


def _blurred(count: int, n: int) -> Cell:
    if count >= n - 1:
        return Cell(n - 1, n)
    return Cell(0, 1) if count <= 1 else Cell(count, count)


def hides_one_among_others(*, asked: int, named: int) -> bool:
    """Whether words without a name could be of several organisations of a college: three at least are unnamed or did
    not answer. Else the matrix, which names the others, says whose they are."""
    return asked - named >= SMALLEST_GROUP


def unlinkable(texts: Sequence[str], question: str) -> list[str]:
    """Words without a name in an order that says nothing: neither whose they are, by the place of a name in the
    alphabet, nor which go together from one question to the next."""
    return sorted(texts, key=lambda text: sha256(f"{question}\0{text}".encode()).hexdigest())


def merged_groups(sizes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Groups under three put together; a merged group still under three takes the smallest of the others.

    Only the numbers of answers decide, never the answers. Empty when fewer than two groups are left: no breakdown.
    """
    present = {name: size for name, size in sizes.items() if size > 0}
    small = [name for name, size in present.items() if size < SMALLEST_GROUP]
    large = sorted((name for name in present if name not in small), key=lambda name: (present[name], name))
    while small and large and sum(present[name] for name in small) < SMALLEST_GROUP:
        small.append(large.pop(0))
    parts: list[tuple[str, ...]] = [(name,) for name in present if name in large]
    if small:
        parts.append(tuple(name for name in present if name in small))
    return {" et ".join(names): names for names in parts} if len(parts) > 1 else {}


def published_breakdown(groups: Mapping[str, Group[Key]]) -> dict[str, Group[Key]]:
    """A question's breakdown, whole or not at all: withheld when the answers of one group are too alike.

    Published groups add up to the whole exactly, so nothing is left to be found by subtraction.
    """
    merged = {
        label: together([groups[name] for name in names])
        for label, names in merged_groups({name: group.n for name, group in groups.items()}).items()
    }
    if any(is_too_alike(group.counts, group.n) for group in merged.values()):
        return {}
    return merged


def together(groups: Sequence[Group[Key]]) -> Group[Key]:
    keys = list(dict.fromkeys(key for group in groups for key in group.counts))
    counts = {key: sum(group.counts.get(key, 0) for group in groups) for key in keys}
    return Group(sum(group.n for group in groups), counts)


def published_numbers(numbers: Numbers, *, summed: bool) -> tuple[dict[str, Decimal], list[str]]:
    """The statistics that may be told, and why the others are not. Never a minimum nor a maximum.

    Amounts and numbers are summed from five answers, unless one makes more than half. Percentages are never summed:
    their mean is told from ten answers, unless all but one could be at 0, or at 100.
    """
    if numbers.n < SMALLEST_GROUP:
        return {}, [TOO_FEW]
    told: dict[str, Decimal] = {}
    withheld: list[str] = []
    if numbers.n >= FEWEST_FOR_MEDIAN:
        quartiles = {"lower": numbers.lower, "median": numbers.median, "upper": numbers.upper}
        told |= {name: value for name, value in quartiles.items() if value is not None}
    else:
        withheld.append(TOO_FEW_NUMBERS)
    if not summed:
        if numbers.n >= FEWEST_FOR_MEDIAN and 100 < numbers.total < 100 * (numbers.n - 1):
            told["mean"] = round(numbers.total / numbers.n, 1)
    elif numbers.n < FEWEST_FOR_SUM:
        withheld.append(TOO_FEW_FOR_SUM)
    elif numbers.largest > LARGEST_SHARE * abs(numbers.total) or not numbers.total:
        withheld.append(DOMINATED)
    else:
        told["sum"] = numbers.total
    return told, withheld


def published_points(ranks: Mapping[Key, Counts[int]], n: int) -> tuple[dict[Key, int], str]:
    """The points of each option ranked, or why none is told: as many for a first rank as there are options, one less
    for each rank after, none without rank.

    With the first places they say more than a count: as a median, they wait for ten answers, and for no option to
    stand at one rank for all, or all but one.
    """
    if n < FEWEST_FOR_MEDIAN:
        return {}, TOO_FEW_RANKINGS
    if any(is_too_alike(times, n) for times in ranks.values()):
        return {}, ALIKE_RANKINGS
    return _points(ranks), ""


def points_of(ranks: Mapping[Key, Counts[int]], n: int, *, exact: bool) -> tuple[dict[Key, int], str]:
    """The points, exactly for who may read the name behind each ranking, as they are published for the others."""
    return (_points(ranks), "") if exact else published_points(ranks, n)


def _points(ranks: Mapping[Key, Counts[int]]) -> dict[Key, int]:
    return {key: sum(times * (len(ranks) + 1 - rank) for rank, times in held.items()) for key, held in ranks.items()}


def numbers_told(numbers: Numbers, *, summed: bool, exact: bool) -> tuple[dict[str, Decimal], list[str]]:
    """The total or the mean, the median and its quartiles, for who may read each of these numbers with its name; for
    the others, what is published."""
    if not exact:
        return published_numbers(numbers, summed=summed)
    if not numbers.n:
        return {}, []
    told = {"sum": numbers.total} if summed else {"mean": round(numbers.total / numbers.n, 1)}
    quartiles = {"lower": numbers.lower, "median": numbers.median, "upper": numbers.upper}
    return told | {name: value for name, value in quartiles.items() if value is not None}, []


def is_told_again(changed: Group[Key], *, earlier: Mapping[Key, Cell]) -> bool:
    """Whether a question's figure may move in a new edition; if not, the earlier one is printed again.

    ``changed`` holds what the responses that came since say now. Whoever knows who came reads the difference of the
    two editions: those responses are a group like another, of three at least and not too alike. A figure that was
    blurred stays as it was, or its being replaced would sharpen it. Where nothing was told, nothing is subtracted.
    """
    if changed.n == 0 or not earlier:
        return True
    exact = all(cell.is_exact for cell in earlier.values())
    return exact and changed.n >= SMALLEST_GROUP and not is_too_alike(changed.counts, changed.n)


def reasons_not_to_publish_again(*, edition: int, added: int, lost: int, reason: str) -> list[str]:
    """A new edition needs its reason, and none or at least three responses changed since the one before."""
    if edition <= 1:
        return []
    reasons = [] if reason.strip() else ["Dites pourquoi une nouvelle édition paraît\u202f: la raison y sera écrite."]
    if lost:
        reasons.append(
            "Des réponses déjà publiées ont été retirées\u202f: la comparaison des deux éditions les révélerait."
        )
    if 0 < added < SMALLEST_GROUP:
        reasons.append(
            "Une ou deux réponses seulement ont changé depuis l’édition précédente\u202f: la comparaison des deux "
            "éditions les révélerait. Une nouvelle édition paraîtra quand trois réponses auront changé."
        )
    return reasons


def reasons_not_to_break_down(*, attribute: str, declared: Collection[str]) -> list[str]:
    """One attribute at a time, editions included: two partitions of the same answers cross into smaller groups."""
    if attribute and set(declared) - {attribute}:
        return ["Une édition précédente est ventilée autrement\u202f: croisées, elles révéleraient des réponses."]
    return []
