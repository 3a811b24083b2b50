"""How an offer answers a need: same sort, shared ecosystems, words of the one in the other, nearness. Pure."""

from dataclasses import dataclass

from interregions.common.words import score
from interregions.knowledge.observatory.equipment.places import NEIGHBOURS
from interregions.toolkit.matching import Criterion


@dataclass(frozen=True)
class Side:
    """What is compared of an offer or of a need."""

    pk: int
    sort: str
    sort_words: str
    text: str
    tags: frozenset[tuple[int, str]]
    regions: frozenset[str]
    epci: frozenset[int]


def _shared(first: Side, second: Side) -> list[str]:
    return sorted(label for _, label in first.tags & second.tags)


def _tags(first: Side, second: Side) -> float:
    return min(1.0, len(_shared(first, second)) / 2)


def _tags_words(first: Side, second: Side) -> str:
    return f"Même écosystème\u202f: {', '.join(_shared(first, second))}"


def common_words(first: Side, second: Side) -> list[str]:
    """Words of the title of the first that stand in the second, as they were typed."""
    said = [word.strip("«».,;:!?()") for word in first.text.split("\n")[0].split()]
    return [word for word in dict.fromkeys(said) if len(word) > 4 and score(second.text, word)]


def _words(first: Side, second: Side) -> float:
    return min(1.0, len(common_words(first, second)) / 2)


def _words_words(first: Side, second: Side) -> str:
    return f"Mêmes mots\u202f: {', '.join(common_words(first, second)[:3])}"


def _place(first: Side, second: Side) -> float:
    if first.epci & second.epci:
        return 0.5
    if first.regions & second.regions:
        return 0.4
    return 0.2 if _neighbours(first, second) else 0.0


def _neighbours(first: Side, second: Side) -> bool:
    return any(NEIGHBOURS.get(region, frozenset()) & second.regions for region in first.regions)


def _place_words(first: Side, second: Side) -> str:
    if first.epci & second.epci:
        return "Même intercommunalité"
    return "Même Région" if first.regions & second.regions else "Régions voisines"


def _of_sort(first: Side, second: Side) -> float:
    return float(first.sort == second.sort)


def _sort_words(first: Side, second: Side) -> str:
    return f"Même nature\u202f: {second.sort_words.lower()}"


CRITERIA: tuple[Criterion[Side, Side], ...] = (
    Criterion("tags", _tags, _tags_words),
    Criterion("words", _words, _words_words),
    Criterion("sort", _of_sort, _sort_words, needed=True),
    Criterion("place", _place, _place_words),
)
LEAST = 2  # the same sort alone is no reason to be put in touch
