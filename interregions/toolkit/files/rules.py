"""Which files are accepted, by what they contain and not by what they are called. Pure: bytes in, sentences out."""

import io
import re
import zipfile

import filetype

ALLOWED: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
PLAIN = frozenset({"txt", "csv"})
ACCEPTED_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, texte et CSV"
OFFICE_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_DOCUMENTS = {media_type: kind for kind, media_type in ALLOWED.items() if "oasis" in media_type}
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/")
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 5000
MARKUP = re.compile(rb"\s*(<\?xml|<!doctype|<html|<svg|<script|<\?php)", re.IGNORECASE)

EMPTY = "Ce fichier est vide."
UNKNOWN = f"Ce genre de fichier n’est pas accepté. Formats acceptés\u202f: {ACCEPTED_WORDS}."
MACROS = "Ce document contient des macros\u202f: enregistrez-le sans macros, puis déposez-le de nouveau."
ENCRYPTED = "Ce document est protégé par un mot de passe\u202f: déposez-en une copie sans mot de passe."
BOMB = "Ce fichier se déplie en un volume démesuré\u202f: il est refusé par prudence."
DAMAGED = "Ce document est abîmé\u202f: il ne s’ouvre pas."


def reasons_not_to_store(*, content: bytes, name: str, most_bytes: int) -> list[str]:
    """Why this file is refused; empty when it is accepted."""
    if not content:
        return [EMPTY]
    if len(content) > most_bytes:
        megabytes = most_bytes // (1024 * 1024)
        return [f"Ce fichier est trop lourd\u202f: {megabytes}\u202fMo au plus."]
    if content[:4] == b"PK\x03\x04":
        return _reasons_against_archive(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        # An encrypted OOXML file is an OLE container, as the old formats are.
        return [ENCRYPTED] if "EncryptedPackage".encode("utf-16-le") in content else [UNKNOWN]
    kind = kind_of(content, name)
    if kind is None:
        return [UNKNOWN]
    told = name.lower().rpartition(".")[2]
    if kind in PLAIN and told in ALLOWED and told not in PLAIN:
        # A damaged document is often plain characters: kept as a text, nobody would know that it is lost.
        return [f"Ce fichier s’appelle «\u202f.{told}\u202f» mais n’en est pas un\u202f: il est sans doute abîmé."]
    if kind == "pdf" and b"/Encrypt" in content[-4096:] + content[:4096]:
        return [ENCRYPTED]
    return []


def kind_of(content: bytes, name: str) -> str | None:
    """The kind of an accepted file (a key of ALLOWED), found in its content; None when it is none of them."""
    if content[:4] == b"PK\x03\x04":
        return _archive_kind(content)
    guess = filetype.guess(content)
    if guess is not None:
        return guess.extension if guess.extension in {"pdf", "png", "jpg"} else None
    if not _is_text(content):
        return None
    return "csv" if name.lower().endswith(".csv") else "txt"


def clean_name(name: str, kind: str) -> str:
    """A name without path, control characters or surprise, with the extension of what the file is."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*')
    stem = kept.rsplit(".", 1)[0] if "." in kept else kept
    stem = " ".join(stem.split()).strip(" .")[:150] or "document"
    extension = "jpeg" if kind == "jpg" and kept.lower().endswith(".jpeg") else kind
    return f"{stem}.{extension}"


def _is_text(content: bytes) -> bool:
    if b"\x00" in content or content[:2] in {b"MZ", b"#!"} or content[:4] == b"\x7fELF":
        return False
    if MARKUP.match(content[:1024].removeprefix(b"\xef\xbb\xbf")):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # A CSV from an older spreadsheet is in Windows-1252: few control characters, mostly letters.
        return not re.search(rb"[\x01-\x08\x0b\x0e-\x1f\x7f]", content)
    return True


def _reasons_against_archive(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [part.filename.lower() for part in parts]
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content) + 1_000_000:
                return [BOMB]
            if any(part.flag_bits & 1 for part in parts):
                return [ENCRYPTED]
            if _archive_kind(content) is None:
                return [MACROS] if any(name.endswith("vbaproject.bin") for name in names) else [UNKNOWN]
            if any(name.endswith(MACRO_PARTS[:2]) or name.startswith(MACRO_PARTS[2:]) for name in names):
                return [MACROS]
            manifest = next((part for part in parts if part.filename == "META-INF/manifest.xml"), None)
            if manifest is not None and b"encryption-data" in _start_of(archive, manifest):
                return [ENCRYPTED]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return [DAMAGED]
    return []


def _start_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int = 1_000_000) -> bytes:
    with archive.open(part) as opened:
        return opened.read(most)


def _archive_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                declared = _start_of(archive, archive.getinfo("mimetype"), 200).decode("ascii", "replace").strip()
                return OPEN_DOCUMENTS.get(declared)
            if "[Content_Types].xml" not in names:
                return None
            types = _start_of(archive, archive.getinfo("[Content_Types].xml"))
            found = next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)
            return None if found is None or b"macroEnabled" in types else found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
