"""Tables to take away: ODS, XLSX, CSV. A cell never becomes a formula; a number stays a number."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import TextIO

from django.utils import timezone

from interregions.common.characters import printable
from interregions.common.late import Late
from interregions.toolkit.documents.spreadsheet import opendocument

xlsxwriter = Late("xlsxwriter")

Value = str | int | float | Decimal | bool | date | datetime | None
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST_CELL = 32_000


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its column names, its rows, which may be read again each time they are gone through."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]


def cell_of(value: Value) -> Value:
    """The value as a cell that has a type takes it: a text there is a text, whatever sign it begins with."""
    if isinstance(value, str):
        return printable(value)[:LONGEST_CELL]
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, float | Decimal) and not isfinite(value):
        return ""
    return value


def neutralised(value: Value) -> Value:
    """The same for a table without types: an apostrophe before a text that a spreadsheet would compute."""
    return "'" + str(cell_of(value)) if _looks_computed(value) else cell_of(value)


def _looks_computed(value: Value) -> bool:
    return isinstance(value, str) and (value.startswith(_TRIGGERS) or value.lstrip().startswith(_TRIGGERS))


def render_csv(sheets: Sequence[Sheet]) -> bytes:
    """The first sheet, as French spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas."""
    file = io.StringIO(newline="")
    for sheet in sheets[:1]:
        _write_csv(file, sheet)
    return file.getvalue().encode("utf-8-sig")


def render_archive(sheets: Sequence[Sheet]) -> bytes:
    """Every sheet as a CSV file of its own, in one ZIP; only the compressed bytes are kept."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, sheet in zip(sheet_names(sheets), sheets, strict=True):
            with archive.open(f"{name}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
                _write_csv(text, sheet)
    return file.getvalue()


def _write_csv(file: TextIO, sheet: Sheet) -> None:
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralised(str(name)) for name in sheet.header])
    writer.writerows([_csv_text(neutralised(value)) for value in row] for row in sheet.rows)


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value)


def render_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """All the sheets in one workbook: frozen header row, filters, columns as wide as what they hold."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#E3F1F1", "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {date: book.add_format({"num_format": "dd/mm/yyyy"}), str: book.add_format({"valign": "top"})}
        # Excel keeps such a text a text even when its cell is edited, and shows no apostrophe.
        quoted = book.add_format({"valign": "top", "quote_prefix": True})
        formats[datetime] = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, sheet in zip(sheet_names(sheets), sheets, strict=True):
            page = book.add_worksheet(name)
            first, number = list(islice(sheet.rows, 200)), 0
            for column, title in enumerate(sheet.header):
                page.write_string(0, column, str(cell_of(str(title))), head)
                page.set_column(column, column, _width(title, first, column))
            for number, row in enumerate(sheet.rows, start=1):
                for column, raw in enumerate(row):
                    value = cell_of(raw)
                    if isinstance(value, str):
                        page.write_string(number, column, value, quoted if _looks_computed(value) else formats[str])
                    elif isinstance(value, datetime):
                        page.write_datetime(number, column, value, formats[datetime])
                    elif isinstance(value, date):
                        page.write_datetime(number, column, value, formats[date])
                    elif value is not None:
                        page.write_number(number, column, value)
            page.freeze_panes(1, 0)
            if sheet.header:
                page.autofilter(0, 0, max(1, number), len(sheet.header) - 1)
    return file.getvalue()


def _width(title: str, rows: Sequence[Sequence[Value]], column: int) -> int:
    texts = [str(title), *(str(row[column]) for row in rows if column < len(row))]
    return min(60, max(10, *(len(text) + 2 for text in texts)))


def sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names a spreadsheet accepts: 31 characters, no sign it reserves, each once."""
    names: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        clean = "".join(" " if sign in "[]:*?/\\\n\t" else sign for sign in printable(sheet.name)).strip(" '")
        name = clean[:31] or f"Feuille {number}"
        if name.lower() in {other.lower() for other in names}:
            name = f"{name[:26]} {number}"
        names.append(name)
    return names


def render_ods(sheets: Sequence[Sheet]) -> bytes:
    """All the sheets in one open document: header rows that are header rows, typed cells."""
    return opendocument(
        (
            name,
            [str(title) for title in map(cell_of, map(str, sheet.header))],
            (map(cell_of, row) for row in sheet.rows),
        )
        for name, sheet in zip(sheet_names(sheets), sheets, strict=True)
    )


TABLE_FORMATS: dict[str, Callable[[Sequence[Sheet]], bytes]] = {
    "ods": render_ods,
    "xlsx": render_xlsx,
    "csv": render_csv,
}


def render_tables(sheets: Sequence[Sheet], format: str) -> bytes:
    """The sheets in the format asked for: ``ods``, ``xlsx`` or ``csv``; KeyError for any other."""
    return TABLE_FORMATS[format](sheets)
