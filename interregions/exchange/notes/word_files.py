"""The words of a Word file. Bytes in, text out; a file that is damaged or hostile gets a sentence."""

import io
import zipfile

from interregions.common.errors import Refused
from interregions.common.late import Late

mammoth = Late("mammoth")

DAMAGED = "Ce document Word est abîmé\u202f: il ne s’ouvre pas. Enregistrez-le de nouveau, ou collez son texte."
TOO_LARGE = "Ce document Word se déplie en un volume démesuré\u202f: il est refusé. Collez plutôt son texte."
MAIN_PART = "word/document.xml"
MOST_PART_BYTES = 10 * 1024 * 1024
MOST_XML_BYTES = 30 * 1024 * 1024
LONGEST_TEXT = 200_000


def text_of_word(content: bytes) -> str:
    """The text of a .docx, paragraphs apart; raises Refused when it cannot be read without risk."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
        text = mammoth.extract_raw_text(io.BytesIO(content)).value
    except Refused:
        raise
    except Exception as failure:
        raise Refused(DAMAGED) from failure
    return str(text).replace("\x00", "").strip()[:LONGEST_TEXT]


def _check(archive: zipfile.ZipFile) -> None:
    """What the archive says it holds is read for real, up to a bound: sizes in a zip may lie."""
    total = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(part) as file:
            content = file.read(MOST_PART_BYTES + 1)
        total += len(content)
        if len(content) > MOST_PART_BYTES or total > MOST_XML_BYTES:
            raise Refused(TOO_LARGE)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Refused(DAMAGED)
    if MAIN_PART not in archive.namelist():
        raise Refused(DAMAGED)
