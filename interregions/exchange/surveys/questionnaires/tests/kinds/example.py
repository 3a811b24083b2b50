"""What the test of each kind gives, so that every use of it is tried: see surveys/tests/test_kinds.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Example:
    """An answer as a person types it, how it is read back and exported; another answer; one that is refused, and
    the beginning of the reason."""

    typed: Sequence[str]
    words: str
    cell: str | Decimal | date
    other: Sequence[str]
    refused: tuple[Sequence[str], str] = ((), "")
    wording: dict[str, Any] = field(default_factory=dict)  # its proposed answers, its rows
