"""What the messages of a collection say: shown before they leave, changed if one wishes, then written in the outbox."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interregions.common.characters import number_in
from interregions.common.references import Reference
from interregions.common.rooms import EditableLetter, LetterSample
from interregions.common.typography import counted, french_date, of_name
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.responses import due_of
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.questionnaires.models import Questionnaire
from interregions.network.queries import regions
from interregions.toolkit.mail.rules import Filled, Words, filled
from interregions.toolkit.mail.wordings import Before, letter_before, sendable_words

INVITATION, REMINDER, THANKS = "surveys.invitation", "surveys.reminder", "surveys.thanks"
FIELDS = {
    "organisme": "le nom de l’organisme",
    "de l’organisme": "« de Bretagne », « d’Occitanie »",
    "enquête": "le titre de l’enquête",
    "lien": "le bouton, seul sur sa ligne",
}
DUE = {"échéance": "le dernier jour pour répondre, avec le délai accordé"}


@dataclass(frozen=True)
class Letter:
    """What is read: shown before it leaves, then written in the outbox."""

    subject: str
    lines: list[str]
    gesture: str
    button_after: int | None = None

    @classmethod
    def of(cls, words: Filled, gesture: str) -> "Letter":
        return cls(words.subject, words.lines, gesture, words.button_after)


def invitation(response: Response, words: Words | None = None) -> Letter:
    """``words`` are read once by whoever writes many."""
    words = words or sendable_words(INVITATION, response.survey.questionnaire_id)
    return Letter.of(filled(words, _of_response(response)), "Répondre")


def reminder(response: Response, told: str = "", words: Words | None = None) -> Letter:
    words = words or sendable_words(REMINDER, response.survey_id)
    return Letter.of(filled(words, _of_response(response, told)), _resume(response))


def reminder_before(member: Any, response: Response, told: str = "") -> Before | None:
    """The reminder of this organisation as it would leave now, with the words added to it, for who sends it."""
    before = letter_before(member, REMINDER, response.survey_id)
    if before is None:
        return None
    name = response.organisation.short_name
    sample = replace(
        before.sample,
        to=f"référent {of_name(name)} (exemple : chacun reçoit la sienne)",
        button=_resume(response),
        reason=why_received(name),
    )
    words = filled(before.standing.words, _of_response(response, told))
    return replace(before, sample=sample, filled=words)


def thanks(response: Response, who: str) -> Letter:
    """``who`` sent the response."""
    values = {**_of_response(response), "qui": who}
    return Letter.of(filled(sendable_words(THANKS, response.survey_id), values), "Relire la réponse")


def _resume(response: Response) -> str:
    return "Reprendre ma réponse" if response.answered else "Répondre"


def _of_response(response: Response, told: str = "") -> dict[str, str]:
    survey, name = response.survey, response.organisation.short_name
    return {
        **_of_survey(survey.title, survey.express, name),
        "échéance": french_date(due_of(response)),
        "questions": counted(response.expected, "question") if response.expected else "quelques questions",
        "avancement": _progress(response),
        "mot": told.strip(),
    }


def _of_survey(title: str, express: bool, name: str) -> dict[str, str]:
    return {
        "enquête": title,
        "genre": "consultation express" if express else "enquête",
        "organisme": name,
        "de l’organisme": of_name(name),
    }


def _progress(response: Response) -> str:
    begun = response.answered
    if not begun:
        return ""
    if begun == 1:
        return f"{counted(begun, 'question')} sur {response.expected} a déjà sa réponse."
    return f"{begun} questions sur {response.expected} ont déjà leur réponse."


def _before_opening(member: Any, about: str) -> LetterSample | None:
    """The invitation of a questionnaire that is to be put: to a first Région, in a fortnight."""
    found = Questionnaire.objects.filter(pk=number_in(about) or 0).first()
    if found is None:
        return None
    survey = Survey.objects.filter(questionnaire=found).first()
    first = regions().first()
    name = first.short_name if first else "Bretagne"
    due = survey.closes_on if survey else timezone.localdate() + timedelta(days=15)
    values = {**_of_survey(found.title, found.express, name), "échéance": french_date(due)}
    return LetterSample(
        values={**values, "questions": "quelques questions"},
        to=f"référent {of_name(name)} (exemple)",
        button="Répondre",
        back=survey.get_absolute_url() + "collecte/" if survey else f"/enquetes/ouvrir/{found.pk}/",
        reason=why_received(name),
        about=Reference("surveys.questionnaire", str(found.pk), found.title, found.get_absolute_url()),
        over="L’enquête est ouverte : cette invitation est partie avec ces mots." if survey else "",
    )


def _of_collection(member: Any, about: str, *, gesture: str, **more: str) -> LetterSample | None:
    found = Response.objects.select_related("survey__opened_by", "organisation")
    among = found.filter(survey_id=number_in(about) or 0).order_by("-answered", "pk")
    response = among.filter(status__in=DRAFT).first() or among.first()
    if response is None:
        return None
    survey, name = response.survey, response.organisation.short_name
    return LetterSample(
        values={**_of_response(response), **more},
        to=f"référent {of_name(name)} (exemple)",
        button=gesture,
        back=survey.get_absolute_url() + "collecte/",
        reason=why_received(name),
        about=Reference("surveys.survey", str(survey.pk), survey.title, survey.get_absolute_url()),
        signed_by=survey.opened_by,
    )


def why_received(name: str) -> str:
    return f"Vous recevez ce message parce que vous êtes référent {of_name(name)}."


def _reminder_sample(member: Any, about: str) -> LetterSample | None:
    return _of_collection(member, about, gesture="Reprendre ma réponse")


def _thanks_sample(member: Any, about: str) -> LetterSample | None:
    return _of_collection(member, about, gesture="Relire la réponse", qui="Camille Exemple")


LETTERS = {
    INVITATION: EditableLetter(
        title="Invitation à répondre",
        subject="Répondre jusqu’au [échéance] : [enquête]",
        body="""
Le réseau ouvre une [genre] : « [enquête] ».

La réponse de votre organisme, [organisme], est attendue jusqu’au [échéance], pour [questions].

[lien]

Vous pouvez répondre en plusieurs fois, confier une rubrique à un collègue et faire relire avant l’envoi.
""",
        fields={**FIELDS, **DUE, "genre": "« enquête » ou « consultation express »", "questions": "leur nombre"},
        kept=("lien", "échéance"),
        sample=_before_opening,
    ),
    REMINDER: EditableLetter(
        title="Rappel à qui n’a pas répondu",
        subject="Rappel : réponse attendue jusqu’au [échéance]",
        body="""
La réponse [de l’organisme] à « [enquête] » n’est pas encore envoyée.

[mot]

[avancement] Elle est attendue jusqu’au [échéance].

[lien]
""",
        fields={
            **FIELDS,
            **DUE,
            "avancement": "combien de questions ont leur réponse, si elle est commencée",
            "mot": "le mot ajouté à cette relance, s’il y en a un",
        },
        kept=("lien", "échéance"),
        sample=_reminder_sample,
    ),
    THANKS: EditableLetter(
        title="Remerciement à qui a répondu",
        subject="Merci, votre réponse est envoyée : « [enquête] »",
        body="""
[qui] a envoyé la réponse [de l’organisme] à « [enquête] ».

[lien]

Merci : les résultats vous seront écrits à leur publication, avec la place de votre réponse.
""",
        fields={**FIELDS, "qui": "la personne qui a envoyé"},
        kept=("lien",),
        sample=_thanks_sample,
    ),
}
