"""Territories as a CSV file that spreadsheets open without harm."""

import csv
from collections.abc import Iterable
from io import StringIO

from interregions.vocabulary.models import ProgrammeMembership, Territory

HEADER = ["SIREN", "Nom", "Nature", "Population municipale", "Régions", "Codes des Régions", "Parts de population"]


def epci_csv(rows: Iterable[Territory]) -> bytes:
    """One line per EPCI; its Régions are separated by a vertical bar, the largest share first."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows:
        parts = row.region_parts  # type: ignore[attr-defined]  # fetched by queries.epci_found
        cells = [
            row.siren,
            row.name,
            row.get_epci_kind_display(),
            str(row.population or ""),
            " | ".join(part.parent.name for part in parts),
            " | ".join(part.parent.code for part in parts),
            " | ".join(str(part.share).replace(".", ",") for part in parts),
        ]
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


MEMBERS_HEADER = (
    "Programme", "INSEE ou SIREN", "Nom", "Identifiant dans le programme", "Territoire du programme", "EPCI (SIREN)",
    "EPCI", "Région (INSEE)", "Depuis le", "Jusqu’au", "Source", "À la date du",
)  # fmt: skip


def members_csv(rows: Iterable[ProgrammeMembership]) -> bytes:
    """One line per commune or grouping, under columns that bringing a list recognises."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(MEMBERS_HEADER)
    for row in rows:
        cells = [
            row.programme.name,
            row.code,
            row.name,
            row.label_code,
            row.label,
            row.epci.siren if row.epci else "",
            row.epci.name if row.epci else "",
            row.region.code if row.region else "",
            *(day.isoformat() if day else "" for day in (row.starts_on, row.ends_on)),
            row.source,
            row.as_of.isoformat() if row.as_of else "",
        ]
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
