"""Word document by python-docx: heading styles, core properties, language, header rows, alternative texts."""

import io
import uuid
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from interregions.toolkit.documents.letterhead import FAMILY, MARK_WORDS, faces, hidden_from_copy, mark
from interregions.toolkit.documents.markup import escaped
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

TEXT_WIDTH = 16.0
TALLEST = 21.0
BOX = "☐"
OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT = FAMILY
INK, SOFT, TEAL, AMBER = (RGBColor.from_string(code) for code in ("17262B", "51626A", "0B5C63", "8F4A06"))
# name: size, bold, colour, space before, space after, line height
_STYLES: dict[str, tuple[float, bool, Any, float, float, float]] = {
    "Normal": (10.5, False, INK, 0, 8, 1.35),
    "Title": (25, True, INK, 4, 8, 1.1),
    "Subtitle": (13, False, SOFT, 0, 8, 1.2),
    "Heading 1": (16, True, TEAL, 22, 8, 1.15),
    "Heading 2": (12.5, True, INK, 17, 6, 1.15),
    "Heading 3": (10.5, True, INK, 13, 5, 1.15),
    "List Bullet": (10.5, False, INK, 0, 4, 1.35),
    "List Number": (10.5, False, INK, 0, 4, 1.35),
    "Quote": (10.5, False, INK, 2, 2, 1.35),
    "Caption": (9.5, True, INK, 12, 5, 1.15),
    "Header": (8.5, False, SOFT, 0, 0, 1.15),
    "Footer": (8.5, False, SOFT, 0, 0, 1.15),
}


def render_docx(document: Document) -> bytes:
    """The document as a Word file, with the same headings, tables and alternative texts."""
    book = docx.Document()
    _set_styles(book, "fr-FR" if document.language == "fr" else document.language)
    _describe(book, document)
    _set_page(book, document)
    _embed_fonts(book)
    _add_text(book, document.title, "Title")
    if document.subtitle:
        _add_text(book, document.subtitle, "Subtitle")
    signed = " · ".join(words for words in (document.author, document.date_words) if words)
    line = _add_text(book, signed, "Normal")
    line.paragraph_format.space_after = Pt(22)
    for run in line.runs:
        run.font.size, run.font.color.rgb = Pt(9.5), SOFT
    _border(line, "bottom", 10, "0B5C63", 10)
    if document.caution:
        _border(_add_text(book, document.caution, "Quote"), "left", 16, "8F4A06", 12)
    for part in document.parts:
        _add(book, part)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _set_styles(book: Any, language: str) -> None:
    for name, (size, bold, colour, before, after, height) in _STYLES.items():
        style = book.styles[name]
        font, spacing = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, False, colour
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), height
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
    for border in book.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    book.styles["Caption"].paragraph_format.keep_with_next = True
    book.styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    defaults = book.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{escaped(language)}"/>'))


def _describe(book: Any, document: Document) -> None:
    properties = book.core_properties
    properties.title = document.title[:255]
    properties.subject = f"{document.classification_words} {document.fictional_words}".strip()
    properties.author = properties.last_modified_by = document.author[:255]
    properties.language = "fr-FR" if document.language == "fr" else document.language
    properties.comments = ""
    if document.date:
        made = datetime(document.date.year, document.date.month, document.date.day, tzinfo=UTC)
        properties.created = properties.modified = made


def _set_page(book: Any, document: Document) -> None:
    page = book.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin, page.header_distance, page.footer_distance = Cm(2.8), Cm(2.4), Cm(1.3), Cm(1.2)
    title = document.title if len(document.title) <= 60 else document.title[:59] + "…"
    header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
    for line in (header, footer):
        for stop in list(line.style.paragraph_format.tab_stops):
            del stop
        line.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    for style in ("Header", "Footer"):
        for tabs in book.styles[style].element.findall(f".//{qn('w:tabs')}"):
            tabs.getparent().remove(tabs)
    tiles = header.add_run().add_picture(io.BytesIO(mark()), height=Cm(0.8))
    tiles._inline.docPr.set("descr", MARK_WORDS)
    header.add_run(f"  {title}\t{document.classification_words}")
    if document.fictional:
        run = header.add_run(f"\n\t{document.fictional_words}")
        run.font.color.rgb, run.font.bold = AMBER, True
    _border(header, "bottom", 4, "D5DBD9", 4)
    footer.add_run(f"{document.author}\t")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _embed_fonts(book: Any) -> None:
    """Our letters go with the file: a reader without them would see others, and other ends of lines."""
    if not faces():
        return
    table = next(part for part in book.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    embedded = ""
    for face, font in faces().items():
        key = uuid.uuid5(uuid.NAMESPACE_URL, face)
        name = PackURI(f"/word/fonts/{FAMILY}-{face}.odttf")
        relation = table.relate_to(OpcPart(name, OBFUSCATED, hidden_from_copy(font, key), book.part.package), RT.FONT)
        embedded += f'<w:embed{face} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>'
    own = (
        f'<w:font {nsdecls("w", "r")} w:name="{FAMILY}"><w:altName w:val="Liberation Sans"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{embedded}</w:font>'
    )
    fonts = parse_xml(table.blob)
    fonts.append(parse_xml(own))
    table._blob = serialize_part_xml(fonts)
    settings = book.settings.element
    before = [
        settings.find(qn(f"w:{name}")) for name in ("writeProtection", "view", "zoom", "removePersonalInformation")
    ]
    last = next((each for each in reversed(before) if each is not None), None)
    flag = parse_xml(f"<w:embedTrueTypeFonts {nsdecls('w')}/>")
    settings.insert(0 if last is None else settings.index(last) + 1, flag)


def _add_field(paragraph: Any, name: str) -> None:
    run = "<w:r><w:t>1</w:t></w:r>"
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}">{run}</w:fldSimple>'))


def _border(paragraph: Any, side: str, size: int, colour: str, space: int) -> None:
    line = f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    )


def _add_text(book: Any, text: str, style: str) -> Any:
    return book.add_paragraph(text, style=style)


def _add(book: Any, part: Part) -> None:
    match part:
        case Heading(level, text):
            book.add_heading(text, level)
        case Paragraph(text, keeps_next):
            _add_text(book, text, "Normal").paragraph_format.keep_with_next = keeps_next or None
        case BulletList(items, ordered):
            _add_list(book, items, ordered)
        case TickList(items):
            _add_boxes(book, items)
        case Quote(text, source):
            _border(_add_text(book, text, "Quote"), "left", 16, "0B5C63", 12)
            if source:
                told = _add_text(book, f"— {source}", "Quote")
                told.runs[0].font.size, told.runs[0].font.color.rgb = Pt(9), SOFT
                told.paragraph_format.space_after = Pt(12)
                _border(told, "left", 16, "0B5C63", 12)
        case Facts(pairs):
            for name, value in pairs:
                line = _add_text(book, "", "Normal")
                line.paragraph_format.space_after = Pt(4)
                line.add_run(name).bold = True
                line.add_run(f"  {value}")
        case Table():
            _add_table(book, part)
        case Figure():
            _add_figure(book, part)
        case PageBreak():
            book.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_list(book: Any, items: Any, ordered: bool) -> None:
    """The items in a list style; an ordered list begins at one again."""
    style = "List Number" if ordered else "List Bullet"
    lines = [_add_text(book, item, style) for item in items]
    if not ordered or not lines:
        return
    numbering = book.part.numbering_part.numbering_definitions._numbering
    own = book.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(own).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(0).add_startOverride(1)
    _number(lines, fresh.numId)


def _number(lines: Any, number_id: int) -> None:
    for line in lines:
        line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number_id
        line._p.pPr.numPr.get_or_add_ilvl().val = 0


def _add_boxes(book: Any, items: Any) -> None:
    """A list whose sign is an empty box, in a font that office suites have."""
    number_id = _boxes_of(book)
    _number([_add_text(book, item, "List Bullet") for item in items], number_id)


def _boxes_of(book: Any) -> int:
    """The list of boxes of this file, made once."""
    numbering = book.part.numbering_part.numbering_definitions._numbering
    signs = {each.get(qn("w:val")): each for each in numbering.iter(qn("w:lvlText"))}
    if BOX in signs:
        abstract = next(signs[BOX].iterancestors(qn("w:abstractNum"))).get(qn("w:abstractNumId"))
        return next(each.numId for each in numbering.num_lst if str(each.abstractNumId.val) == abstract)
    known = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    own = max(known, default=-1) + 1
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{BOX}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:hint="default"/></w:rPr></w:lvl>'
    )
    boxes = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{own}">{level}</w:abstractNum>')
    # The schema wants every abstract list before the lists that use one.
    numbering.findall(qn("w:num"))[0].addprevious(boxes)
    return int(numbering.add_num(own).numId)


def _add_table(book: Any, table: Table) -> None:
    if table.caption:
        _add_text(book, table.caption, "Caption")
    widths = [round(share * TEXT_WIDTH * 567) for share in table.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _row(table, table.header, widths, head=True) + "".join(_row(table, row, widths) for row in table.texts)
    line = '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DBD9"/>'
    bottom = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DBD9"/>'
    margins = "".join(f'<w:{side} w:w="95" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{bottom}{line}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{escaped(table.caption or "Tableau")}"/></w:tblPr>'
    )
    xml = f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    body = book.element.body
    body.insert_element_before(parse_xml(xml), "w:sectPr")
    after = book.add_paragraph()
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(4), 0.7


def _row(table: Table, texts: Any, widths: list[int], head: bool = False) -> str:
    cells = []
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        align = '<w:jc w:val="right"/>' if place in table.numeric_columns else ""
        keep = "<w:keepNext/>" if head else ""
        look = f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="18"/></w:rPr>'
        line = '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="0B5C63"/></w:tcBorders>'
        fill = f'{line}<w:shd w:val="clear" w:color="auto" w:fill="E3F1F1"/>' if head else ""
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(one)}</w:t>' for one in text.split("\n"))
        words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr><w:p><w:pPr>{keep}'
            f'<w:spacing w:before="0" w:after="0" w:line="264" w:lineRule="auto"/>{align}</w:pPr>'
            f"<w:r>{look}{words}</w:r></w:p></w:tc>"
        )
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _add_figure(book: Any, figure: Figure) -> None:
    width = TEXT_WIDTH * min(1.0, TALLEST / (proportion(figure.drawing) * TEXT_WIDTH))
    line = book.add_paragraph()
    line.paragraph_format.space_after = Pt(2)
    line.paragraph_format.keep_with_next = bool(figure.caption)
    picture = line.add_run().add_picture(io.BytesIO(png_of(figure.drawing, scale=3.0)), width=Cm(width))
    properties = picture._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("title", figure.caption or figure.alt)
    if figure.caption:
        caption = _add_text(book, figure.caption, "Caption")
        caption.paragraph_format.space_before, caption.paragraph_format.keep_with_next = Pt(2), False
        caption.paragraph_format.space_after = Pt(14)
    if figure.table:
        _add_table(book, figure.table)
