"""Derive the territory files of ``interregions/vocabulary/data`` from the administrative division package.

Obtain the input with the ordinary npm client, then give the folder that holds its JSON files::

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python assets/vocabulary.py package/data

ISO and NUTS codes are not in that package; they stand below, and SOURCES.md says what they were checked against.
Only the standard library is used; the same input gives the same files, byte for byte.
"""

import csv
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "interregions" / "vocabulary" / "data"
EDITION = "2026-01-01"
KINDS = {"CC": "cc", "CA": "ca", "CU": "cu", "METRO": "metropole", "MET69": "metropole_lyon"}
SIX_PLACES = Decimal("0.000001")

# Région (COG): ISO 3166-2, NUTS 1, NUTS 2 with the name of the former Région where there are several.
CODES: dict[str, tuple[str, str, dict[str, str]]] = {
    "11": ("FR-IDF", "FR1", {"FR10": ""}),
    "24": ("FR-CVL", "FRB", {"FRB0": ""}),
    "27": ("FR-BFC", "FRC", {"FRC1": "Bourgogne", "FRC2": "Franche-Comté"}),
    "28": ("FR-NOR", "FRD", {"FRD1": "Basse-Normandie", "FRD2": "Haute-Normandie"}),
    "32": ("FR-HDF", "FRE", {"FRE1": "Nord-Pas-de-Calais", "FRE2": "Picardie"}),
    "44": ("FR-GES", "FRF", {"FRF1": "Alsace", "FRF2": "Champagne-Ardenne", "FRF3": "Lorraine"}),
    "52": ("FR-PDL", "FRG", {"FRG0": ""}),
    "53": ("FR-BRE", "FRH", {"FRH0": ""}),
    "75": ("FR-NAQ", "FRI", {"FRI1": "Aquitaine", "FRI2": "Limousin", "FRI3": "Poitou-Charentes"}),
    "76": ("FR-OCC", "FRJ", {"FRJ1": "Languedoc-Roussillon", "FRJ2": "Midi-Pyrénées"}),
    "84": ("FR-ARA", "FRK", {"FRK1": "Auvergne", "FRK2": "Rhône-Alpes"}),
    "93": ("FR-PAC", "FRL", {"FRL0": ""}),
    "94": ("FR-20R", "FRM", {"FRM0": ""}),
    "01": ("FR-971", "FRY", {"FRY1": ""}),
    "02": ("FR-972", "FRY", {"FRY2": ""}),
    "03": ("FR-973", "FRY", {"FRY3": ""}),
    "04": ("FR-974", "FRY", {"FRY4": ""}),
    "06": ("FR-976", "FRY", {"FRY5": ""}),
}
OUTERMOST = "Régions ultrapériphériques françaises"


def typographic(name: str) -> str:
    """The official name with a real apostrophe."""
    return " ".join(name.replace("'", "’").split())


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one JSON file of the package."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def write(name: str, header: list[str], rows: list[list[Any]]) -> None:
    """One CSV file, UTF-8, comma, Unix line ends."""
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def shares_of(population: Counter[str]) -> dict[str, Decimal]:
    """Share of population by Région; the largest takes the rounding, so that the sum is exactly 1."""
    total = sum(population.values())
    largest = max(population, key=lambda code: (population[code], code))
    shares = {
        code: (Decimal(number) / Decimal(total)).quantize(SIX_PLACES)
        for code, number in population.items()
        if code != largest
    }
    return {largest: Decimal(1) - sum(shares.values(), Decimal(0)), **shares}


def main(folder: Path) -> None:
    """Write the four files from the four JSON files of the package."""
    communes = {row["code"]: row for row in read(folder, "communes") if row["type"] == "commune-actuelle"}
    regions = sorted((row for row in read(folder, "regions") if row["code"] in CODES), key=lambda row: row["code"])
    inhabitants: Counter[str] = Counter()
    for row in communes.values():
        inhabitants[row["region"]] += row.get("population") or 0
    names = {row["code"]: typographic(row["nom"]) for row in regions}
    write(
        "regions.csv",
        ["code", "name", "seat", "iso", "nuts", "population"],
        [
            [row["code"], names[row["code"]], typographic(communes[row["chefLieu"]]["nom"]), *CODES[row["code"]][:2],
             inhabitants[row["code"]]]
            for row in regions
        ],
    )  # fmt: skip
    parts, groupings = epci_rows(read(folder, "epci"), communes)
    write("epci.csv", ["siren", "name", "kind", "population", "regions"], groupings)
    nuts, nuts_parts = nuts_rows(names)
    write("nuts.csv", ["kind", "code", "name", "verified"], nuts)
    write(
        "territory_parts.csv",
        ["child_kind", "child", "parent_kind", "parent", "share", "communes", "starts_on"],
        [*nuts_parts, *parts],
    )


def epci_rows(
    groupings: list[dict[str, Any]], communes: dict[str, dict[str, Any]]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """The rows of every EPCI, and of its part in each Région where it has a member commune."""
    parts: list[list[Any]] = []
    rows: list[list[Any]] = []
    for epci in sorted(groupings, key=lambda row: row["code"]):
        population: Counter[str] = Counter()
        members: Counter[str] = Counter()
        for member in epci["membres"]:
            region = communes[member["code"]]["region"]
            population[region] += member["populationMunicipale"]
            members[region] += 1
        shares = shares_of(population)
        ordered = sorted(shares, key=lambda code: (-shares[code], code))
        kind, people = KINDS[epci["type"]], epci["populationMunicipale"]
        rows.append([epci["code"], typographic(epci["nom"]), kind, people, "|".join(ordered)])
        for code in ordered:
            parts.append(["epci", epci["code"], "region", code, shares[code], members[code], EDITION])
    return parts, rows


def nuts_rows(names: dict[str, str]) -> tuple[list[list[Any]], list[list[Any]]]:
    """The country, the NUTS 1 and NUTS 2 units, and how they and the Régions nest."""
    rows: dict[tuple[str, str], list[Any]] = {("country", "FR"): ["country", "FR", "France", "true"]}
    parts: list[list[Any]] = []
    for region, (_iso, first, seconds) in sorted(CODES.items()):
        if ("nuts1", first) not in rows:
            label = OUTERMOST if first == "FRY" else names[region]
            rows["nuts1", first] = ["nuts1", first, label, "false"]
            parts.append(["nuts1", first, "country", "FR", 1, "", EDITION])
        parts.append(["region", region, "country", "FR", 1, "", EDITION])
        parts.append(["region", region, "nuts1", first, 1, "", EDITION])
        for code, former in seconds.items():
            rows["nuts2", code] = ["nuts2", code, former or names[region], "false"]
            parts.append(["nuts2", code, "nuts1", first, 1, "", EDITION])
            parts.append(["nuts2", code, "region", region, 1, "", EDITION])
    return [rows[key] for key in sorted(rows)], sorted(parts)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
