"""What may be said, shown and coded of priorities and of what comes next. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from interregions.common.words import matches

ENDS_ON = date(2026, 12, 31)  # the day on which phase V, GBER 651/2014 and two programmes of the State end
MOST_PROPOSED = 12
MOST_WORDS = 300
TELLING = 6  # letters of a word that says a subject by itself: « bois », « eau » do too, when they are the whole label

# The lists to which a priority is coded, in the order of its page.
SCHEMES = (
    "domaines-economiques",
    "ecosystemes-industriels",
    "filieres",
    "objectifs-s3",
    "objectifs-strategiques",
    "strategie-pme",
    "pacte-vert",
    "decennie-numerique",
    "competitivite-2024-2029",
)

# What many labels say and that tells none of them apart.
COMMON = frozenset(
    (
        "industrie", "industries", "industriel", "industrielle", "activites", "activite", "autres", "services",
        "produits", "systemes", "nouveaux", "nouvelles", "developpement", "secteur", "europe", "europeenne",
    )
)  # fmt: skip

NOT_A_REGION = "Ce que l’on fera ensuite est dit par une Région ou par un pôle."


def proposed(text: str, labels: Iterable[tuple[int, str]]) -> list[int]:
    """The terms whose words a text holds, the closest first: at least half of their words, one of which says a subject.

    Only a proposal: a person of the Région confirms.
    """
    found = []
    for number, label in labels:
        words = [word for word in re.findall(r"[^\W\d_]{3,}", label) if _plain(word) not in COMMON]
        held = [word for word in words if matches(text, word)]
        telling = any(len(word) >= TELLING for word in held) or len(words) == 1
        if held and telling and 2 * len(held) >= len(words):
            found.append((-len(held) / len(words), -len(held), number))
    return [number for _, _, number in sorted(found)][:MOST_PROPOSED]


def _plain(word: str) -> str:
    return word.casefold().replace("é", "e").replace("è", "e").replace("ê", "e")


def reasons_not_to_write(*, college: str, regions: str, title: str, taken: bool) -> list[str]:
    """Why a priority is not written: it is its Région's, and has a title of its own."""
    reasons = [] if college == regions else ["Une priorité est écrite par les référents de sa Région."]
    if not title.strip():
        reasons.append("Donnez un intitulé à la priorité.")
    return [*reasons, *(["Cette Région a déjà une priorité de cet intitulé."] if taken else [])]


def reasons_not_to_serve(*, is_cluster: bool, already: bool) -> list[str]:
    """Why one does not say that one serves a priority."""
    if not is_cluster:
        return ["Un pôle ou un cluster dit lui-même les priorités qu’il sert."]
    return ["Ce pôle sert déjà cette priorité."] if already else []


def reasons_not_to_say_next(*, speaks: bool, words: str) -> list[str]:
    """Why what comes next is not kept; empty words take it back."""
    reasons = [] if speaks else [NOT_A_REGION]
    return [*reasons, *(["300 caractères au plus."] if len(words) > MOST_WORDS else [])]


def reasons_not_to_show(*, speaks: bool, said: int, shown: bool) -> list[str]:
    """Why what comes next is not shown: one shows what one has said."""
    if not speaks:
        return [NOT_A_REGION]
    if shown:
        return ["Vous le montrez déjà."]
    return [] if said else ["Dites d’abord ce que vous ferez : on montre ce que l’on a dit."]
