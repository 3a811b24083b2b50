"""The words of a Word file. Bytes in, text out; a file that is damaged or hostile gets a sentence.

What a text cannot hold is told at its end (« Non repris du fichier : … »): nobody believes that all of it was read.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from interregions.common.errors import Refused, refuse_if
from interregions.common.late import Late
from interregions.toolkit.files import office
from interregions.toolkit.files.apart import Limits, read_apart

docx = Late("docx")
READER = "interregions.exchange.notes.word_files:words_of"
OTHER_READER = "interregions.exchange.notes.word_files:words_of_other"
# LibreOffice reserves far more memory than it takes, and starts in seconds.
OTHER_LIMITS = Limits(seconds=40, memory_mb=4_096)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

DAMAGED = "Ce document Word est abîmé\u202f: il ne s’ouvre pas. Enregistrez-le de nouveau, ou collez son texte."
TOO_LARGE = "Ce document Word se déplie en un volume démesuré\u202f: il est refusé. Collez plutôt son texte."
MAIN_PART = "word/document.xml"
MOST_PART_BYTES = 10 * 1024 * 1024
MOST_XML_BYTES = 30 * 1024 * 1024
LONGEST_TEXT = 200_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is not the text as it stands: withdrawn by a revision, the code of a field, the copy for older programmes.
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK}
_SIGNS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}ptab": "\t",
}  # fmt: skip


def text_of_word(content: bytes) -> str:
    """The text of a .docx, paragraphs apart, read in a process of its own; Refused when it cannot be without risk."""
    return str(read_apart(content, READER))


def text_of_other(content: bytes, kind: str) -> str:
    """The text of a .doc or an .odt, made a Word file by LibreOffice in a process of its own; Refused, with the right
    sentence, where it is not installed."""
    refuse_if(office.reasons_not_to_read(kind))
    return str(read_apart(content, OTHER_READER, OTHER_LIMITS, kind=kind, program=office.program()))


def words_of_other(content: bytes, kind: str, program: str) -> str:
    """The same, in that process."""
    return words_of(office.as_word(content, kind, program))


def words_of(content: bytes) -> str:
    """The same, in that process."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
        return _Reading(docx.Document(io.BytesIO(content))).text()
    except (Refused, MemoryError, RecursionError):
        raise
    except Exception as failure:
        raise Refused(DAMAGED) from failure


def _check(archive: zipfile.ZipFile) -> None:
    """What the archive says it holds is read for real, up to a bound: sizes in a zip may lie."""
    total = 0
    for part in archive.infolist():
        with archive.open(part) as file:
            content = file.read(MOST_PART_BYTES + 1)
        if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):  # a picture; the names say nothing sure
            continue
        total += len(content)
        if len(content) > MOST_PART_BYTES or total > MOST_XML_BYTES:
            raise Refused(TOO_LARGE)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Refused(DAMAGED)
    if MAIN_PART not in archive.namelist():
        raise Refused(DAMAGED)


class _Reading:
    """One document being read: its notes are gathered on the way, and what is left out is counted."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.left_out: Counter[str] = Counter()
        self.notes: list[str] = []
        self.sources = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}

    def text(self) -> str:
        lines = list(self._lines(self.document.element.body))
        if self.notes:
            lines += ["", "Notes", *(f"[{number}] {words}" for number, words in enumerate(self.notes, start=1))]
        text = "\n\n".join(line for line in lines if line.strip()).replace("\x00", "").strip()
        told = self._told()
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT]
            told.append("la fin du texte, après 200\u202f000 caractères")
        return f"{text}\n\nNon repris du fichier\u202f: {', '.join(told)}." if told else text

    def _told(self) -> list[str]:
        heads = {
            paragraph.text.strip()
            for section in self.document.sections
            for part in (section.header, section.footer)
            if not part.is_linked_to_previous
            for paragraph in part.paragraphs
        }
        told = ["l’en-tête et le pied de page"] if heads - {""} else []
        for name, (one, several) in _LEFT_OUT.items():
            if number := self.left_out[name]:
                told.append(one if number == 1 else several.format(number))
        return told

    def _notes_of(self, kind: str) -> dict[str, Any]:
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                root = docx.oxml.parse_xml(relation.target_part.blob)
                return {note.get(f"{_W}id", ""): note for note in root.iter(f"{_W}{kind}")}
        return {}

    def _lines(self, holder: Any) -> Iterator[str]:
        """The paragraphs and the tables of a body, a cell or a note, in order."""
        for child in holder:
            if child.tag == f"{_W}p":
                words = self._words(child).strip(" \n")
                item = child.find(f"{_W}pPr/{_W}numPr") is not None
                yield f"- {words}" if item and words else words
            elif child.tag == f"{_W}tbl":
                yield "\n".join(self._row(row) for row in child.findall(f"{_W}tr"))
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self._lines(child)

    def _row(self, row: Any) -> str:
        """A row as tables are typed here; a cell keeps its place when it is empty."""
        cells = [" ".join(" ".join(self._lines(cell)).split()) for cell in row.findall(f"{_W}tc")]
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    def _words(self, element: Any) -> str:
        parts: list[str] = []
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
                self.left_out["hidden"] += bool("".join(child.itertext()).strip())
            elif tag == f"{_W}t":
                parts.append(child.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                parts.append(self._note(tag.removeprefix(_W).removesuffix("Reference"), child.get(f"{_W}id", "")))
            elif tag == f"{_W}commentReference":
                self.left_out["comment"] += 1
            elif tag == f"{_W}drawing" or tag == f"{_W}pict":
                self.left_out["picture"] += 1
            else:
                parts.append(self._words(child))
        return "".join(parts)

    def _note(self, kind: str, key: str) -> str:
        note = self.sources[kind].get(key)
        if note is None:
            return ""
        self.notes.append(" ".join(" ".join(self._lines(note)).split()))
        return f" [{len(self.notes)}]"


_LEFT_OUT = {
    "comment": ("un commentaire", "{} commentaires"),
    "picture": ("une image ou un dessin", "{} images ou dessins"),
    "hidden": ("un passage masqué", "{} passages masqués"),
}
