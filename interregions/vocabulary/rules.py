"""What a line of a published list of programmes says. Pure: values in, values and sentences out."""

import re
from dataclasses import dataclass
from datetime import date

from interregions.common.characters import sort_key
from interregions.vocabulary.choices import MemberKind

TERRITOIRES_1, TERRITOIRES_2 = "territoires-industrie-1", "territoires-industrie-2"
CITIES, TOWNS = "action-coeur-de-ville", "petites-villes-de-demain"

_DATES = ((r"(\d{4})-(\d{2})-(\d{2})", (1, 2, 3)), (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", (3, 2, 1)))
_CODES = (("insee", "un code INSEE de commune"), ("siren", "un SIREN"), ("code", "un INSEE ou un SIREN"))

NO_PROGRAMME = "Le programme n’est pas dit : choisissez-le avec le fichier, ou ajoutez une colonne « Programme »."
NO_PHASE = "Territoires d’industrie a deux phases, et ce fichier ne dit pas laquelle : choisissez-la avec le fichier."
NO_CODE = "Ni code INSEE ni SIREN : la ligne ne dit pas de quel territoire elle parle."


@dataclass(frozen=True)
class Code:
    """What a territory is told by."""

    kind: MemberKind
    code: str


def insee_of(text: str) -> str:
    """« 1004 », which a spreadsheet has cut, is « 01004 »; « » for what is no code of a commune."""
    code = text.strip().upper()
    code = f"0{code}" if re.fullmatch(r"\d{4}", code) else code
    return code if re.fullmatch(r"(\d{2}|2[AB])\d{3}", code) else ""


def siren_of(text: str) -> str:
    """Nine digits that Luhn's sum accepts, spaces left out; « » for anything else."""
    code = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{9}", code):
        return ""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(code))]
    return code if sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0 else ""


def day_of(text: str) -> date | None:
    """2021-05-28, 28/05/2021, or the first day of a year; None for anything else."""
    text = text.strip()
    for pattern, order in _DATES:
        if found := re.fullmatch(pattern, text[:10]):
            year, month, day = (int(found[place]) for place in order)
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return date(int(text), 1, 1) if re.fullmatch(r"(19|20)\d{2}", text) else None


def programme_in(line: dict[str, str], slugs: dict[str, str]) -> str:
    """The programme a line is of: as it says it, else as the names of the columns of its published file do.

    The file of the second phase of Territoires d’industrie says the kind of each grouping; that of the first does not.
    """
    if said := line.get("programme", ""):
        return slugs.get(sort_key(said), "")
    if line.get("id_acv"):
        return CITIES
    if line.get("id_pvd"):
        return TOWNS
    return TERRITOIRES_2 if line.get("id_ti") and line.get("grouping_kind") else ""


def code_in(line: dict[str, str]) -> Code | None:
    """A commune by its INSEE code, a grouping by its SIREN; the SIREN of a commune begins with 21."""
    said = line.get("code", "")
    if insee := insee_of(line.get("insee", "") or said):
        return Code(MemberKind.COMMUNE, insee)
    siren = siren_of(line.get("siren", "") or said)
    if not siren:
        return None
    return Code(MemberKind.COMMUNE if siren.startswith("21") else MemberKind.GROUPING, siren)


def reasons_against(line: dict[str, str], *, programme: str, name: str, year: int) -> list[str]:
    """Why a line of a list of programmes is refused."""
    reasons = []
    if not programme:
        said = line.get("programme", "")
        unknown = f"« {said} » n’est pas un programme connu : la page des programmes les nomme." if said else ""
        reasons.append(unknown or (NO_PHASE if line.get("id_ti") else NO_PROGRAMME))
    if code_in(line) is None:
        reasons.append(_wrong_code(line))
    elif not name:
        reasons.append("Le nom du territoire manque.")
    if (epci := line.get("epci", "")) and not siren_of(epci):
        reasons.append(f"« {epci} » n’est pas le SIREN d’un EPCI.")
    return [*reasons, *_against_dates(line, year)]


def _wrong_code(line: dict[str, str]) -> str:
    for column, what in _CODES:
        if said := line.get(column, ""):
            return f"« {said} » n’est pas {what}."
    return NO_CODE


def _against_dates(line: dict[str, str], year: int) -> list[str]:
    reasons = []
    for column, what in (("starts_on", "Depuis le"), ("ends_on", "Jusqu’au")):
        said = line.get(column, "")
        day = day_of(said)
        if said and (day is None or not 1990 <= day.year <= year + 30):
            reasons.append(f"« {said} » n’est pas une date ({what}) : écrivez 31/12/2026.")
    starts, ends = day_of(line.get("starts_on", "")), day_of(line.get("ends_on", ""))
    return [*reasons, "La fin vient avant le début."] if starts and ends and ends < starts else reasons


def changed_since() -> str:
    """Why a line is not undone."""
    return "Une liste apportée depuis a changé cette ligne : défaites-la d’abord."
