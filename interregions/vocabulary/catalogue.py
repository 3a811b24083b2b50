"""The CSV files of the package, read into frozen rows; no database here."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from interregions.vocabulary.choices import TerritoryKind

FOLDER = Path(__file__).resolve().parent / "data"
TerritoryKey = tuple[str, str]
TermKey = tuple[str, str]


@dataclass(frozen=True)
class TerritoryRow:
    """One territory as its authority publishes it."""

    kind: str
    code: str
    name: str
    epci_kind: str = ""
    siren: str = ""
    nuts: str = ""
    iso: str = ""
    population: int | None = None
    seat: str = ""
    verified: bool = True

    @property
    def key(self) -> TerritoryKey:
        return self.kind, self.code


@dataclass(frozen=True)
class PartRow:
    """The share of one territory that lies in another."""

    child: TerritoryKey
    parent: TerritoryKey
    share: Decimal
    communes: int | None
    starts_on: date


@dataclass(frozen=True)
class SchemeRow:
    """One list and its origin."""

    slug: str
    name: str
    source: str
    source_url: str
    licence: str
    verified: bool
    note: str
    dated_on: date | None
    read_on: date | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class TermRow:
    """One entry of a list; ``broader`` names its scheme too, for it may stand in another one."""

    scheme: str
    code: str
    label: str
    broader: TermKey | None
    position: int
    verified: bool
    starts_on: date | None
    ends_on: date | None

    @property
    def key(self) -> TermKey:
        return self.scheme, self.code


@dataclass(frozen=True)
class FactRow:
    """What a source says of something dated."""

    slug: str
    kind: str
    name: str
    detail: str
    starts_on: date | None
    ends_on: date | None
    by_year: bool
    afterwards: str
    source: str
    source_url: str
    dated_on: date | None
    read_on: date | None
    verified: bool


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme of the State, or one phase of it."""

    slug: str
    name: str
    phase: str
    detail: str
    grouped_as: str
    starts_on: date | None
    ends_on: date | None
    by_year: bool
    afterwards: str
    source: str
    source_url: str
    dataset_url: str
    dated_on: date | None
    read_on: date | None
    verified: bool


@dataclass(frozen=True)
class Catalogue:
    """Everything the package carries."""

    territories: tuple[TerritoryRow, ...]
    parts: tuple[PartRow, ...]
    schemes: tuple[SchemeRow, ...]
    terms: tuple[TermRow, ...]
    facts: tuple[FactRow, ...] = ()
    programmes: tuple[ProgrammeRow, ...] = ()


def fold(text: str) -> str:
    """Lower case, without accents, with a straight apostrophe: what a search compares."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    """The rows of the eight files."""
    return Catalogue(
        territories=(*_regions(folder), *_epci(folder), *_nuts(folder)),
        parts=tuple(_parts(folder)),
        schemes=tuple(_schemes(folder)),
        terms=tuple(_terms(folder)),
        facts=tuple(_facts(folder)),
        programmes=tuple(_programmes(folder)),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _regions(folder: Path) -> Iterator[TerritoryRow]:
    for row in _rows(folder / "regions.csv"):
        yield TerritoryRow(
            TerritoryKind.REGION.value, row["code"], row["name"],
            nuts=row["nuts"], iso=row["iso"], population=int(row["population"]), seat=row["seat"],
        )  # fmt: skip


def _epci(folder: Path) -> Iterator[TerritoryRow]:
    for row in _rows(folder / "epci.csv"):
        yield TerritoryRow(
            TerritoryKind.EPCI.value, row["siren"], row["name"],
            epci_kind=row["kind"], siren=row["siren"], population=int(row["population"]),
        )  # fmt: skip


def _nuts(folder: Path) -> Iterator[TerritoryRow]:
    for row in _rows(folder / "nuts.csv"):
        iso = row["code"] if row["kind"] == TerritoryKind.COUNTRY else ""
        yield TerritoryRow(
            row["kind"], row["code"], row["name"], nuts=row["code"], iso=iso, verified=row["verified"] == "true"
        )


def _parts(folder: Path) -> Iterator[PartRow]:
    for row in _rows(folder / "territory_parts.csv"):
        yield PartRow(
            child=(row["child_kind"], row["child"]),
            parent=(row["parent_kind"], row["parent"]),
            share=Decimal(row["share"]),
            communes=int(row["communes"]) if row["communes"] else None,
            starts_on=date.fromisoformat(row["starts_on"]),
        )


def _schemes(folder: Path) -> Iterator[SchemeRow]:
    for row in _rows(folder / "schemes.csv"):
        yield SchemeRow(
            slug=row["slug"], name=row["name"], source=row["source"], source_url=row["source_url"],
            licence=row["licence"], verified=row["verified"] == "true", note=row["note"],
            dated_on=_day(row["dated_on"]), read_on=_day(row["read_on"]),
            starts_on=_day(row["starts_on"]), ends_on=_day(row["ends_on"]),
        )  # fmt: skip


def _terms(folder: Path) -> Iterator[TermRow]:
    for position, row in enumerate(_rows(folder / "terms.csv"), start=1):
        scheme, _, code = row["broader"].rpartition(":")
        yield TermRow(
            scheme=row["scheme"], code=row["code"], label=row["label"],
            broader=(scheme or row["scheme"], code) if code else None,
            position=position, verified=row["verified"] == "true",
            starts_on=_day(row["starts_on"]), ends_on=_day(row["ends_on"]),
        )  # fmt: skip


_DAYS, _BOXES = ("starts_on", "ends_on", "dated_on", "read_on"), ("by_year", "verified")


def _dated(row: dict[str, str]) -> dict[str, Any]:
    days = {name: _day(row[name]) for name in _DAYS}
    return {**row, **days, **{name: row[name] == "true" for name in _BOXES}}


def _facts(folder: Path) -> Iterator[FactRow]:
    for row in _rows(folder / "facts.csv"):
        yield FactRow(**_dated(row))


def _programmes(folder: Path) -> Iterator[ProgrammeRow]:
    for row in _rows(folder / "programmes.csv"):
        yield ProgrammeRow(**_dated(row))
