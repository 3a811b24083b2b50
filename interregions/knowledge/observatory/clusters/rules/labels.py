"""A label as it may be told: it stops at its announced term, and what nobody has read is said not to be read."""

from datetime import date

from interregions.common.typography import MONTHS
from interregions.knowledge.observatory.choices import LabelKind, Precision

UNVERIFIED = "suite non vérifiée"
UNKNOWN = "suite non connue"


def plain_day(day: date) -> str:
    """« 31 décembre 2026 »: a term is a date, not an appointment."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def term_told(*, starts_on: date, ends_on: date | None, sequel_unverified: bool) -> str:
    """« terme annoncé : 31 décembre 2024, suite non vérifiée »; never « expiré », which nobody has read."""
    if ends_on is None:
        return f"depuis le {plain_day(starts_on)}"
    told = f"terme annoncé : {plain_day(ends_on)}"
    if sequel_unverified:
        return f"{told}, {UNVERIFIED}"
    return f"{told}, {UNKNOWN}"


def years_told(starts_on: date, ends_on: date | None) -> str:
    """« 2023-2026 »."""
    if ends_on is None:
        return f"depuis {starts_on.year}"
    return str(starts_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}-{ends_on.year}"


def name_told(*, kind: str, name: str, phase: str) -> str:
    """« Pôle de compétitivité, phase V »."""
    told = name or LabelKind(kind).label
    return f"{told}, {phase[:1].lower()}{phase[1:].partition(' (')[0]}" if phase else told


def day_told(day: date, precision: str) -> str:
    """« 8 février 2024 », « janvier 2024 », « 2025 »: no more than the page tells."""
    match precision:
        case Precision.YEAR:
            return str(day.year)
        case Precision.MONTH:
            return f"{MONTHS[day.month - 1]} {day.year}"
        case _:
            return plain_day(day)
