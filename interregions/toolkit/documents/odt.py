"""OpenDocument text by odfdo: real heading styles, header rows, titles and descriptions on drawings."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import odfdo

from interregions.toolkit.documents.letterhead import FACES, FAMILY, MARK_WORDS, faces, mark
from interregions.toolkit.documents.markup import element, escaped, odf_lines
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
)
from interregions.toolkit.documents.pictures import png_of, proportion

STYLES = Path(__file__).parent / "templates" / "styles.xml"
TEXT_WIDTH = 16.0
TALLEST = 21.0

_AUTOMATIC_STYLES = (
    '<style:style style:name="Caution" style:family="paragraph" style:parent-style-name="Text_20_body">'
    '<style:paragraph-properties fo:padding-left="0.4cm" fo:border-left="2pt solid #8F4A06" fo:margin-bottom="0.6cm"/>'
    "</style:style>",
    '<style:style style:name="KeptWithNext" style:family="paragraph" style:parent-style-name="Text_20_body">'
    '<style:paragraph-properties fo:keep-with-next="always"/></style:style>',
    '<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Spacing">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>',
    f'<style:style style:name="Grid" style:family="table"><style:table-properties style:width="{TEXT_WIDTH}cm"'
    ' table:align="left" fo:margin-top="0.1cm" fo:margin-bottom="0.5cm" table:border-model="collapsing"/>'
    "</style:style>",
    '<style:style style:name="GridRow" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
    "</style:style>",
    '<style:style style:name="HeadCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.17cm"'
    ' fo:background-color="#E3F1F1" fo:border="none" fo:border-bottom="0.9pt solid #0B5C63"/></style:style>',
    '<style:style style:name="BodyCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.17cm"'
    ' fo:border="none" fo:border-bottom="0.5pt solid #D5DBD9"/></style:style>',
    '<style:style style:name="Drawing" style:family="graphic"><style:graphic-properties style:vertical-pos="top"'
    ' style:vertical-rel="baseline" fo:border="none" fo:padding="0cm"/></style:style>',
)


def render_odt(document: Document) -> bytes:
    """The document as OpenDocument text, with the same headings, tables and alternative texts."""
    book = odfdo.Document("text")
    book.set_part("styles.xml", STYLES.read_bytes())
    for style in _AUTOMATIC_STYLES:
        book.insert_style(element(style), automatic=True)
    book.body.clear()
    for xml in _opening(document):
        book.body.append(element(xml))
    for part in document.parts:
        _add(book, part)
    _describe(book, document)
    _running_words(book, document)
    _embed_fonts(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _describe(book: Any, document: Document) -> None:
    book.language = "fr-FR" if document.language == "fr" else document.language
    book.meta.title = document.title
    book.meta.subject = f"{document.classification_words} {document.fictional_words}".strip()
    book.meta.creator = document.author
    book.meta.set_initial_creator(document.author)


def _opening(document: Document) -> list[str]:
    signed = " · ".join(words for words in (document.author, document.date_words) if words)
    opening = [_paragraph("Title", odf_lines(document.title))]
    if document.subtitle:
        opening.append(_paragraph("Subtitle", odf_lines(document.subtitle)))
    caution = [_paragraph("Caution", odf_lines(document.caution))] if document.caution else []
    return [*opening, _paragraph("Signature", odf_lines(signed)), *caution]


def _running_words(book: Any, document: Document) -> None:
    """The words of the header and of the footer of every page."""
    fictional = f'<text:span text:style-name="Fictional">{odf_lines(document.fictional_words)}</text:span>'
    title = document.title if len(document.title) <= 60 else document.title[:59] + "…"
    words = f"  {title}\t{document.classification_words}"
    header = _mark_of(book) + odf_lines(words)
    if document.fictional:
        header += f"<text:line-break/><text:tab/>{fictional}"
    pages = "<text:page-number>1</text:page-number> / <text:page-count>1</text:page-count>"
    written = {"Header": header, "Footer": f"{odf_lines(document.author)}<text:tab/>{pages}"}
    for place in ("Header", "Footer"):
        page_part = book.styles.get_element(f"//style:master-page/style:{place.lower()}")
        page_part.clear()
        page_part.append(element(_paragraph(place, written[place])))


def _mark_of(book: Any) -> str:
    place = book.add_file(io.BytesIO(mark()))
    return (
        '<draw:frame draw:name="Marque" draw:style-name="Drawing" text:anchor-type="as-char" svg:width="0.8cm"'
        f' svg:height="0.8cm"><draw:image xlink:href="{place}" xlink:type="simple" xlink:show="embed"'
        f' xlink:actuate="onLoad" draw:mime-type="image/png"/><svg:desc>{escaped(MARK_WORDS)}</svg:desc></draw:frame>'
    )


def _embed_fonts(book: Any) -> None:
    """Our letters go with the file: a reader without them would see others, and other ends of lines."""
    if not faces():
        return
    places = []
    for face, font in faces().items():
        name = f"Fonts/{FAMILY}-{face}.ttf"
        book.set_part(name, font)
        book.manifest.add_full_path(name, "application/x-font-ttf")
        places.append(
            f'<svg:font-face-uri xlink:href="{name}" xlink:type="simple" loext:font-style="normal"'
            f' loext:font-weight="{FACES[face]}"><svg:font-face-format svg:string="truetype"/></svg:font-face-uri>'
        )
    face_of_text = book.styles.get_element("//style:font-face[@style:name='Text']")
    face_of_text.append(element(f"<svg:font-face-src>{''.join(places)}</svg:font-face-src>"))


def _paragraph(style: str, inner: str) -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def _add(book: Any, part: Part) -> None:
    if isinstance(part, Figure):
        _add_figure(book, part)
    elif isinstance(part, Table):
        _add_table(book, part)
    else:
        for xml in _words(part):
            book.body.append(element(xml))


def _words(part: Heading | Paragraph | BulletList | TickList | Quote | Facts | PageBreak) -> list[str]:
    match part:
        case Heading(level, text):
            style = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
            return [f"<text:h {style}>{odf_lines(text)}</text:h>"]
        case Paragraph(text, keeps_next):
            return [_paragraph("KeptWithNext" if keeps_next else "Text_20_body", odf_lines(text))]
        case BulletList(items, ordered):
            return _list("Numbering_20_1" if ordered else "List_20_1", items)
        case TickList(items):
            return _list("Boxes", items)
        case Quote(text, source):
            told = [_paragraph("Quotation_20_source", odf_lines(f"— {source}"))] if source else []
            return [_paragraph("Quotations", odf_lines(text)), *told, _paragraph("Spacing", "")]
        case Facts(pairs):
            return [
                _paragraph(
                    "Fact",
                    f'<text:span text:style-name="Strong_20_Emphasis">{odf_lines(name)}</text:span>  '
                    f"{odf_lines(str(value))}",
                )
                for name, value in pairs
            ]
        case PageBreak():
            return [_paragraph("Break", "")]


def _list(style: str, items: Sequence[str]) -> list[str]:
    lines = [_paragraph("List_20_Contents", odf_lines(item)) for item in items]
    inner = "".join(f"<text:list-item>{line}</text:list-item>" for line in lines)
    return [f'<text:list text:style-name="{style}">{inner}</text:list>'] if lines else []


def _add_table(book: Any, table: Table) -> None:
    number = len(book.body.get_elements("descendant::table:table")) + 1
    if table.caption:
        book.body.append(element(_paragraph("Caption", odf_lines(table.caption))))
    columns = []
    for place, share in enumerate(table.shares):
        style = f"Grid{number}.{place}"
        width = f'<style:table-column-properties style:column-width="{share * TEXT_WIDTH:.3f}cm"/>'
        xml = f'<style:style style:name="{style}" style:family="table-column">{width}</style:style>'
        book.insert_style(element(xml), automatic=True)
        columns.append(f'<table:table-column table:style-name="{style}"/>')
    head = _row(table, table.header, "HeadCell", "Table_20_Heading", "Table_20_Heading_20_Numbers")
    rows = "".join(_row(table, row, "BodyCell", "Table_20_Contents", "Table_20_Numbers") for row in table.texts)
    book.body.append(
        element(
            f'<table:table table:name="Tableau {number}" table:style-name="Grid">{"".join(columns)}'
            f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
        )
    )


def _row(table: Table, texts: Any, cell: str, words: str, numbers: str) -> str:
    cells = "".join(
        f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
        f"{_paragraph(numbers if place in table.numeric_columns else words, odf_lines(text))}</table:table-cell>"
        for place, text in enumerate(texts)
    )
    return f'<table:table-row table:style-name="GridRow">{cells}</table:table-row>'


def _add_figure(book: Any, figure: Figure) -> None:
    number = len(book.body.get_elements("descendant::draw:frame")) + 1
    height = proportion(figure.drawing) * TEXT_WIDTH
    width = TEXT_WIDTH * min(1.0, TALLEST / height)
    # The picture: every reader draws it the same. The drawing itself leaves with the PDF.
    place = book.add_file(io.BytesIO(png_of(figure.drawing, scale=3.0)))
    frame = (
        f'<draw:frame draw:name="Figure {number}" draw:style-name="Drawing" text:anchor-type="as-char"'
        f' svg:width="{width:.3f}cm" svg:height="{min(height, TALLEST):.3f}cm">'
        f'<draw:image xlink:href="{place}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
        f' draw:mime-type="image/png"/><svg:title>{escaped(figure.caption or figure.alt)}</svg:title>'
        f"<svg:desc>{escaped(figure.alt)}</svg:desc></draw:frame>"
    )
    book.body.append(element(_paragraph("Figure", frame)))
    if figure.caption:
        book.body.append(element(_paragraph("Figure_20_caption", odf_lines(figure.caption))))
    if figure.table:
        _add_table(book, figure.table)
