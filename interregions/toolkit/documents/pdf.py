"""PDF/UA-1 by typst. The document goes in as JSON; the template is committed and never written from words."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

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

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
FONTS = Path(__file__).parent / "fonts"
# The first that exists is used; typst carries Libertinus Serif inside, so that a document is always possible.
FAMILIES = ("InterRegions", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
LONGEST_WORD = 28
_KINDS: dict[type[Part], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    BulletList: "list",
    TickList: "tick_list",
    Quote: "quote",
    Facts: "facts",
    Table: "table",
    Figure: "figure",
    PageBreak: "page_break",
}
_COMMON = re.compile("[^\n\t -~\u00a0-\u024f\u200b\u2010-\u2015\u2018-\u201e\u2022\u2026\u202f\u20ac\u2212\ufffd]")
_FORBIDDEN = re.compile("[\ufeff\u2028\u2029\U000e0000-\U000e0fff]")


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF, whatever characters it holds."""
    report = _report(document)
    try:
        return _compile(report)
    except typst.TypstError:
        # A sequence of characters that each can be drawn alone, not together: keep the common ones.
        return _compile(_each_text(report, lambda text: _COMMON.sub("\N{REPLACEMENT CHARACTER}", text)))


def _report(document: Document) -> dict[str, Any]:
    """What the template reads, with only the characters that some font can draw."""
    day = document.date
    report = {
        "title": document.title,
        "short_title": document.title if len(document.title) <= 90 else document.title[:89] + "…",
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language,
        "classification": document.classification_words,
        "fictional": document.fictional_words,
        "date": document.date_words,
        "caution": document.caution,
        "day": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "fonts": [family for family in FAMILIES if family in _families()],
        "parts": [_part(part) for part in document.parts],
    }
    seen = set(_COMMON.findall(json.dumps(report, ensure_ascii=False)))
    missing = {character for character in seen if _FORBIDDEN.match(character)}
    missing |= _not_drawn(sorted(seen - missing))
    table = dict.fromkeys(map(ord, missing), "\N{REPLACEMENT CHARACTER}")
    return _each_text(report, lambda text: _breakable(text.translate(table) if table else text))


def _part(part: Part) -> dict[str, Any]:
    values = {"kind": _KINDS[type(part)], **asdict(part)}
    if isinstance(part, Table):
        values |= {"shares": part.shares, "rows": part.texts}
    elif isinstance(part, Figure):
        values["table"] = _part(part.table) if part.table else None
    return values


def _each_text(value: Any, change: Any) -> Any:
    """The same tree, each text changed; drawings are left as they are, their words are drawn by their own font."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {
            key: item if key in {"svg", "kind", "language"} else _each_text(item, change) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value


def _breakable(text: str) -> str:
    """The text, where a word longer than a column may be cut (an address, a run of one letter)."""
    if len(text) <= LONGEST_WORD:
        return text
    return re.sub(rf"(\S{{{LONGEST_WORD}}})(?=\S)", "\\1\u200b", text)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
    )


@cache
def _families() -> frozenset[str]:
    return frozenset(_fonts().families())


@cache
def _drawn(characters: str) -> bool:
    source = b'#set document(title: "-")\n#for it in sys.inputs.characters.clusters() [#text(it) ]'
    try:
        typst.Compiler(source, font_paths=_fonts(), sys_inputs={"characters": characters}).compile(
            format="pdf", pdf_standards=["ua-1"]
        )
    except typst.TypstError:
        return False
    return True


def _not_drawn(characters: Iterable[str]) -> set[str]:
    """Those that no font at hand can draw: a document that may be read by ear refuses empty boxes."""
    some = list(characters)
    if not some or _drawn("".join(some)):
        return set()
    if len(some) == 1:
        return set(some)
    middle = len(some) // 2
    return _not_drawn(some[:middle]) | _not_drawn(some[middle:])


def _compile(report: dict[str, Any]) -> bytes:
    day = report["day"]
    compiler = typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), sys_inputs={"report": json.dumps(report)}
    )
    # With its own date in place of the clock, the same document gives the same bytes.
    made = datetime(**day, tzinfo=UTC) if day else None
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf
