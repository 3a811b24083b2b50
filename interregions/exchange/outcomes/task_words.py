"""What minutes and actions ask of somebody, in words. Pure."""

from datetime import date
from typing import Any

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import MinutesStatus

ANIMATION = "l’animation"


def close_sitting(row: Row, today: date) -> Task:
    """A cycle reached this step and no sitting was closed."""
    return Task(to=(f"/cycles/{row.about}/",), sentence="Clore la séance", held_by=ANIMATION)


def _card(row: Row, words: str, minutes: int, *, rest: str = "", **more: Any) -> Task:
    more = {"sentence": words, "held_by": ANIMATION, **more}
    page = "outcomes:draft" if row.detail == "" else "outcomes:minutes"
    to = (page, row.about, rest) if rest else (page, row.about)
    return Task(
        what=f"{words} : {row.label}", why="Compte rendu et actions.", to=to, gesture=words, minutes=minutes, **more
    )


def draft(row: Row, today: date) -> Task:
    """A meeting was held and has no minutes."""
    return _card(row, "Rédiger le compte rendu", 20)


def approve_later(row: Row, today: date) -> Task:
    return Task(to=("outcomes:draft", row.about), sentence="L’approuver", held_by=ANIMATION)


def send_later(row: Row, today: date) -> Task:
    return Task(to=("outcomes:draft", row.about), sentence="L’envoyer", held_by=ANIMATION)


def answer_requests(row: Row, today: date) -> Task | None:
    """``a`` requests wait for an answer."""
    if not row.a:
        return None
    words = counted(row.a, "demande de modification attend", "demandes de modification attendent") + " une réponse"
    rest = "#demandes"
    if row.detail == MinutesStatus.OPEN_TO_CHANGES:
        return _card(row, "Répondre aux demandes de modification", 5, rest=rest, due=row.due, sentence=words)
    return Task(to=("outcomes:minutes", row.about, rest), sentence=words, held_by=ANIMATION)


def approve(row: Row, today: date) -> Task:
    """Minutes that are written; ``detail`` is their status. They are approved early as what is left of the step."""
    words = "Approuver le compte rendu"
    if row.detail == MinutesStatus.DRAFT:
        task = _card(row, "Relire et ouvrir le compte rendu", 15, sentence=words)
    elif row.due is not None and row.due < today:
        task = _card(row, words, 3)
    else:
        task = Task(to=("outcomes:minutes", row.about), due=row.due, sentence=words, held_by=ANIMATION)
    return task


def send(row: Row, today: date) -> Task:
    return _card(row, "Envoyer le compte rendu", 2)


def decide(row: Row, today: date) -> Task:
    """No action came of the meetings of this cycle; ``a`` is the last meeting, ``b`` its minutes."""
    to: tuple[str | int, ...] = ("outcomes:draft", row.a or 0)
    if row.b is not None:
        to = ("outcomes:minutes", row.b, "#actions")
    return Task(to=to, sentence="Décider au moins une action, ou dire qu’il n’y en a aucune", held_by=ANIMATION)


def read_again(row: Row, today: date) -> Task:
    """Minutes open to changes, until the organisation asks for one or has nothing to report."""
    return Task(
        what=f"Relire le compte rendu : {row.label}",
        why="Demandez des modifications, partie par partie, ou dites que vous n’avez rien à signaler.",
        to=("outcomes:minutes", row.about),
        gesture="Relire",
        due=row.due,
        minutes=8,
        ending="Rien à signaler",
        ending_to=("outcomes:mark_reread", row.about),
    )


def report(row: Row, today: date) -> Task | None:
    """An open action: progress is awaited now, or the action is to come; ``a`` tells whether it was asked for."""
    if row.due is None:
        return None
    awaited = rules.is_expected(
        due_on=row.due, waits=bool(row.a), reported_on=row.moment.date() if row.moment else None, today=today
    )
    if not awaited:
        return Task(
            what=row.label,
            why=f"Action décidée en réunion « {row.detail} ».",
            to=("outcomes:action", row.about),
            gesture="Voir l’action",
            due=row.due,
            later=True,
        )
    return Task(
        what=f"Dire où en est l’action : {row.label}",
        why=f"Décidée en réunion « {row.detail} ».",
        to=("outcomes:report", row.about),
        gesture="Dire où elle en est",
        due=row.due,
        minutes=1,
        late=row.due < today,
    )
