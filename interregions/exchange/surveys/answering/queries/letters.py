"""What the messages of a collection say: shown before they leave, then written in the outbox."""

from dataclasses import dataclass

from interregions.common.typography import counted, french_date, of_name
from interregions.exchange.surveys.answering.models import Response
from interregions.exchange.surveys.answering.queries.responses import due_of


@dataclass(frozen=True)
class Letter:
    """What is read: shown before it leaves, then written in the outbox."""

    subject: str
    lines: list[str]
    gesture: str


def invitation(response: Response) -> Letter:
    survey = response.survey
    what = "consultation express" if survey.express else "enquête"
    return Letter(
        f"Répondre jusqu’au {french_date(due_of(response))} : {survey.title}",
        [
            f"Le réseau ouvre une {what} : « {survey.title} ».",
            f"La réponse de votre organisme, {response.organisation.short_name}, est attendue "
            f"jusqu’au {french_date(due_of(response))}"
            + (f", pour {counted(response.expected, 'question')}." if response.expected else "."),
            "Vous pouvez répondre en plusieurs fois, confier une rubrique à un collègue et faire relire avant l’envoi.",
        ],
        "Répondre",
    )


def reminder(response: Response, words: str = "") -> Letter:
    survey, begun = response.survey, response.answered
    where = (
        f"{counted(begun, 'question')} sur {response.expected} a déjà sa réponse."
        if begun == 1
        else f"{begun} questions sur {response.expected} ont déjà leur réponse."
    )
    lines = [f"La réponse {of_name(response.organisation.short_name)} à « {survey.title} » n’est pas encore envoyée."]
    if words.strip():
        lines.append(words.strip())
    due = french_date(due_of(response))
    lines.append(f"{where} Elle est attendue jusqu’au {due}." if begun else f"Elle est attendue jusqu’au {due}.")
    return Letter(f"Rappel : réponse attendue jusqu’au {due}", lines, "Reprendre ma réponse" if begun else "Répondre")
