"""Everything a person could read in an answer, whatever its format, as one text."""

import io
import re
import zipfile

from pypdf import PdfReader

ZIPPED = (
    "application/vnd.oasis.opendocument",
    "application/vnd.openxmlformats-officedocument",
    "application/zip",
)
CANARY = re.compile(r"Q7X\d{3}Z")


def canaries_in(response) -> set[str]:
    """The canaries an answer lets read, in its body, its name and its headers."""
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    return set(CANARY.findall(text_of(response) + headers))


def text_of(response) -> str:
    """The words of a page, a PDF, an office file, a table, a calendar or what a stream replays."""
    body = response.getvalue() if response.streaming else response.content
    kind = response.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        return pages + re.sub(r"\s+", "", pages)
    if kind.startswith(ZIPPED):
        return unzipped(body)
    return re.sub(r"\r?\n[ \t]", "", body.decode("utf-8", "replace"))  # calendars fold their lines


def unzipped(body: bytes) -> str:
    """The XML of every part, with and without its tags: a word may be cut in several runs."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        whole = " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return whole + re.sub(r"<[^>]*>", "", whole)
