"""What an offer, a need or a fair needs; who may be put in touch, who may come. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from interregions.knowledge.observatory.cooperation.choices import NoticeStatus

LONGEST_DAYS = 731
AHEAD_YEARS = 3


def reasons_about_notice(*, title: str, ends_on: date | None, today: date) -> list[str]:
    """An offer or a need says what, and until when."""
    reasons = [] if title.strip() else ["Donnez un intitulé."]
    if ends_on is None or ends_on < today:
        reasons.append("Donnez une date de fin à venir\u202f: au-delà, l’annonce n’est plus proposée.")
    elif ends_on > today + timedelta(days=LONGEST_DAYS):
        reasons.append("Deux ans au plus\u202f: une annonce se renouvelle.")
    return reasons


def reasons_not_to_write(*, own: bool, is_facilitator: bool) -> list[str]:
    return [] if own or is_facilitator else ["Cette annonce est celle d’un autre organisme."]


def is_open(*, status: str, ends_on: date, today: date) -> bool:
    """Whether it is still proposed to others."""
    return status == NoticeStatus.OPEN and ends_on >= today


def reasons_not_to_close(*, status: str) -> list[str]:
    return [] if status == NoticeStatus.OPEN else ["Cette annonce est déjà close."]


def reasons_not_to_approach(*, own: bool, opened: bool, holder_reached: bool, already: bool) -> list[str]:
    """One is put in touch with others, about what still stands, once at a time."""
    if own:
        return ["C’est l’annonce de votre organisme."]
    if not opened:
        return ["Cette annonce n’est plus en cours."]
    if already:
        return ["Votre organisme a déjà demandé cette mise en relation."]
    if not holder_reached:
        return ["Personne n’agit encore pour cet organisme dans le réseau\u202f: passez par l’animation."]
    return []


def reasons_not_to_refuse(*, mine: bool, refused: bool) -> list[str]:
    """One refuses what answers one’s own offer or need, once."""
    if not mine:
        return ["Cette proposition n’est pas faite à votre organisme."]
    return ["Vous avez déjà écarté cette proposition."] if refused else []


# --- fairs and missions -------------------------------------------------------------------------------------------


def reasons_about_mission(values: Mapping[str, Any], *, today: date) -> list[str]:
    """A fair has a name, a country and days in order."""
    reasons = []
    if not str(values.get("title") or "").strip():
        reasons.append("Donnez un intitulé.")
    if not str(values.get("country") or "").strip():
        reasons.append("Dites dans quel pays.")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts is None or ends is None:
        return [*reasons, "Donnez le premier et le dernier jour."]
    if ends < starts:
        reasons.append("Le dernier jour vient après le premier.")
    if ends < today:
        reasons.append("Ces dates sont passées.")
    if starts > today.replace(day=1) + timedelta(days=366 * AHEAD_YEARS):
        reasons.append("Trois ans à l’avance au plus\u202f: vérifiez l’année.")
    return reasons


def left(*, places: int | None, taken: int) -> int | None:
    """Places left; None when they are not counted."""
    return None if places is None else max(0, places - taken)


def reasons_not_to_keep_places(*, places: int | None, taken: int) -> list[str]:
    """Fewer places than those already taken is no number."""
    if places is not None and places < taken:
        return [f"{taken} places sont déjà prises\u202f: gardez-en au moins autant."]
    return []


def reasons_not_to_go(
    *, over: bool, cancelled: bool, own: bool, going: bool, open_to_others: bool, same_region: bool, asked: int,
    left: int | None,
) -> list[str]:  # fmt: skip
    """One joins what is to come, once, where one’s enterprises may come, as long as there are places."""
    if cancelled:
        return ["Cette date est annulée."]
    if over:
        return ["Cette date est passée."]
    if own:
        return ["Vous l’organisez\u202f: votre organisme y est."]
    if going:
        return ["Votre organisme y va déjà."]
    if not open_to_others and not same_region:
        return ["Cette date n’est ouverte qu’aux entreprises de la Région qui l’organise."]
    if left is not None and asked > left:
        return ["Il ne reste pas de place." if not left else f"Il ne reste que {left} places." if left > 1 else LAST]
    return []


LAST = "Il ne reste qu’une place."


def reasons_not_to_withdraw_going(*, going: bool, over: bool) -> list[str]:
    if over:
        return ["Cette date est passée."]
    return [] if going else ["Votre organisme n’y va pas."]


def reasons_not_to_cancel(*, own: bool, cancelled: bool, over: bool) -> list[str]:
    if not own:
        return ["Seul l’organisme qui l’organise, ou qui l’a inscrite, l’annule."]
    if cancelled:
        return ["Cette date est déjà annulée."]
    return ["Cette date est passée."] if over else []
