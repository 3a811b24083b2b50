"""A file sent by a browser, read as one of the disk: whatever it holds, a sentence at worst."""

from __future__ import annotations

import tempfile
import typing
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any

from interregions.common.errors import Refused

from .imported import ImportedQuestionnaire, NotAnXLSForm
from .questions import KindHere
from .reading import read_xlsform

UNREADABLE = "Ce fichier n’a pas pu être lu comme un questionnaire XLSForm."
KNOWN = (".xlsx", ".xls", ".xlsm", ".csv")


def read_safely(path: Path, here: Mapping[str, KindHere]) -> ImportedQuestionnaire:
    """``read_xlsform``; a file nobody foresaw is refused like one that was."""
    try:
        return read_xlsform(path, here)
    except NotAnXLSForm:
        raise
    except (MemoryError, RecursionError):
        raise
    except Exception as unforeseen:
        raise NotAnXLSForm(UNREADABLE) from unforeseen


def words_of(content: bytes, extension: str, here: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The questionnaire as JSON, from a file that keeps only its extension; Refused with a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"questionnaire{extension if extension in KNOWN else '.xlsx'}"
        path.write_bytes(content)
        try:
            return asdict(read_safely(path, {code: KindHere(**kind) for code, kind in here.items()}))
        except NotAnXLSForm as refusal:
            raise Refused(str(refusal)) from refusal


def from_words(words: dict[str, Any]) -> ImportedQuestionnaire:
    """The same questionnaire, back from its words."""
    return typing.cast(ImportedQuestionnaire, _rebuilt(ImportedQuestionnaire, words))


def _rebuilt(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        kinds = typing.get_type_hints(kind)
        made: Any = kind
        return made(**{each.name: _rebuilt(kinds[each.name], value[each.name]) for each in fields(kind)})
    if typing.get_origin(kind) is tuple:
        return tuple(_rebuilt(typing.get_args(kind)[0], each) for each in value)
    return value
