"""The journal as a table one can take away."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from interregions.toolkit.journal.models import Entry

HEADER = ["Date", "Fait", "Objet", "Par", "Pour", "Cycle", "Verbe"]


def safe_cell(value: object) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def journal_csv(entries: Iterable[Entry]) -> str:
    """One line per entry, UTF-8 with a byte order mark so that spreadsheets read the accents."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for entry in entries:
        row = [
            timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
            entry.words,
            entry.about.get("label", ""),
            entry.by.member.full_name if entry.by else "",
            entry.by.organisation.short_name if entry.by else "",
            entry.cycle,
            entry.verb,
        ]
        writer.writerow([safe_cell(value) for value in row])
    return out.getvalue()
