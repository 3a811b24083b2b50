"""A list brought from elsewhere, as the room that owns its lines describes it; ``toolkit/imports`` does the rest.

Plain types: a room gives its ``Importer`` in its ``apps.py``, and knows nothing of files, of previews or of locks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

Values = Mapping[str, str]  # a line, by the names of its columns


@dataclass(frozen=True)
class Column:
    """One column: how it is called in the template, and how it may be called elsewhere."""

    name: str
    label: str
    also: tuple[str, ...] = ()
    required: bool = False  # without it the file is not this list
    prepared: bool = False  # written beforehand in the template: a line that holds nothing else is left empty
    shown: bool = True  # in the preview
    # (value, label): what may be said once, with the file, for the lines that do not say it
    for_all: Callable[[], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Read:
    """What a line says: what would be kept, what is kept today (None: nothing), or why it is refused."""

    after: Values
    before: Values | None = None
    reasons: tuple[str, ...] = ()
    note: str = ""  # told beside what is there already
    aside: str = ""  # why a line, well written, is none of this list's: left, not refused


@dataclass(frozen=True)
class Origin:
    """Where the lines of one import come from."""

    number: int
    source: str
    given_on: date | None


class Row(Protocol):
    """A line that was previewed; ``result`` is what ``apply`` gave for it."""

    line: int
    before: dict[str, str] | None
    after: dict[str, str]
    result: str


@dataclass(frozen=True)
class Importer:
    """How one kind of list is read, kept and taken back.

    ``read`` gives one ``Read`` for each line as the mandate that brings it may keep it, in a number of queries that
    does not depend on theirs. ``apply`` keeps the new and the changed ones, in the caller’s transaction, and says for
    each what ``undo`` will need. ``undo`` takes them back, and says for each « », or in a sentence why it is kept.

    ``colleges`` are those whose people may bring such a list, for their own organisation, which alone reads it.
    """

    kind: str
    title: str
    one: str  # what is said of one line that was taken: « personne est prête à être invitée »
    several: str
    columns: tuple[Column, ...]
    read: Callable[[Sequence[Values], Any], list[Read]]
    key: Callable[[Values], str]  # what tells a line from any other of the same file
    apply: Callable[[Sequence[Row], Origin, Any], list[str]]
    undo: Callable[[Sequence[Row], Any], list[str]]
    home: str  # where one goes on, once the lines are taken
    prepared: Callable[[Any], list[dict[str, str]]] = lambda by: []  # the lines of the template of this mandate
    words: str = ""  # what the page of this list says first
    told: str = ""  # who will read where the lines come from
    colleges: frozenset[str] = frozenset({"ANIMATION"})
    mapped: bool = False  # columns that no title names may be told on the page, and are remembered
    most_lines: int = 5_000
    most_mb: int = 5
