"""The files of the room: the indicators, and the facts read in public pages."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator as its file states it."""

    code: str
    subject: str
    unit: str
    has_nature: bool
    label: str
    definition: str
    source: str
    position: int


@dataclass(frozen=True)
class FactRow:
    """One fact read in a public page about a Région (its INSEE code)."""

    region: str
    indicator: str
    year: int
    value: Decimal | None
    words: str
    as_of: date | None
    source: str
    address: str

    @property
    def key(self) -> str:
        """The same indicator of the same year in the same page: the same fact, even told better."""
        return f"fact {self.indicator} {self.year} {self.address}"


def read_indicators(folder: Path = FOLDER) -> list[IndicatorRow]:
    """The indicators, in the order of the file."""
    return [
        IndicatorRow(
            code=row["code"],
            subject=row["subject"],
            unit=row["unit"],
            has_nature=row["has_nature"] == "true",
            label=row["label"],
            definition=row["definition"],
            source=row["source"],
            position=position,
        )
        for position, row in enumerate(_rows(folder / "indicators.csv"), start=1)
    ]


def read_facts(folder: Path = FOLDER) -> list[FactRow]:
    """The facts, each with the page it was read in."""
    return [
        FactRow(
            region=row["region"],
            indicator=row["indicator"],
            year=int(row["year"]),
            value=Decimal(row["value"]) if row["value"] else None,
            words=row["words"],
            as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
            source=row["source"],
            address=row["address"],
        )
        for row in _rows(folder / "facts.csv")
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
