"""The words of a Word file. Bytes in, text out; a file that is damaged or hostile gets a sentence."""

import io
import zipfile

from interregions.common.errors import Refused
from interregions.common.late import Late
from interregions.toolkit.files.apart import read_apart

mammoth = Late("mammoth")
READER = "interregions.exchange.notes.word_files:words_of"

DAMAGED = "Ce document Word est abîmé\u202f: il ne s’ouvre pas. Enregistrez-le de nouveau, ou collez son texte."
TOO_LARGE = "Ce document Word se déplie en un volume démesuré\u202f: il est refusé. Collez plutôt son texte."
MAIN_PART = "word/document.xml"
MOST_PART_BYTES = 10 * 1024 * 1024
MOST_XML_BYTES = 30 * 1024 * 1024
LONGEST_TEXT = 200_000


def text_of_word(content: bytes) -> str:
    """The text of a .docx, paragraphs apart, read in a process of its own; Refused when it cannot be without risk."""
    return str(read_apart(content, READER))


def words_of(content: bytes) -> str:
    """The same, in that process."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
        text = mammoth.extract_raw_text(io.BytesIO(content)).value
    except (Refused, MemoryError, RecursionError):
        raise
    except Exception as failure:
        raise Refused(DAMAGED) from failure
    return str(text).replace("\x00", "").strip()[:LONGEST_TEXT]


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
