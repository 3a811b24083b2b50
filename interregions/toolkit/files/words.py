"""The words of a brought file, whatever its kind: who is named in it, not how it looks. Read apart, without Django."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from interregions.common.late import Late

pypdf = Late("pypdf")
LONGEST = 2_000_000
# A paragraph, a title, a shared or inline text of a table: what one reads in one go, however it is cut inside.
TOGETHER = frozenset({"p", "h", "si", "is"})
AUTHORS = frozenset({"author", "creator", "initial-creator", "lastModifiedBy", "displayName", "userId"})


def words_of(content: bytes) -> str:
    """Every text of a file and the names it keeps of its authors, a line each; empty when no machine reads it."""
    if content[:2] == b"PK":
        lines = _of_archive(content)
    elif content[:5] == b"%PDF-":
        lines = _of_pdf(content)
    elif b"\x00" in content[:4096]:
        return ""  # a picture
    else:
        lines = iter([_decoded(content)])
    return "\n".join(line for line in lines if line.strip()).replace("\x00", "")[:LONGEST]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _of_archive(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            with io.BufferedReader(archive.open(part)) as opened:  # type: ignore[type-var]
                if not opened.peek(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                    continue  # a picture: the names say nothing sure
                root = ElementTree.parse(opened).getroot()
                yield from _of_tree(root) if root is not None else ()


def _of_tree(element: Element) -> Iterator[str]:
    yield from (value for key, value in element.attrib.items() if _name(key) in AUTHORS)
    if _name(element.tag) in TOGETHER:
        yield "".join(_inside(element))
        for each in element.iter():
            yield from (value for key, value in each.attrib.items() if _name(key) in AUTHORS)
        return
    if element.text and element.text.strip():
        yield element.text
    for child in element:
        yield from _of_tree(child)
        if child.tail and child.tail.strip():
            yield child.tail


def _inside(element: Element) -> Iterator[str]:
    """The texts of an element and of what it holds; whatever stands between two words and is no text is a space."""
    yield element.text or ""
    for child in element:
        if _name(child.tag) in {"tab", "br", "cr", "s", "line-break", *TOGETHER}:
            yield " "
        yield from _inside(child)
        yield child.tail or ""


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _of_pdf(content: bytes) -> Iterator[str]:
    document = pypdf.PdfReader(io.BytesIO(content))
    told = [str(value) for value in (document.metadata or {}).values()]
    pages = [page.extract_text() for page in document.pages]
    if any(page.strip() for page in pages):  # pictures of pages are for a person
        yield from told
        yield from pages
