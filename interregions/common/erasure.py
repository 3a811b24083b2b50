"""Finding a person wherever their name or address was copied, and taking them out: one finder for the whole house.

It forgives what people write: capitals, accents, hyphens, hard and doubled spaces, either order, initials. What it is
sure of is taken out; a family name alone, or after a title, may be somebody else, and is for a person to decide.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

REPLACEMENT = "Personne retirée"
APART = r"[\s\-\u2010\u2011'’]+"
TITLES = r"(?:m|mm|mr|mme|mlle|monsieur|madame|mademoiselle|dr|docteur|me|maitre)\.?"
LEAST_LETTERS = 3  # of a family name that stands alone: « Le » would be everywhere


class Person(Protocol):
    given_name: str
    family_name: str
    email: str


@dataclass
class Somebody:
    """A person who has no row: a guest, a signer of a visa, somebody interviewed or quoted."""

    given_name: str
    family_name: str
    email: str


@dataclass(frozen=True)
class Trace:
    """Where a text names somebody; ``sure``: it can be nobody else."""

    start: int
    end: int
    sure: bool


def traces_in(text: str, person: Person) -> list[Trace]:
    """Each place of a text, in one normal form (NFC), where this person is named."""
    sure, perhaps = _patterns(person.given_name.strip(), person.family_name.strip(), person.email.strip())
    plain = _folded(text)
    found = [Trace(*match.span(), True) for match in sure.finditer(plain)] if sure else []
    for match in perhaps.finditer(plain) if perhaps else ():
        start, end = match.span()
        if not any(each.start < end and start < each.end for each in found):
            found.append(Trace(start, end, False))
    return sorted(found, key=lambda trace: trace.start)


def names(text: str, person: Person) -> bool:
    """Whether this text surely names the person: what access, take-away and erasure go by."""
    return any(trace.sure for trace in traces_in(unicodedata.normalize("NFC", text), person))


def without_person(value: Any, person: Person) -> Any:
    """The same text, list or dictionary with what surely names the person replaced.

    An address shared by several people (a generic mailbox) is replaced too: the caller decides where that is right.
    """
    if isinstance(value, str):
        return _without(value, person)
    if isinstance(value, list):
        return [without_person(item, person) for item in value]
    if isinstance(value, dict):
        return {key: without_person(item, person) for key, item in value.items()}
    return value


def texts_of(value: Any) -> Iterator[str]:
    """Each text of a value as it is stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_of(item)


def _without(text: str, person: Person) -> str:
    normal = unicodedata.normalize("NFC", text)
    kept, last = [], 0
    for trace in traces_in(normal, person):
        if trace.sure:
            kept += [normal[last : trace.start], REPLACEMENT]
            last = trace.end
    return "".join([*kept, normal[last:]]) if kept else text


@lru_cache(maxsize=16)
def _patterns(given: str, family: str, email: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    first, last = _words(given), _words(family)
    sure, perhaps = [], []
    if first and last:
        initials = r"[.\-\s]*".join(re.escape(word[0]) for word in re.split(APART, _folded(given)) if word)
        sure += [f"{first}{APART}{last}", rf"{last},?{APART}{first}", rf"{initials}\.\s*{last}"]
    elif first or last:
        sure.append(first or last)
    if email:
        sure.append(re.escape(_folded(email)))
    if last and len(family) >= LEAST_LETTERS:
        perhaps += [rf"{TITLES}\s*{last}", last]
    return _whole(sure), _whole(perhaps)


def _whole(words: list[str]) -> re.Pattern[str] | None:
    """The longest first, and no part of a longer word."""
    any_of = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)") if words else None


def _words(name: str) -> str:
    return APART.join(re.escape(word) for word in re.split(APART, _folded(name)) if word)


def _folded(text: str) -> str:
    """Sign for sign, without capital nor accent: a place here is the same place there."""
    return unicodedata.normalize("NFC", text).translate(_BASES)


class _Bases(dict[int, str]):
    """Each sign met and the letter under it, found once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        base = self[code] = unicodedata.normalize("NFKD", sign)[0].casefold()[:1] or sign
        return base


_BASES = _Bases()
