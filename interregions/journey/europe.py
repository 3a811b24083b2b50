"""The priorities of the Union that have a page, and the paragraph that quotes one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interregions.common.typography import french_day


@dataclass(frozen=True)
class EuPriority:
    """One priority of the Union: the official list whose terms carry it."""

    slug: str
    name: str
    scheme: str
    words: str


PRIORITIES = (
    EuPriority(
        "strategie-industrielle",
        "Stratégie industrielle",
        "ecosystemes-industriels",
        "Ce que le réseau fait dans chacun des quatorze écosystèmes industriels de l’Union.",
    ),
    EuPriority(
        "pme",
        "PME",
        "strategie-pme",
        "Ce que le réseau fait pour les capacités, les marchés et le financement des PME.",
    ),
    EuPriority(
        "pacte-vert",
        "Pacte vert pour l’Europe",
        "pacte-vert",
        "Ce que le réseau fait sur chacun des axes du Pacte vert.",
    ),
    EuPriority(
        "numerique",
        "Numérique",
        "decennie-numerique",
        "Ce que le réseau fait pour les compétences, les infrastructures, les entreprises et les services numériques.",
    ),
    EuPriority(
        "competitivite-2024-2029",
        "Compétitivité 2024-2029",
        "competitivite-2024-2029",
        "Ce que le réseau fait au titre des textes européens de compétitivité, qui s’ajoutent aux quatre priorités.",
    ),
)


def priority_of(slug: str) -> EuPriority | None:
    """The priority of this address, if there is one."""
    return next((each for each in PRIORITIES if each.slug == slug), None)


def paragraph(*, name: str, on: date, counted: Iterable[str], reader: str, resources: Iterable[str] = ()) -> str:
    """What may be pasted as it is in a note or a letter: what is counted, on which day, as read by whom."""
    day, things = french_day(on), list(counted)
    if not things:
        return f"{name}\u00a0: au {day}, rien n’est encore rattaché à cette priorité de l’Union dans le réseau."
    told = ", ".join(things[:-1]) + " et " + things[-1] if len(things) > 1 else things[0]
    first = f"{name}\u00a0: au {day}, le réseau rattache à cette priorité de l’Union {told}"
    read = f", d’après ce que lit {reader}" if reader else ""
    return " ".join([f"{first}{read}.", *resources])
