"""An OpenDocument spreadsheet written as it is read, row by row: a library that builds its tree first holds it whole.

It knows nothing of what a cell may say: ``tables`` gives it clean values.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO

from interregions.toolkit.documents.markup import escaped

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_OPEN}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_OPEN}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES = (
    f'{_XML}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR"/>'
    "</style:default-style></office:styles></office:document-styles>"
)


_DAY = (
    '<number:date-style style:name="DayFormat"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="Day" style:family="table-cell" style:data-style-name="DayFormat"/>'
)
_HEAD = (
    f'{_XML}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
    '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties'
    ' fo:background-color="#E3F1F1"/><style:text-properties fo:font-weight="bold"/></style:style>'
    f"{_DAY}</office:automatic-styles><office:body><office:spreadsheet>"
)
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
_EMPTY = "<table:table-cell/>"
_RUN_OF_SPACES = re.compile(" {2,}")


def opendocument(sheets: Iterable[tuple[str, Sequence[str], Iterable[Iterable[object]]]]) -> bytes:
    """The file of these sheets, each its name, its header and its rows; only the compressed bytes are kept."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("styles.xml", _STYLES)
        with archive.open("content.xml", "w") as content:
            content.write(_HEAD.encode())
            for name, header, rows in sheets:
                _write_sheet(content, name, header, rows)
            content.write(_FOOT.encode())
    return file.getvalue()


def _write_sheet(content: IO[bytes], name: str, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    head = "".join(_cell(title, ' table:style-name="Head"') for title in header) or _EMPTY
    content.write(
        f'<table:table table:name="{escaped(name)}"><table:table-column table:number-columns-repeated='
        f'"{max(1, len(header))}"/><table:table-header-rows><table:table-row>{head}</table:table-row>'
        "</table:table-header-rows>".encode()
    )
    for row in rows:
        content.write(f"<table:table-row>{''.join(map(_cell, row)) or _EMPTY}</table:table-row>".encode())
    content.write(b"</table:table>")


def _cell(value: object, style: str = "") -> str:
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, int | float | Decimal):
        shown = str(value).replace(".", ",")
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p>'
            "</table:table-cell>"
        )
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"'
            f' table:style-name="Day"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        )
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string"{style}>{lines}</table:table-cell>'


def _line(text: str) -> str:
    """One line; a run of spaces or a tab, which OpenDocument would swallow, has its own element."""
    clean = escaped(text)
    if "  " not in clean and "\t" not in clean:
        return clean
    spaced = _RUN_OF_SPACES.sub(lambda run: f' <text:s text:c="{len(run[0]) - 1}"/>', clean)
    return spaced.replace("\t", "<text:tab/>")
