"""Who opens a thing, to whom, until when. Pure."""

from collections.abc import Collection
from datetime import date

from interregions.common.typography import french_date
from interregions.toolkit.publication.choices import TO_WORDS, Circle


def reasons_not_to_handle(*, owns: bool, holder: str) -> list[str]:
    """A thing is opened and closed by whom it belongs to: the organisation that did it, or the animation."""
    return [] if owns else [f"Seul {holder} ouvre ou referme cette page à d’autres."]


def reasons_not_to_open(
    *, finished: bool, to: str, circles: Collection[str], already: bool, until: date | None, today: date
) -> list[str]:
    """A thing is opened once to a circle, when it is finished, until a day that is still to come."""
    if not finished:
        return ["Ce qui est en cours de rédaction ne s’ouvre à personne d’autre\u202f: publiez-le d’abord."]
    if to not in circles:
        return ["Ceci ne s’ouvre pas à ce cercle\u202f: des personnes y sont nommées."]
    if until is not None and until < today:
        return [f"Le {french_date(until)} est passé\u202f: choisissez un jour à venir, ou aucun."]
    return [f"C’est déjà ouvert {TO_WORDS[Circle(to)]}."] if already else []


def reasons_not_to_close(*, opened: bool, to: str) -> list[str]:
    """What is not open is not closed."""
    known = to in Circle.values
    return [] if opened else [f"Ceci n’est pas ouvert {TO_WORDS[Circle(to)] if known else 'à ce cercle'}."]
