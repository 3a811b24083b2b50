"""What a consultation express may be. Pure."""

from collections.abc import Sequence

from interregions.exchange.surveys.questionnaires.kinds import KINDS as ALL_KINDS

MOST_QUESTIONS = 5
KINDS = ("YES_NO", "ONE_CHOICE", "SEVERAL_CHOICES", "TEXT", "NUMBER")


def takes_options(kind: str) -> bool:
    return kind in KINDS and ALL_KINDS[kind].takes_options


def proposed_answers(kind: str, lines: Sequence[str]) -> list[str]:
    """What is proposed to choose from: nothing for a kind that has no choice of its own."""
    return [line.strip() for line in lines if line.strip()] if takes_options(kind) else []


def reasons_not_to_send(*, title: str, questions: Sequence[tuple[str, str, Sequence[str]]]) -> list[str]:
    """``questions`` are (label, kind, proposed answers)."""
    reasons = [] if title.strip() else ["Donnez un titre à la consultation."]
    if not questions:
        reasons.append("Écrivez au moins une question.")
    if len(questions) > MOST_QUESTIONS:
        reasons.append("Une consultation express compte cinq questions au plus.")
    for number, (_label, kind, options) in enumerate(questions, start=1):
        if kind not in KINDS:
            reasons.append(f"Question {number}\u202f: cette forme n’existe pas ici.")
        proposed = proposed_answers(kind, options)
        if takes_options(kind) and len(set(proposed)) < 2:
            reasons.append(f"Question {number}\u202f: proposez au moins deux réponses, une par ligne.")
    return reasons
