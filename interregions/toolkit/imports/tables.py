"""A table brought as CSV, ODS or XLSX, as lines of texts: called by ``read_apart``, in a process of its own.

Nothing is computed: a workbook’s formula is read by the value stored with it, else by its own text.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from interregions.common.errors import Refused
from interregions.common.late import Late
from interregions.toolkit.imports.rules import MOST_LINES, NO_TABLE, too_many

openpyxl = Late("openpyxl")
trees = Late("defusedxml.ElementTree")

TITLES = 100  # filled lines above those that are taken, at most: one more line than is taken is told apart
MOST_COLUMNS = 60
MOST_SHEETS = 10
EMPTY_IN_A_ROW = 500  # beyond, the sheet is over: workbooks declare a million empty lines
MOST_CELL = 2_000

ENCODING = "Les lettres de ce fichier CSV n’ont pas pu être lues : enregistrez-le en UTF-8."
QUOTES = "Un guillemet n’est pas refermé, ou une cellule est démesurée, près de la ligne {line} de ce fichier CSV."

_SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

Rows = list[tuple[int, list[str]]]  # the number of the line in its sheet, and its cells


def sheets_of(content: bytes, kind: str, most: int = MOST_LINES) -> list[Rows]:
    """The filled lines of each sheet, ``most`` of them. Refused with a sentence."""
    readers = {"xlsx": _xlsx, "ods": _ods, "csv": _csv, "txt": _csv}
    if kind not in readers:
        raise Refused(NO_TABLE)
    return [rows for rows in readers[kind](content, most) if rows]


def _kept(rows: Iterable[tuple[int, Sequence[object]]], most: int) -> Rows:
    """The lines that hold something, within bounds."""
    kept: Rows = []
    last = 0
    for number, values in rows:
        if number - last > EMPTY_IN_A_ROW:
            break
        cells = [_text(value)[:MOST_CELL] for value in values[:MOST_COLUMNS]]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            kept.append((number, cells))
            last = number
        if len(kept) > most + TITLES:
            raise Refused(too_many(most))
    return kept


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _xlsx(content: bytes, most: int) -> Iterator[Rows]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        computed = any(b"<f>" in xml or b"<f " in xml for xml in map(archive.read, sheets))
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    written = None
    if computed:
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    for title in values.sheetnames[:MOST_SHEETS]:
        sheet = values[title]
        if not hasattr(sheet, "iter_rows"):  # a chart on a sheet of its own
            continue
        rows = sheet.iter_rows(values_only=True)
        yield _kept(enumerate(_with_formulas(rows, written, title), start=1), most)


def _with_formulas(rows: Iterable[Sequence[Any]], written: Any, title: str) -> Iterator[Sequence[Any]]:
    """A cell whose value was never stored reads as its formula, which no list takes: better than an empty one."""
    if written is None:
        yield from rows
        return
    for values, formulas in zip(rows, written[title].iter_rows(values_only=True), strict=False):
        yield [
            formula if value is None and isinstance(formula, str) else value
            for value, formula in zip(values, formulas, strict=False)
        ]


def _ods(content: bytes, most: int) -> Iterator[Rows]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as xml:
        found: list[Rows] = []
        rows: list[tuple[int, list[str]]] = []
        number = 0
        for _, element in trees.iterparse(xml, events=("end",)):
            if element.tag == f"{_SHEET}table-row":
                times = _repeated(element, "number-rows-repeated")
                cells = _ods_cells(element)
                rows += (
                    [(number + each, cells) for each in range(1, min(times, most + TITLES) + 1)] if any(cells) else []
                )
                number += times
                element.clear()
                if len(rows) > most + TITLES + 1:
                    raise Refused(too_many(most))
            elif element.tag == f"{_SHEET}table":
                found.append(_kept(rows, most))
                rows, number = [], 0
                element.clear()
    yield from found[:MOST_SHEETS]


def _ods_cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_SHEET}table-cell", f"{_SHEET}covered-table-cell"):
            continue
        times = _repeated(cell, "number-columns-repeated")
        cells += [_ods_value(cell)] * min(times, MOST_COLUMNS - len(cells))
        if len(cells) >= MOST_COLUMNS:
            break
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _ods_value(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        value = cell.get(f"{_OFFICE}value", "")
        return _text(float(value)) if re.fullmatch(r"-?\d{1,15}(\.0*)?", value) else value
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", "")).removesuffix("T00:00:00")
    words = "\n".join(_ods_words(line) for line in cell if line.tag == f"{_TEXT}p")
    return words or ("=" if cell.get(f"{_SHEET}formula") else "")


def _ods_words(element: Any) -> str:
    """The words of a paragraph; a note of a reviewer is none of them."""
    parts = [element.text or ""]
    for inside in element:
        if inside.tag == f"{_TEXT}s":
            parts.append(" " * min(100, int(inside.get(f"{_TEXT}c", "1"))))
        elif inside.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif not inside.tag.startswith(_OFFICE):
            parts.append(_ods_words(inside))
        parts.append(inside.tail or "")
    return "".join(parts)


def _repeated(element: Any, name: str) -> int:
    return max(1, int(element.get(f"{_SHEET}{name}", "1")))


def _csv(content: bytes, most: int) -> Iterator[Rows]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?\s*', first)
    separator = told[1] if told else _separator_of(text)
    reader = csv.reader(io.StringIO(rest if told else text, newline=""), delimiter=separator)
    yield _kept(_csv_rows(reader, 2 if told else 1), most)


def _csv_rows(reader: Any, first: int) -> Iterator[tuple[int, list[str]]]:
    """Each line with the number at which it begins: a cell may hold several."""
    begins = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise Refused(QUOTES.format(line=begins)) from broken
        yield begins, cells
        begins = first + reader.line_num


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise Refused(NO_TABLE)
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused(ENCODING)


def _separator_of(text: str) -> str:
    """The sign that cuts the most of the first lines into as many cells; a semicolon when nothing tells."""
    best, found = (0, 0), ";"
    for separator in (";", "\t", ",", "|"):
        try:
            rows = list(csv.reader(io.StringIO("\n".join(text.split("\n")[:60])), delimiter=separator))
        except csv.Error:
            continue
        sizes = Counter(len(row) for row in rows if len(row) > 1)
        if sizes and (score := max((lines * size, size) for size, lines in sizes.items())) > best:
            best, found = score, separator
    return found
