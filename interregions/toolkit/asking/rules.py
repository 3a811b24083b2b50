"""What a question needs, who answers it, when it comes back. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

ALREADY = "Cette question a déjà sa réponse."
OVER = "Cette question n’est plus posée."


def reasons_not_to_answer(*, addressed: bool, over: bool, asked_on: date | None, next_on: date | None) -> list[str]:
    """Whom it is put to answers each asking once; ``asked_on`` is the day of the asking they have read."""
    if not addressed:
        return ["Cette question ne vous est pas posée."]
    if over:
        return [OVER]
    if next_on is None or asked_on != next_on:
        return [ALREADY]
    return []


def reasons_about_answer(*, value: str, options: Sequence[str]) -> list[str]:
    return [] if value in options else ["Choisissez une réponse."]


def next_asking(*, next_on: date, every: int | None, today: date) -> date | None:
    """The day it is put again, after today; none when it is put once."""
    if not every:
        return None
    following = next_on + timedelta(days=every)
    while following <= today:
        following += timedelta(days=every)
    return following
