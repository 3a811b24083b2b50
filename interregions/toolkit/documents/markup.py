"""Pieces of OpenDocument XML: escaped text and parsed elements."""

from typing import Any
from xml.sax.saxutils import escape

from interregions.common.late import Late

odfdo = Late("odfdo")


def escaped(text: str) -> str:
    """Text ready to stand in XML, in an element or in a double-quoted attribute."""
    return escape(text, {'"': "&quot;"})


def odf_lines(text: str) -> str:
    """Text in an OpenDocument paragraph, where line ends, tabs and runs of spaces need their own elements."""
    marked = escaped(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return marked.replace("  ", " <text:s/>")


def element(xml: str) -> Any:
    """The odfdo element written in this XML; its prefixes are known to odfdo."""
    return odfdo.Element.from_tag(xml)
