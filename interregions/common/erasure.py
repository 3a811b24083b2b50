"""Taking a person out of stored values, wherever the name or the address was copied."""

import re
from typing import Any, Protocol

REPLACEMENT = "Personne retirée"


class Person(Protocol):
    given_name: str
    family_name: str
    email: str


def without_person(value: Any, person: Person) -> Any:
    """The same text, list or dictionary with the person's full name, and address, replaced.

    An address shared by several people (a generic mailbox) is replaced too: the caller decides where that is right.
    """
    given, family = person.given_name.strip(), person.family_name.strip()
    words = {f"{given} {family}".strip(), f"{family} {given}".strip(), person.email.strip()} - {""}
    if not words:
        return value
    # The longest first; whole words, in whichever case they were typed.
    any_of = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return _without(value, re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE))


def _without(value: Any, words: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return words.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_without(item, words) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, words) for key, item in value.items()}
    return value
