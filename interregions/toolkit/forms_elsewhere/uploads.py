"""A file sent by a browser, read as one of the disk: whatever it holds, a sentence at worst."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from .imported import ImportedQuestionnaire, NotAnXLSForm
from .questions import KindHere
from .reading import read_xlsform

UNREADABLE = "Ce fichier n’a pas pu être lu comme un questionnaire XLSForm."


class Upload(Protocol):
    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def read_safely(path: Path, here: Mapping[str, KindHere]) -> ImportedQuestionnaire:
    """``read_xlsform``; a file nobody foresaw is refused like one that was."""
    try:
        return read_xlsform(path, here)
    except NotAnXLSForm:
        raise
    except Exception as unforeseen:
        raise NotAnXLSForm(UNREADABLE) from unforeseen


def read_upload(upload: Upload, here: Mapping[str, KindHere]) -> ImportedQuestionnaire:
    """The questionnaire of a sent file, through a temporary file that keeps only its extension."""
    name = PurePosixPath((upload.name or "").replace("\\", "/"))
    suffix = name.suffix.lower() if name.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".csv") else ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"questionnaire{suffix}"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        return read_safely(path, here)
