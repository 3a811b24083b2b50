"""What a document is made of, before it becomes PDF, ODT or DOCX. Frozen values, cleaned when they are made."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Literal

from interregions.common.blocks import plain_block
from interregions.common.characters import printable
from interregions.common.typography import MONTHS, number

Cell = str | int | float | None
Classification = Literal["communicable", "preparatory", "redacted"]

CLASSIFICATION_WORDS: dict[str, str] = {
    "communicable": "Document communicable",
    "preparatory": "Document préparatoire",
    "redacted": "Document à occulter",
}
FICTIONAL_WORDS = "Démonstration\u202f: contenu fictif"


def cell_text(value: Cell) -> str:
    """A cell as it is read in French: 1 255, 12,5, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number(value) if isfinite(value) else ""
    return printable(value)


def date_text(day: datetime.date | None) -> str:
    """The date in French words: 1er mars 2027."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _set(part: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(part, name, value)


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 to 3. The document closes gaps between levels, which readers by ear stumble on."""

    level: int
    text: str

    def __post_init__(self) -> None:
        _set(self, level=min(3, max(1, int(self.level))), text=" ".join(printable(self.text).split("\n")))


@dataclass(frozen=True)
class Paragraph:
    """Some words; ``keeps_next`` holds them on the page of what they introduce."""

    text: str
    keeps_next: bool = False

    def __post_init__(self) -> None:
        _set(self, text=printable(self.text))


@dataclass(frozen=True)
class BulletList:
    items: Sequence[str]
    ordered: bool = False

    def __post_init__(self) -> None:
        _set(self, items=tuple(printable(item) for item in self.items))


@dataclass(frozen=True)
class TickList:
    """Proposed answers, each after an empty box to tick on paper."""

    items: Sequence[str]

    def __post_init__(self) -> None:
        _set(self, items=tuple(printable(item) for item in self.items))


@dataclass(frozen=True)
class Quote:
    """Somebody's words, and whose they are when that may be told."""

    text: str
    source: str = ""

    def __post_init__(self) -> None:
        _set(self, text=printable(self.text), source=printable(self.source))


@dataclass(frozen=True)
class Facts:
    """Names and their values, as a definition list."""

    pairs: Sequence[tuple[str, Cell]]

    def __post_init__(self) -> None:
        _set(self, pairs=tuple((printable(name), cell_text(value)) for name, value in self.pairs))


@dataclass(frozen=True)
class Table:
    """A table with one row of column headers. Ragged rows are squared to the longest one."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] | None = None
    numeric_columns: Sequence[int] = ()

    def __post_init__(self) -> None:
        size = max(1, len(self.header), *(len(row) for row in self.rows))
        rows = tuple(tuple(cell_text(cell) for cell in row) + ("",) * (size - len(row)) for row in self.rows)
        header = tuple(printable(name) for name in self.header) + ("",) * (size - len(self.header))
        _set(self, caption=printable(self.caption), header=header, rows=rows)
        if self.widths is not None and (len(self.widths) != size or min(self.widths) <= 0):
            _set(self, widths=None)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as they are read."""
        return tuple(tuple(cell_text(cell) for cell in row) for row in self.rows)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the width each column takes, adding up to one: as asked, or after what it holds."""
        weights = self.widths or [
            min(48, max(8, len(name), sum(lengths) / max(1, len(lengths)) * 1.2)) ** 0.8
            for name, lengths in (
                (name, [len(row[column]) for row in self.texts[:200]]) for column, name in enumerate(self.header)
            )
        ]
        return tuple(weight / sum(weights) for weight in weights)


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG) with the words that replace it for whom does not see it; its table when there is one."""

    svg: str | bytes
    alt: str
    caption: str
    table: Table | None = None

    def __post_init__(self) -> None:
        svg = self.svg.decode("utf-8", "replace") if isinstance(self.svg, bytes) else self.svg
        caption = printable(self.caption)
        _set(self, svg=printable(svg), caption=caption, alt=printable(self.alt) or caption or "Figure")

    @property
    def drawing(self) -> str:
        """The SVG as text."""
        return str(self.svg)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Part = Heading | Paragraph | BulletList | TickList | Quote | Facts | Table | Figure | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document: what it is called, who may read it, and its parts in order."""

    title: str
    subtitle: str = ""
    language: str = "fr"
    author: str = ""
    classification: Classification = "communicable"
    date: datetime.date | None = None
    fictional: bool = False
    parts: Sequence[Part] = ()
    caution: str = ""  # what to do before handing it on, said under the title

    def __post_init__(self) -> None:
        if self.classification not in CLASSIFICATION_WORDS:
            raise ValueError(f"unknown classification: {self.classification!r}")
        title = " ".join(printable(self.title).split()) or "Document sans titre"
        _set(self, title=title, subtitle=printable(self.subtitle), author=printable(self.author))
        _set(self, caution=printable(self.caution))
        _set(self, parts=_without_gaps(self.parts))

    @property
    def classification_words(self) -> str:
        return CLASSIFICATION_WORDS[self.classification]

    @property
    def fictional_words(self) -> str:
        return FICTIONAL_WORDS if self.fictional else ""

    @property
    def date_words(self) -> str:
        return date_text(self.date)


def _without_gaps(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts, headings from level 1, none skipped, none empty (PDF/UA asks for it, so do ears)."""
    open_levels: list[int] = []
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Heading):
            if not part.text.strip():
                continue
            while open_levels and open_levels[-1] >= part.level:
                open_levels.pop()
            open_levels.append(part.level)
            part = replace(part, level=len(open_levels))
        kept.append(part)
    return tuple(kept)


def parts_from_blocks(blocks: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The parts for rich text stored as block JSON; a block of an unknown type is told, not lost in silence."""
    return [_part_from_block(plain_block(dict(block))) for block in blocks]


def _part_from_block(block: Mapping[str, Any]) -> Part:
    match block.get("type"):
        case "paragraph":
            return Paragraph(block["text"])
        case "heading":
            return Heading(block["level"], block["text"])
        case "list":
            return BulletList(block["items"], ordered=bool(block.get("ordered")))
        case "quote":
            return Quote(block["text"], block.get("source", ""))
        case "table":
            return Table(block.get("caption", ""), block["header"], block["rows"])
        case unknown:
            raise ValueError(f"unknown block type: {unknown!r}")
