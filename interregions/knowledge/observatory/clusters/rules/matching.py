"""Which pôle, or which public body, a line of a table names. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from interregions.common.characters import sort_key
from interregions.knowledge.observatory.choices import MatchedBy
from interregions.network.rules import is_valid_siren

# What a legal name adds to the one people say.
_EMPTY = """association asso pole poles cluster competitivite de du des da la le les l d et en a region conseil
regional regionale metropole communaute agglomeration communes urbaine siege social loi 1901 collectivite"""
EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Named:
    """Somebody who may be named: its number, its names, its SIREN when it is known."""

    number: int
    names: tuple[str, ...]
    siren: str = ""


@dataclass(frozen=True)
class Match:
    """Who is meant, and how it was found; ``near`` are those whose name is close, when nobody surely is."""

    number: int | None = None
    how: str = ""
    near: tuple[int, ...] = ()
    said: str = ""  # what is to be told of the number that the line gives


@dataclass
class Index:
    """Those who may be named, by what names them."""

    sirens: dict[str, int] = field(default_factory=dict)
    siren_of: dict[int, str] = field(default_factory=dict)
    names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    telling: dict[int, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(word for word in sort_key(name).split() if word not in EMPTY_WORDS)


def index_of(among: Iterable[Named]) -> Index:
    """What a whole list is matched against."""
    found = Index()
    for each in among:
        if each.siren:
            found.sirens[each.siren] = each.number
        found.siren_of[each.number] = each.siren
        for name in each.names:
            if key := " ".join(sorted(telling_words(name))):
                found.names[key].add(each.number)
                found.telling[each.number].append(telling_words(name))
                for word in telling_words(name):
                    found.words[word].add(each.number)
    return found


def match(index: Index, *, siren: str, name: str) -> Match:
    """By SIREN first; else by the same name; else one whose name is close, to be looked at.

    A true SIREN that is not the one of who bears the name is somebody else’s: a homonym is never taken for another.
    """
    true = is_valid_siren(siren)
    if true and (number := index.sirens.get(siren)):
        return Match(number, MatchedBy.SIREN)
    said = f"Le SIREN {siren} est faux : son dernier chiffre ne contrôle pas les autres." if siren and not true else ""
    possible = {each for each in _same(index, name) if not (true and index.siren_of[each])}
    if len(possible) == 1:
        return Match(possible.pop(), MatchedBy.NAME, said=said)
    near = tuple(sorted(each for each in _near(index, name) if not (true and index.siren_of[each])))
    if len(near) == 1 and not possible:
        return Match(near[0], MatchedBy.NEAR, near, said)
    return Match(None, near=tuple(sorted(possible or near)), said=said)


def _same(index: Index, name: str) -> set[int]:
    return set(index.names.get(" ".join(sorted(telling_words(name))), ()))


def _near(index: Index, name: str) -> set[int]:
    """Those all of whose telling words are in the name; a single short word tells nobody."""
    words = telling_words(name)
    perhaps = {number for word in words for number in index.words.get(word, ())}
    return {
        number
        for number in perhaps
        if any(known <= words and (len(known) > 1 or len(next(iter(known))) > 4) for known in index.telling[number])
    }
