"""One function for the three formats; the library of a format is loaded when the first such document is made."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from interregions.toolkit.documents.parts import Document

FORMATS = {
    "pdf": "interregions.toolkit.documents.pdf.render_pdf",
    "odt": "interregions.toolkit.documents.odt.render_odt",
    "docx": "interregions.toolkit.documents.docx.render_docx",
}


def render(document: Document, format: str) -> bytes:
    """The document in the format asked for: ``pdf``, ``odt`` or ``docx``; KeyError for any other."""
    renderer: Callable[[Document], bytes] = import_string(FORMATS[format])
    return renderer(document)
