"""One line of a list of pôles: which pôle it names, what it would keep, and why it is refused. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from interregions.common.characters import sort_key
from interregions.common.importing import Read, Values
from interregions.knowledge.observatory.clusters.rules import typed
from interregions.network.rules import is_valid_siren

FIGURES = {
    "members": "pole-adherents",
    "sme": "pole-adherents-pme",
    "staff": "pole-equipe",
    "private_share": "pole-part-privee",
}
TEXTS = {"subject": 300, "seat": 120, "contact": 200, "site": 300}
POLE = "pôle de compétitivité"
BETWEEN = " ; "


@dataclass(frozen=True)
class Kept:
    """A pôle that is there: what a line of this list would say of it."""

    pk: int
    values: Mapping[str, str]
    confirmed: bool = False
    writable: bool = True
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (label, its first day) → announced term


@dataclass(frozen=True)
class Known:
    """What the lines are compared with."""

    regions: Mapping[str, str] = field(default_factory=dict)  # folded name or code → name
    ecosystems: Mapping[str, str] = field(default_factory=dict)
    by_siren: Mapping[str, Kept] = field(default_factory=dict)
    by_name: Mapping[str, Kept] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)  # SIREN → the organisation, not a pôle, that bears it
    own_region: str = ""  # the Région that brings the list; empty for the animation
    figures: Mapping[tuple[int, str, str], str] = field(default_factory=dict)  # (pôle, indicator, year) → value


def read_line(line: Values, known: Known, *, this_year: int) -> Read:
    """What a line says: matched by SIREN, then by name; what it leaves empty stays as it is."""
    reasons: list[str] = []
    siren = typed.siren_in(line.get("siren", "")) or line.get("siren", "").strip()
    if siren and not is_valid_siren(siren):
        reasons.append(f"« {siren} » n’est pas un SIREN : son dernier chiffre ne contrôle pas les autres.")
        siren = ""
    if siren in known.taken:
        reasons.append(f"Le SIREN {siren} est celui de « {known.taken[siren]} », qui n’est pas un pôle.")
    name = line.get("name", "").strip()
    if len(name) < 2:
        reasons.append("Le nom du pôle manque.")
    kept, note, against = _named(known, siren, name)
    said = _said(line, known, siren, name, reasons, this_year)
    before = _before(kept, said, known) if kept else None
    after = {**(before or {}), **{key: value for key, value in said.items() if value}}
    after.setdefault("regions", "")
    reasons += against
    if not after["regions"]:
        reasons.append("Aucune Région : écrivez un nom de Région ou son code INSEE.")
    elif known.own_region and known.own_region not in after["regions"].split(BETWEEN):
        reasons.append("Cette ligne ne nomme pas votre Région.")
    if reasons:
        return Read(after, before, tuple(reasons))
    if kept and (kept.confirmed or not kept.writable) and before != after:
        return Read(after, before, aside="Ce pôle a confirmé sa fiche : lui seul la change.")
    return Read(after, before, note=note)


def _named(known: Known, siren: str, name: str) -> tuple[Kept | None, str, list[str]]:
    """The pôle of this line; a homonym of another SIREN is never taken for it."""
    if siren and (kept := known.by_siren.get(siren)):
        return kept, "", []
    kept = known.by_name.get(sort_key(name))
    if kept is None:
        return None, "", []
    other = kept.values.get("siren", "")
    if siren and other and siren != other:
        return None, "", [f"Un pôle de ce nom porte déjà le SIREN {other}."]
    return kept, "Rapproché par son nom.", []


def _said(line: Values, known: Known, siren: str, name: str, reasons: list[str], this_year: int) -> dict[str, str]:
    said = {"name": name[:200], "siren": siren}
    said["regions"] = _listed(line.get("regions", ""), known.regions, "Région", reasons)
    said["ecosystems"] = _listed(line.get("ecosystems", ""), known.ecosystems, "écosystème", reasons)
    for column, most in TEXTS.items():
        said[column] = line.get(column, "").strip()[:most]
    if said["site"] and "://" not in said["site"]:
        said["site"] = f"https://{said['site']}"
    said["label"] = _label(line.get("label", ""))
    for column, words in (("starts_on", "le début du label"), ("ends_on", "le terme du label")):
        said[column] = _day(line.get(column, ""), words, reasons)
    if said["label"] and not said["starts_on"]:
        reasons.append("Dites depuis quand le label est donné.")
    if said["ends_on"] and said["starts_on"] and said["ends_on"] < said["starts_on"]:
        reasons.append("Le terme du label vient avant son début.")
    said["year"] = _year(line.get("year", ""), this_year, reasons)
    for column in FIGURES:
        said[column] = _figure(column, line.get(column, ""), reasons)
    if not any(said[column] for column in FIGURES):
        said["year"] = ""
    return said


def _before(kept: Kept, said: Mapping[str, str], known: Known) -> dict[str, str]:
    before = dict(kept.values)
    if said["year"]:
        before["year"] = said["year"]
        for column, code in FIGURES.items():
            if said[column]:
                before[column] = known.figures.get((kept.pk, code, said["year"]), "")
    if (of := (said["label"], said["starts_on"])) in kept.labels:
        before |= {"label": of[0], "starts_on": of[1], "ends_on": kept.labels[of]}
    return {key: value for key, value in before.items() if value or said.get(key)}


def _listed(text: str, names: Mapping[str, str], what: str, reasons: list[str]) -> str:
    """« Bretagne ; 52 » as names in one order; a name that is in no list is told."""
    found = set()
    for part in _parts(text, names):
        if (name := names.get(sort_key(part))) is None:
            reasons.append(f"« {part} » n’est pas un nom de {what} connu.")
        else:
            found.add(name)
    return BETWEEN.join(sorted(found, key=sort_key))


def _parts(text: str, names: Mapping[str, str]) -> list[str]:
    """The names of a cell: some hold a comma themselves."""
    if not text.strip() or sort_key(text) in names:
        return [text] if text.strip() else []
    separator = ";" if ";" in text else "|" if "|" in text else "/" if "/" in text else ","
    parts = [part.strip() for part in text.split(separator) if part.strip()]
    if separator == "," and len(parts) == 1 and all(each.isalnum() and len(each) <= 2 for each in text.split()):
        return text.split()
    return parts


def _label(text: str) -> str:
    folded = sort_key(text)
    if not folded or folded in ("non", "aucun", "neant"):
        return ""
    return POLE if folded in ("oui", "pole", "pole de competitivite") else text.strip()[:160]


def _day(text: str, words: str, reasons: list[str]) -> str:
    if not text.strip():
        return ""
    day: date | None = typed.read_day(text)
    if day is None:
        reasons.append(f"« {text.strip()} » n’est pas une date, pour {words}.")
    return typed.day_text(day)


def _year(text: str, this_year: int, reasons: list[str]) -> str:
    if not text.strip():
        return str(this_year - 1)
    if not (text.strip().isdigit() and 2000 <= int(text) <= this_year):
        reasons.append(f"« {text.strip()} » n’est pas une année jusqu’à {this_year}.")
        return ""
    return text.strip()


def _figure(column: str, text: str, reasons: list[str]) -> str:
    if not text.strip():
        return ""
    value: Decimal | None = typed.read_rate(text) if column == "private_share" else typed.read_amount(text)
    whole = column in ("members", "sme")
    if value is None or value < 0 or (whole and value != value.to_integral_value()):
        reasons.append(f"« {text.strip()} » n’est pas {'une part' if column == 'private_share' else 'un nombre'}.")
        return ""
    return figure_text(value)


def figure_text(value: Decimal | None) -> str:
    """« 148 », « 14.50 »: a figure as it is compared and kept with a line."""
    return typed.amount_text(value).removesuffix(".00")
