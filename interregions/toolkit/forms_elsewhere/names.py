"""Names the house accepts, and expressions rewritten to follow a name that had to change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

LONGEST = 70
_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def clean_name(text: str, fallback: str = "question") -> str:
    """`[a-z_][a-z0-9_]*`, without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain.lower())[:LONGEST]
    if not name.strip("_"):
        name = fallback
    return f"_{name}" if name[0].isdigit() else name


class Names:
    """Gives each name once."""

    def __init__(self) -> None:
        self.given: set[str] = set()
        self.next: dict[str, int] = {}

    def give(self, text: str, fallback: str = "question") -> str:
        wanted = clean_name(text, fallback)
        name = wanted
        number = self.next.get(wanted, 2)
        while name in self.given:
            name, number = f"{wanted}_{number}", number + 1
        self.next[wanted] = number
        self.given.add(name)
        return name


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """The expression with the names the questions have now."""
    replace: Callable[[re.Match[str]], str] = lambda found: (  # noqa: E731
        f"${{{names[found.group(1)]}}}" if found.group(1) in names else found.group(0)
    )
    return _REFERENCE.sub(replace, expression)
