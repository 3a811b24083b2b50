"""The columns of a sheet, tolerant of case, spaces and old names, and the languages of its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .opening import Row, Sheet

_ALIASES = {
    "caption": "label",
    "tag": "name",
    "value": "name",
    "command": "type",
    "relevance": "relevant",
    "readonly": "read_only",
    "constraining_message": "constraint_message",
    "jr_constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr_requiredmsg": "required_message",
    "calculate": "calculation",
    "repeat_count": "count",
    "jr_count": "count",
    "listname": "list_name",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
}
_PREFIXES = ("bind", "control", "body", "media")
_FRENCH = re.compile(r"^(fr|fra|fre|french|français|francais)\b|\(fr(-[a-z]+)?\)", re.I)


@dataclass(frozen=True)
class Column:
    base: str
    language: str
    title: str


@dataclass(frozen=True)
class Record:
    """One row: texts by column and language."""

    row: int
    texts: Mapping[str, Mapping[str, str]]
    order: tuple[str, ...]

    def get(self, base: str) -> str:
        """The text in the language that comes first, of those that have one."""
        found = self.texts.get(base, {})
        for language in self.order:
            if found.get(language):
                return found[language]
        return next((text for text in found.values() if text), "")


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    header_row: int


def column_of(title: str) -> Column:
    parts = [part.strip() for part in re.split(r"::", title)]
    if len(parts) == 1 and not title.lower().startswith("jr:"):
        parts = [part.strip() for part in title.split(":")]
    while len(parts) > 1 and parts[0].lower() in _PREFIXES:
        parts = parts[1:]
    base = re.sub(r"[\s:-]+", "_", parts[0].lower())
    return Column(_ALIASES.get(base, base), " ".join(parts[1:]), title)


def table_of(sheet: Sheet | None, default_language: str = "") -> Table:
    if sheet is None or not sheet.rows:
        return Table((), (), 1)
    header, *rows = sheet.rows
    columns = tuple(column_of(title) for title in header.cells)
    order = languages_in_order(columns, default_language)
    return Table(columns, tuple(_record(row, columns, order) for row in rows), header.number)


def _record(row: Row, columns: Sequence[Column], order: tuple[str, ...]) -> Record:
    texts: dict[str, dict[str, str]] = {}
    for column, text in zip(columns, row.cells, strict=False):
        if column.base and text:
            texts.setdefault(column.base, {}).setdefault(column.language, text)
    return Record(row.number, texts, order)


def languages_in_order(columns: Sequence[Column], default_language: str) -> tuple[str, ...]:
    """French first, then the default, then the column without language, then as they come."""
    spoken = list(dict.fromkeys(column.language for column in columns if column.base in ("label", "hint")))
    french = [language for language in spoken if _FRENCH.search(language)]
    default = [language for language in spoken if language == default_language]
    return tuple(dict.fromkeys([*french, *default, "", *spoken]))


def is_french(language: str) -> bool:
    return bool(_FRENCH.search(language))
