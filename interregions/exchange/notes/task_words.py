"""What the first step asks of somebody, in words. Pure."""

import json
from datetime import date

from interregions.common.tasks import Row, Task, on_cycle
from interregions.common.typography import of_name
from interregions.exchange.notes.rules import LEAST_QUESTIONS, questions_in

ANIMATION = "Animation"


def conduct(row: Row, today: date) -> Task:
    """Nothing was said in an interview yet; ``a`` is the latest one that was recorded."""
    words = f"Conduire l’interview {of_name(row.lead)}"
    return Task(
        what=words,
        why=f"{on_cycle(row, 1)}\u202f: la note part de l’interview.",
        to=("notes:interview", row.a) if row.a else ("notes:new_interview", row.about),
        gesture="Conduire l’interview",
        minutes=45,
        sentence=words,
        held_by=ANIMATION,
    )


def prepare(row: Row, today: date) -> Task:
    """The interview as the referents of the responsible region see it, until there is a note."""
    why = "la note partira de ce qui y est noté" if row.a else "l’animation prendra rendez-vous avec vous"
    return Task(
        what="Relire et compléter l’interview" if row.a else "Préparer l’interview avec l’animation",
        why=f"Cycle « {row.theme} », {row.lead} responsable\u202f: {why}.",
        to=("notes:interview", row.a) if row.a else ("notes:prepare_interview", row.about),
        gesture="Relire l’interview" if row.a else "Lire les questions",
        minutes=10,
    )


def draft(row: Row, today: date) -> Task:
    """The note that the interview gives, once something was said in it."""
    return Task(
        what="Rédiger la note d’opportunité",
        why=f"{on_cycle(row, 1)}\u202f: la note part de l’interview.",
        to=("notes:interview", row.a) if row.a and not row.after else (),
        gesture="Rédiger la note",
        minutes=5,
        sentence="Rédiger la note d’opportunité",
        held_by=f"{ANIMATION} et {row.lead}",
    )


def sign_later(row: Row, today: date) -> Task:
    """The signature of a note that is not written yet."""
    return Task(sentence="Signer la note d’opportunité", held_by=row.lead)


def write_questions(row: Row, today: date) -> Task | None:
    """The note has too few questions; ``detail`` holds the blocks of their part."""
    if len(questions_in(json.loads(row.detail or "[]"))) >= LEAST_QUESTIONS:
        return None
    return Task(
        to=("notes:questions", row.about),
        sentence="Écrire trois à cinq questions dans la note",
        held_by=f"{ANIMATION} et {row.lead}",
    )


def _why(row: Row) -> str:
    return f"{on_cycle(row, 1)}, {row.lead} responsable."


def sign(row: Row, today: date) -> Task:
    """A draft, for the referents of the responsible region."""
    return Task(
        what="Relire et signer la note d’opportunité",
        why=_why(row),
        to=("notes:note", row.about),
        gesture="Relire et signer",
        minutes=20,
        sentence="Signer la note d’opportunité",
        held_by=row.lead,
    )


def chase(row: Row, today: date) -> Task:
    """A visa of somebody without account, for the referents of the responsible region."""
    return Task(
        what=f"Obtenir le visa de {row.detail}, ou retirer la demande",
        why=f"{on_cycle(row, 1)}\u202f: la note ne se signe pas avant.",
        to=("notes:note", row.about),
        gesture="Suivre le visa",
        minutes=5,
    )


def complete(row: Row, today: date) -> Task:
    """A draft, for their colleagues."""
    return Task(
        what="Compléter la note d’opportunité",
        why=_why(row),
        to=("notes:note", row.about),
        gesture="Compléter la note",
        minutes=20,
    )


def revise(row: Row, today: date) -> Task:
    """A draft whose visa says « à revoir », for who asked it."""
    return Task(
        what="Revoir la note\u202f: le visa dit «\u202fà revoir\u202f»",
        why=_why(row),
        to=("notes:note", row.about),
        gesture="Revoir la note",
        minutes=15,
    )


def comment(row: Row, today: date) -> Task:
    """A draft opened to the comments of a Région that has not said anything of it."""
    return Task(
        what="Donner votre avis sur une note d’opportunité",
        why=f"«\u202f{row.theme}\u202f»\u202f: le projet est ouvert aux commentaires des Régions jusqu’à sa signature.",
        to=("notes:note", row.about),
        gesture="Lire et commenter",
        minutes=15,
    )
