"""A file brought by a person, read in a process of its own."""

from collections.abc import Sequence

from interregions.common.errors import refuse_if
from interregions.common.importing import Column
from interregions.toolkit.files.apart import Limits, read_apart
from interregions.toolkit.files.rules import UNKNOWN, kind_of, reasons_not_to_store
from interregions.toolkit.imports import rules

READER = "interregions.toolkit.imports.tables:sheets_of"
LIMITS = Limits(seconds=20, memory_mb=768)


def read_brought(content: bytes, name: str, columns: Sequence[Column]) -> rules.Table:
    """The lines of a file, by column; Refused with a sentence whatever it holds."""
    refuse_if(rules.reasons_not_to_open(content=content, name=name))
    content = rules.in_utf8(content)
    reasons = reasons_not_to_store(content=content, name=name, most_bytes=rules.MOST_BYTES)
    refuse_if([rules.NO_TABLE] if reasons == [UNKNOWN] else reasons)
    sheets = read_apart(content, READER, LIMITS, kind=kind_of(content, name) or "")
    return rules.table_in(sheets, columns)
