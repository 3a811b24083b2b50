"""A file brought by a person, read in a process of its own."""

from collections.abc import Sequence

from interregions.common.errors import Refused, refuse_if
from interregions.common.importing import Column
from interregions.toolkit.files.apart import Limits, read_apart
from interregions.toolkit.files.rules import UNKNOWN, kind_of, reasons_not_to_store
from interregions.toolkit.imports import rules

READER = "interregions.toolkit.imports.tables:sheets_of"
LIMITS = Limits(seconds=20, memory_mb=768)
LONG = Limits(seconds=60, memory_mb=1024, expanded_mb=200)  # tens of thousands of lines


def read_brought(
    content: bytes,
    name: str,
    columns: Sequence[Column],
    *,
    most: int = rules.MOST_LINES,
    most_mb: int = rules.MOST_BYTES // (1024 * 1024),
    mapped: bool = False,
) -> rules.Table:
    """The lines of a file, by column; Refused with a sentence whatever it holds.

    A list whose columns may be named by hand (``mapped``) comes back as it is, without headers, when no title is known.
    """
    refuse_if(rules.reasons_not_to_open(content=content, name=name))
    content = rules.in_utf8(content)
    reasons = reasons_not_to_store(content=content, name=name, most_bytes=most_mb * 1024 * 1024)
    refuse_if([rules.NO_TABLE] if reasons == [UNKNOWN] else reasons)
    limits = LIMITS if most <= rules.MOST_LINES else LONG
    sheets = read_apart(content, READER, limits, kind=kind_of(content, name) or "", most=most)
    try:
        return rules.table_in(sheets, columns, most)
    except Refused:
        raw = rules.untitled(sheets, most) if mapped else None
        if raw is None:
            raise
        return raw
