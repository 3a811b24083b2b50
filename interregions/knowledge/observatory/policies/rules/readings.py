"""When a value may be entered, confirmed, contested, discarded, corrected, and what a Région may show."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from interregions.knowledge.observatory.choices import Subject, Unit
from interregions.toolkit.sources.choices import SourceState

NEXT: dict[str, set[str]] = {
    SourceState.PROPOSED: {SourceState.CONFIRMED, SourceState.CONTESTED, SourceState.DISCARDED},
    SourceState.CONFIRMED: {SourceState.CONTESTED, SourceState.DISCARDED},
    SourceState.CONTESTED: {SourceState.CONFIRMED, SourceState.DISCARDED},
    SourceState.DISCARDED: {SourceState.PROPOSED},
}
FIRST_YEAR = 2000
YEARS_AHEAD = 7  # a programme is known before it begins
BELONGS = "Un chiffre appartient à l’organisme qu’il décrit\u202f: lui seul le saisit, le confirme ou le conteste."
ALREADY = {
    SourceState.CONFIRMED: "Ce chiffre est déjà confirmé.",
    SourceState.CONTESTED: "Ce chiffre est déjà contesté\u202f: il n’est dans aucune comparaison.",
    SourceState.DISCARDED: "Ce chiffre est déjà écarté.",
    SourceState.PROPOSED: "Ce chiffre attend déjà d’être confirmé.",
}


def reasons_not_to_act_on(*, own: bool) -> list[str]:
    """Data belong to whom they describe, not to who brought them."""
    return [] if own else [BELONGS]


def reasons_not_to_move(*, state: str, to: str, own: bool) -> list[str]:
    """Confirm, contest, discard, or take back what was discarded: by whom the value describes, once."""
    if reasons := reasons_not_to_act_on(own=own):
        return reasons
    if to in NEXT[state]:
        return []
    discarded = "Ce chiffre est écarté\u202f: reprenez-le d’abord."
    return [discarded if state == SourceState.DISCARDED and to != state else ALREADY[SourceState(to)]]


def reasons_not_to_contest(*, words: str) -> list[str]:
    """A contest says what is wrong: both versions are then read side by side."""
    return [] if words.strip() else ["Dites ce qui ne va pas dans ce chiffre, en une phrase."]


def reasons_not_to_enter(
    *,
    value: Decimal | None,
    words: str,
    unit: str,
    year: int,
    source: str,
    as_of: date | None,
    today: date,
) -> list[str]:
    """A value says a number or words, a year, and where it was read."""
    reasons = []
    if value is None and not words.strip():
        reasons.append("Donnez une valeur, ou dites-la en toutes lettres.")
    if value is not None and unit == Unit.WORDS:
        reasons.append("Cet indicateur se dit en toutes lettres.")
    if value is not None and value < 0:
        reasons.append("Une valeur ne peut pas être négative.")
    if value is not None and unit == Unit.PERCENT and value > 100:
        reasons.append("Une part va de 0 à 100 %.")
    if value is not None and unit == Unit.COUNT and value != value.to_integral_value():
        reasons.append("Un nombre s’écrit sans décimale.")
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        reasons.append(f"L’année doit être entre {FIRST_YEAR} et {today.year + YEARS_AHEAD}.")
    if not source.strip():
        reasons.append("Dites d’où vient cette valeur\u202f: une délibération, un budget, un suivi.")
    if as_of is not None and as_of > today:
        reasons.append("La date de la valeur ne peut pas être dans l’avenir.")
    return reasons


def reasons_not_to_show(*, subject: str, is_region: bool, confirmed: int, shown: bool) -> list[str]:
    """« Je montre »: by a Région, of what it has itself confirmed."""
    if not is_region or subject != Subject.REGION:
        return ["« Je montre, je vois » se fait entre Régions."]
    if shown:
        return ["Vous montrez déjà cet indicateur."]
    if not confirmed:
        return ["Confirmez d’abord au moins une valeur de cet indicateur\u202f: on ne montre que ce que l’on confirme."]
    return []


def reasons_not_to_stop(*, shown: bool) -> list[str]:
    """An agreement that was given is withdrawn at once."""
    return [] if shown else ["Vous ne montrez pas cet indicateur."]


def reasons_not_to_reply(*, words: str, confirmed: int) -> list[str]:
    """The right of reply stands beside a figure of one's own."""
    if not confirmed:
        return ["Il n’y a pas de chiffre confirmé à accompagner de vos mots."]
    return [] if len(words.strip()) <= 600 else ["Une réponse tient en 600 signes."]


def chosen_indicator(codes: Collection[str], asked: str) -> str:
    """The indicator of the page: the one asked when it exists, else the first; empty when there is none."""
    return asked if asked in codes else next(iter(codes), "")


def reasons_not_to_correct(*, state: str) -> list[str]:
    """What was discarded is taken back first."""
    return ["Ce chiffre est écarté\u202f: reprenez-le d’abord."] if state == SourceState.DISCARDED else []
