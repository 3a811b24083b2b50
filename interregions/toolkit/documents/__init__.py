"""Documents that leave the product: one description, three formats (PDF/UA, ODT, DOCX), and tables to take away."""

from interregions.toolkit.documents.parts import (
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Table,
    TickList,
    parts_from_blocks,
)
from interregions.toolkit.documents.rendering import FORMATS, render
from interregions.toolkit.documents.responses import MEDIA_TYPES, attached, document_response, table_response
from interregions.toolkit.documents.tables import (
    Sheet,
    Value,
    render_archive,
    render_csv,
    render_ods,
    render_tables,
    render_xlsx,
)

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "BulletList",
    "Document",
    "Facts",
    "Figure",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Part",
    "Quote",
    "Sheet",
    "Table",
    "TickList",
    "Value",
    "attached",
    "document_response",
    "parts_from_blocks",
    "render",
    "render_archive",
    "render_csv",
    "render_ods",
    "render_tables",
    "render_xlsx",
    "table_response",
]
