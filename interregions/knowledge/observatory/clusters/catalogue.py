"""The files of the package about pôles: the labels of phase V and what was read of one of them since."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "clusters"
READ_ON = date(2026, 11, 30)  # the day these pages were read


@dataclass(frozen=True)
class LabelRow:
    """One label of phase V, as its page tells it."""

    name: str
    starts_on: date
    ends_on: date
    sequel_unverified: bool
    regions: tuple[str, ...]
    regions_to_check: tuple[str, ...]
    subject: str
    seat: str
    name_read: bool
    address: str
    as_of: date


@dataclass(frozen=True)
class EventRow:
    """Something read afterwards about one pôle."""

    name: str
    dated_on: date
    precision: str
    words: str
    address: str


def read_labels(folder: Path = FOLDER) -> list[LabelRow]:
    """The labels, in the order of the file."""
    return [
        LabelRow(
            name=row["name"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            sequel_unverified=row["sequel_unverified"] == "true",
            regions=tuple(row["regions"].split()),
            regions_to_check=tuple(row["regions_to_check"].split()),
            subject=row["subject"],
            seat=row["seat"],
            name_read=row["name_read"] == "true",
            address=row["address"],
            as_of=date.fromisoformat(row["as_of"]),
        )
        for row in _rows(folder / "phase-5.csv")
    ]


def read_events(folder: Path = FOLDER) -> list[EventRow]:
    """What was read since, each with its page."""
    return [
        EventRow(row["name"], date.fromisoformat(row["dated_on"]), row["precision"], row["words"], row["address"])
        for row in _rows(folder / "events.csv")
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
