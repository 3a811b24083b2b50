"""French words as they are searched: the one analyser of the house, under every filter and every picker.

A word typed becomes the beginnings under which it may stand in a text: folded (no accent, no capital, « œ » is « oe »),
without what its grammar adds (Snowball’s French stemmer), and with the few words that say the same here. A text holds
it when one of its own words, folded, starts so. No text needs to be stored analysed: both databases look for the same
beginnings, and ``matches`` says the same in Python.
"""

import re
from functools import lru_cache
from itertools import pairwise, takewhile
from threading import Lock
from typing import Any

from interregions.common.characters import sort_key
from interregions.common.late import Late

Beginnings = tuple[str, ...]

_stemming = Late("Stemmer")
_one_at_a_time = Lock()  # the library’s object is not made for several threads
_french: list[Any] = []

LEAST = 4  # letters: a shorter beginning would be that of too many words
_LINKING = (
    "a au aux avec c ce ces d dans de des du en et j jusqu l la le les leur leurs lorsqu m n ou par pour puisqu qu que "
    "qui s sa se ses son sur t un une y"
)
# What keeps a vowel silent before an apostrophe that people leave out: « presquile », « aujourdhui ».
ELIDED = ("aujourd", "jusqu", "lorsqu", "presqu", "puisqu", "quelqu", "quoiqu")
STOP_WORDS = frozenset(_LINKING.split())
# Words that the stemmer takes for another that every EPCI bears in its name: « communication », « communauté ».
KEPT_APART = {"communication": "communicat", "communautes": "communaut", "communaute": "communaut"}
# What people of the network call by two names, by their beginnings; each line is a word of its own subject.
SYNONYMS = (
    ("pole", "clust", "cluster", "grapp"),  # the network’s own subject, named by the State, in English, and before 2005
    ("europ", "europeen", "ue"),
    ("epci", "intercommunal"),
    ("subvent", "aide"),
    ("courriel", "mail", "email"),
)
# What one word of a family ends with, and another: compétent, compétence; régional, régionaux; directeur, directrice.
ENDINGS = (
    ("al", "aux"),
    ("ent", "enc"),
    ("iqu", "icat"),
    ("abl", "abil"),
    ("teur", "tric"),
    ("tric", "teur"),
    ("eur", "eus"),
)


def wanted(words: str) -> tuple[Beginnings, ...]:
    """Each word that is looked for, as the beginnings that any text may hold instead; what only links is left out.

    Nothing for what folds to nothing (« ? »).
    """
    return tuple(beginnings(word) for word in _said(words))


def _said(words: str) -> list[str]:
    typed = re.findall(r"[^\W_]+", words.casefold().replace("œ", "oe").replace("æ", "ae"))
    said = [word for word in typed if sort_key(word) not in STOP_WORDS]
    return [word for word in said or typed if sort_key(word)]


@lru_cache(maxsize=2000)
def beginnings(word: str) -> Beginnings:
    """How a word of a text may start to be this one, or to say the same: « projets » is « projet… »."""
    found = set(_family(word))
    for same in SYNONYMS:
        if found & set(same):
            found |= set(same)
    found |= {f"{each} {start.removeprefix(each)}" for start in found for each in ELIDED if _goes_on(start, each)}
    return _shortest(found)


@lru_cache(maxsize=2000)
def _family(word: str) -> Beginnings:
    """The same without other words: what the word itself may look like."""
    plain = sort_key(word)
    found = {_shared(plain, stem) for stem in _stems(word, plain)}
    for stem in tuple(found):
        found |= {stem[: -len(kept)] + ending for kept, ending in ENDINGS if stem.endswith(kept)}
    return tuple(sorted(found))


def _shortest(found: set[str]) -> Beginnings:
    return tuple(sorted(each for each in found if not any(each != other and each.startswith(other) for other in found)))


def matches(text: str, words: str) -> bool:
    """Whether the text holds every word, in any order; no word at all is held by everything."""
    return not words.strip() or score(text, words) > 0


def score(text: str, words: str) -> float:
    """How well a text answers, from 0 (a word is missing) to 1 (each stands there as typed, from the first on)."""
    asked, held = _said(words), _held(text)
    if not asked or not held:
        return 0.0
    best = [max(_closeness(each, word) for each in held) for word in asked]
    if not all(best):
        return 0.0
    return 0.9 * sum(best) / len(asked) + (0.1 if _closeness(held[0], asked[0]) else 0.0)


def _goes_on(start: str, elided: str) -> bool:
    return start.startswith(elided) and len(start) > len(elided)


def _held(text: str) -> list[str]:
    """The words of a text, and those that an apostrophe cuts, whole: « presqu ile »."""
    apart = sort_key(text).split()
    return apart + [f"{one} {other}" for one, other in pairwise(apart) if one in ELIDED]


def _closeness(held: str, word: str) -> float:
    """The word itself, its beginning, one of its family, one that says the same."""
    plain = sort_key(word)
    if held == plain:
        return 1.0
    if held.startswith(plain):
        return 0.8
    return 0.7 if held.startswith(_family(word)) else 0.5 if held.startswith(beginnings(word)) else 0.0


def _stems(word: str, plain: str) -> set[str]:
    """The stems of a word as typed, without its accents, and with the one that « ee » has lost."""
    if plain in KEPT_APART:
        return {KEPT_APART[plain]}
    forms = {word, plain}
    if ending := re.search(r"ee(s?)$", plain):
        forms.add(f"{plain[: ending.start()]}ée{ending[1]}")
    return {sort_key(_stem(form)) for form in forms}


def _stem(word: str) -> str:
    with _one_at_a_time:
        if not _french:
            _french.append(_stemming.Stemmer("french"))
        return str(_french[0].stemWord(word))


def _shared(plain: str, stem: str) -> str:
    """What a word and its stem begin with; a word that would be cut too short loses its plural alone."""
    begins = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(plain, stem, strict=False)))
    if len(begins) > LEAST:
        return begins.removesuffix("x")
    if len(begins) == LEAST:
        return begins
    return plain[:-1] if len(plain) >= LEAST and plain[-1] in "sx" else plain
