"""Files as answers to a request: media type, a name that keeps its accents, never guessed by the browser."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from interregions.common.characters import printable
from interregions.toolkit.documents.parts import Document
from interregions.toolkit.documents.rendering import FORMATS, render
from interregions.toolkit.documents.tables import TABLE_FORMATS, Sheet, render_tables

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
}


def document_response(document: Document, format: str, filename: str) -> HttpResponse:
    """The document to save, in ``pdf``, ``odt`` or ``docx``; a page not found for any other format."""
    if format not in FORMATS:
        raise Http404("Ce document n’existe pas dans ce format.")
    return attached(render(document, format), format, filename)


def table_response(sheets: Sequence[Sheet], format: str, filename: str) -> HttpResponse:
    """The sheets to save, in ``ods``, ``xlsx`` or ``csv`` (first sheet); a page not found for any other format."""
    if format not in TABLE_FORMATS:
        raise Http404("Ce tableau n’existe pas dans ce format.")
    return attached(render_tables(sheets, format), format, filename)


def attached(content: bytes, format: str, filename: str) -> HttpResponse:
    """A file just made, to save under this name in one of the formats above."""
    stem = printable(filename).removesuffix(f".{format}")
    name = "".join("-" if character in '\\/:*?"<>|\n\t\ufffd' else character for character in stem).strip(" .-")
    response = HttpResponse(content, content_type=MEDIA_TYPES[format])
    response["Content-Disposition"] = content_disposition_header(True, f"{name[:120] or 'document'}.{format}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
