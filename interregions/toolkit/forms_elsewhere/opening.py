"""From a file nobody vouches for to sheets of text.

Sizes, zip bombs, entities and encryption are checked before anything is opened.
"""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from interregions.common.late import Late

from .imported import NotAnXLSForm

openpyxl = Late("openpyxl")
xlrd = Late("xlrd")

MAXIMUM_FILE = 20 * 1024 * 1024
MAXIMUM_UNCOMPRESSED = 50 * 1024 * 1024
MAXIMUM_PART = 4 * 1024 * 1024  # styles, relations: read whole by openpyxl, slowly
MAXIMUM_WORDS = 8 * 1024 * 1024  # the texts of all cells
MAXIMUM_RATIO = 200
MAXIMUM_MEMBERS = 2_000
MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 200
EMPTY_ROWS_IN_A_ROW = 60  # beyond, the sheet is over, as pyxform has it
SHEETS = ("survey", "choices", "settings")
EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".csv")

_UNREADABLE = "Le fichier n’existe pas ou ne peut pas être lu."
_BROKEN = "Le fichier est abîmé ou n’est pas un classeur : il ne peut pas être lu."
_PROTECTED = "Le classeur est protégé par un mot de passe : enregistrez-le sans protection."
_UNCOMPUTED = re.compile(rb"</f>\s*(<v\s*/>|<v></v>|</c>)")
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]


def open_sheets(path: Path) -> tuple[bytes, str, dict[str, Sheet]]:
    """The bytes, the extension, and the sheets by name. Raises NotAnXLSForm."""
    extension, content = path.suffix.lower(), bytes_of(path)
    _refuse_wrong_contents(content, extension)
    return content, extension, _sheets(content, extension)


def bytes_of(path: Path) -> bytes:
    """The content of a file that may be one of ours. Raises NotAnXLSForm."""
    extension = path.suffix.lower()
    if extension not in EXTENSIONS:
        raise NotAnXLSForm(f"Un XLSForm est un classeur .xlsx, .xls ou .csv, pas « {extension or 'sans extension'} ».")
    content = _bytes_of(path)
    if not content:
        raise NotAnXLSForm("Le fichier est vide.")
    return content


def _bytes_of(path: Path) -> bytes:
    """Ordinary files only: a pipe would wait for ever, a device never end."""
    try:
        with open(path, "rb", opener=_open_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise NotAnXLSForm("Ce n’est pas un fichier ordinaire : il n’est pas lu.")
            content = stream.read(MAXIMUM_FILE + 1)
    except (OSError, ValueError) as failure:
        raise failure if isinstance(failure, NotAnXLSForm) else NotAnXLSForm(_UNREADABLE) from None
    if len(content) > MAXIMUM_FILE:
        raise NotAnXLSForm("Le fichier dépasse 20 Mo : un questionnaire n’est pas si gros.")
    return content


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_wrong_contents(content: bytes, extension: str) -> None:
    is_zip, is_compound = content[:2] == b"PK", content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    if extension in (".xlsx", ".xlsm"):
        if is_compound:
            raise NotAnXLSForm(_PROTECTED if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in content else _mistaken(".xls"))
        if not is_zip:
            raise NotAnXLSForm(_BROKEN)
        refuse_unsafe_archive(content)
    elif extension == ".xls" and is_zip:
        raise NotAnXLSForm(_mistaken(".xlsx"))
    elif extension == ".xls" and not is_compound and content[:2] not in (b"\x09\x08", b"\x09\x04", b"\x09\x02"):
        raise NotAnXLSForm(_BROKEN)
    elif extension == ".csv" and (is_zip or is_compound or b"\x00" in content):
        raise NotAnXLSForm("Le fichier porte l’extension .csv sans être un texte.")


def _mistaken(extension: str) -> str:
    return f"L’extension du fichier est fausse : son contenu est celui d’un {extension}."


def refuse_unsafe_archive(content: bytes) -> None:
    """Declared sizes first, then each member read within its declared size, looking for document types and entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            if len(members) > MAXIMUM_MEMBERS or total > MAXIMUM_UNCOMPRESSED:
                raise NotAnXLSForm("Le classeur dépasse 50 Mo une fois décompressé : il n’est pas ouvert.")
            if total > 1_000_000 and total > MAXIMUM_RATIO * len(content):
                raise NotAnXLSForm("Le classeur se décompresse démesurément : il n’est pas ouvert.")
            names = {member.filename for member in members}
            if any(member.flag_bits & 1 for member in members) or "EncryptedPackage" in names:
                raise NotAnXLSForm(_PROTECTED)
            if "[Content_Types].xml" not in names:
                raise NotAnXLSForm("Ce fichier est une archive, pas un classeur .xlsx.")
            for member in members:
                _refuse_entities(archive, member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as failure:
        raise failure if isinstance(failure, NotAnXLSForm) else NotAnXLSForm(_BROKEN) from None


def _refuse_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    name = member.filename.lower()
    bound = MAXIMUM_WORDS if name == "xl/sharedstrings.xml" else MAXIMUM_PART
    if member.file_size > bound and not name.startswith("xl/worksheets/"):
        raise NotAnXLSForm("Une partie du classeur est démesurée (textes ou mise en forme) : il n’est pas ouvert.")
    with archive.open(member) as stream:
        text = stream.read(member.file_size + 1)
    if len(text) > member.file_size:
        raise NotAnXLSForm("Le classeur ment sur ses tailles : il n’est pas ouvert.")
    # UTF-16 hides the words from a search by bytes; office software writes UTF-8.
    if _DOCTYPE.search(text) or b"\x00" in text[:4] or _DOCTYPE.search(text.replace(b"\x00", b"")):
        raise NotAnXLSForm("Le classeur contient une déclaration d’entités XML : il n’est pas ouvert.")


def _sheets(content: bytes, extension: str) -> dict[str, Sheet]:
    read = {".xls": _xls_sheets, ".csv": _csv_sheets}.get(extension, _xlsx_sheets)
    try:
        found = dict(read(content))
    except NotAnXLSForm:
        raise
    except Exception:  # noqa: BLE001 - the readers raise anything at all on a broken file
        raise NotAnXLSForm(_BROKEN) from None
    if "survey" not in found and len(found) == 1:
        found = {"survey": next(iter(found.values()))}
    sheets = {name: sheet for name, sheet in found.items() if name in SHEETS}
    if "survey" not in sheets:
        raise NotAnXLSForm("Ce classeur n’est pas un XLSForm : il n’a pas de feuille « survey ».")
    return sheets


def _xlsx_sheets(content: bytes) -> Iterator[tuple[str, Sheet]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for title in book.sheetnames:
            name = title.strip().lower()
            if name in SHEETS or len(book.sheetnames) == 1:
                _refuse_uncomputed(content, title)
                rows: Iterable[Sequence[Any]] = book[title].iter_rows(values_only=True)
                yield name, Sheet(title, tuple(_bounded(rows)))
            else:
                yield name, Sheet(title, ())
    finally:
        book.close()


def _refuse_uncomputed(content: bytes, title: str) -> None:
    """A formula whose value was never stored reads as an empty cell: better say it than lose a label."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(_UNCOMPUTED.search(archive.read(name)) for name in sheets):
            return
    written = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    pairs = zip(written[title].iter_rows(values_only=True), values[title].iter_rows(values_only=True), strict=False)
    for number, (formulas, found) in enumerate(pairs, start=1):
        if number > MAXIMUM_ROWS:
            return
        for formula, value in zip(formulas, found, strict=False):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                place = f"feuille « {title[:40]} », ligne {number}"
                raise NotAnXLSForm(f"Une formule n’a pas de valeur ({place}) : remplacez-la par son résultat.")


def _xls_sheets(content: bytes) -> Iterator[tuple[str, Sheet]]:
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True)
    for title in book.sheet_names():
        name = title.strip().lower()
        if name not in SHEETS and book.nsheets > 1:
            yield name, Sheet(title, ())
            continue
        sheet = book.sheet_by_name(title)
        rows = ([_xls_value(book, cell) for cell in sheet.row(number)] for number in range(sheet.nrows))
        yield name, Sheet(title, tuple(_bounded(rows)))


def _xls_value(book: Any, cell: Any) -> object:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _csv_sheets(content: bytes) -> Iterator[tuple[str, Sheet]]:
    """pyxform's CSV: a line with the sheet's name in its first column, then lines starting with an empty column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAnXLSForm("Le fichier .csv n’est pas écrit en UTF-8 : enregistrez-le dans cet encodage.") from None
    rows: dict[str, list[Row]] = {}
    name = ""
    for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
        if number > MAXIMUM_ROWS or len(cells) > MAXIMUM_COLUMNS:
            raise NotAnXLSForm("La feuille dépasse 20 000 lignes ou 200 colonnes.")
        if cells and cells[0].strip():
            name = cells[0].strip().lower()
            rows.setdefault(name, [])
        if name and len(cells) > 1 and any(cell.strip() for cell in cells[1:]):
            rows[name].append(Row(number, tuple(cell.strip() for cell in cells[1:])))
    for found, lines in rows.items():
        yield found, Sheet(found, tuple(lines))


def _bounded(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    empty = 0
    for number, cells in enumerate(rows, start=1):
        texts = [text_of_cell(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAXIMUM_COLUMNS or number > MAXIMUM_ROWS:
            raise NotAnXLSForm("La feuille dépasse 20 000 lignes ou 200 colonnes.")
        empty = 0 if texts else empty + 1
        if empty > EMPTY_ROWS_IN_A_ROW:
            return
        if texts:
            yield Row(number, tuple(texts))


def text_of_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\u00a0", " ").strip()
