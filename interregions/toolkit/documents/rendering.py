"""One function for the three formats."""

from collections.abc import Callable

from interregions.toolkit.documents.docx import render_docx
from interregions.toolkit.documents.odt import render_odt
from interregions.toolkit.documents.parts import Document
from interregions.toolkit.documents.pdf import render_pdf

FORMATS: dict[str, Callable[[Document], bytes]] = {"pdf": render_pdf, "odt": render_odt, "docx": render_docx}


def render(document: Document, format: str) -> bytes:
    """The document in the format asked for: ``pdf``, ``odt`` or ``docx``; KeyError for any other."""
    return FORMATS[format](document)
