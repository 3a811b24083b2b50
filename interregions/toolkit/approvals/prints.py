"""What a visa was given on: the digest of each part, compared with what the parts read today. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Prints = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Part:
    """One part of a content: what identifies it, its name, all its words."""

    key: str
    label: str
    text: str


def prints_of(parts: Sequence[Part]) -> dict[str, list[str]]:
    """What is kept of a content: names and digests, never the words."""
    return {part.key: [part.label, _digest(part.text)] for part in parts}


def changes_since(prints: Prints, parts: Sequence[Part]) -> list[str]:
    """The names of the parts that read otherwise, came or went since; nothing when no print was kept."""
    if not prints:
        return []
    today = prints_of(parts)
    changed = [label for key, (label, digest) in today.items() if prints.get(key, ("", _EMPTY))[1] != digest]
    gone = [label for key, (label, digest) in prints.items() if key not in today and digest != _EMPTY]
    return list(dict.fromkeys(changed + gone))


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:32]


_EMPTY = _digest("")
