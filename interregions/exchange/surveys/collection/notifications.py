"""E-mails of the collection: invitation, reminder, more time, consent to be used as it is."""

from collections.abc import Callable, Iterable, Sequence

from interregions.common.references import Reference
from interregions.common.typography import counted, french_date, of_name, typo
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.letters import INVITATION, REMINDER, Letter, invitation, reminder
from interregions.exchange.surveys.answering.queries.responses import due_of, reference_of, resume_url
from interregions.exchange.surveys.collection.queries.waiting import ToRemind
from interregions.network.models import Mandate
from interregions.network.queries import referents_of
from interregions.toolkit.mail import queries as mail
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.rules import Frame, Words
from interregions.toolkit.mail.services import queue_message
from interregions.toolkit.mail.wordings import sendable_words


def send_invitations(
    survey: Survey, responses: Sequence[Response], report: Callable[[int, int], None], done: int, total: int
) -> None:
    """One message for each referent, whose key names it: asked twice, sent once.

    Somebody who answers for two organisations is invited once, and finds both under « À faire ».
    """
    frame, words = frame_of(survey), sendable_words(INVITATION, survey.questionnaire_id)
    for response, mandates in _with_referents(responses):
        for mandate in mandates:
            key = f"survey:{survey.pk}:invite:{mandate.member_id}"
            _queue(key, response, mandate, invitation(response, words), "", frame=frame)
        done += 1
        report(done, total)


def send_reminders(
    to_remind: Sequence[ToRemind], *, wave: str, told: str, words: Words | None = None
) -> list[tuple[Response, Message]]:
    """One message for each person and each organisation they answer for; those that were written, with theirs."""
    written = []
    if to_remind:
        frame = frame_of(to_remind[0].response.survey)
        words = words or sendable_words(REMINDER, to_remind[0].response.survey_id)
    for each in to_remind:
        letter = reminder(each.response, told, words)
        for mandate in each.people:
            key = f"survey:{each.response.survey_id}:reminder:{wave}:{each.response.pk}:{mandate.member_id}"
            message = _queue(key, each.response, mandate, letter, MailKind.REMINDERS, frame=frame)
            if message.written_now:
                written.append((each.response, message))
    return written


def tell_extended(response: Response) -> None:
    until = due_of(response)
    letter = Letter(
        f"Délai accordé jusqu’au {french_date(until)}",
        [
            f"{response.organisation.short_name} peut répondre à « {response.survey.title} » "
            f"jusqu’au {french_date(until)}."
        ],
        "Reprendre ma réponse",
    )
    for _, mandates in _with_referents([response]):
        for mandate in mandates:
            key = f"survey:{response.survey_id}:extended:{until}:{mandate.member_id}"
            _queue(key, response, mandate, letter, "")


def tell_closed(survey: Survey, responses: Sequence[Response]) -> None:
    """To those whose extension was still running: it ends with the survey."""
    for response, mandates in _with_referents(responses):
        letter = Letter(
            f"Enquête close : « {survey.title} »",
            [
                f"L’animation a clos l’enquête « {survey.title} » avant la fin du délai accordé "
                f"à {response.organisation.short_name} (jusqu’au {french_date(due_of(response))}).",
                "Votre réponse n’est plus attendue. Si elle était prête, écrivez à l’animation.",
            ],
            "Voir l’enquête",
        )
        for mandate in mandates:
            key = f"survey:{survey.pk}:closed:{mandate.member_id}"
            _queue(key, response, mandate, letter, "", survey.get_absolute_url())


def tell_used_as_it_is(survey: Survey, responses: Sequence[Response]) -> None:
    """To those who had sent, asked for their response back, and not sent it again."""
    for response, mandates in _with_referents(responses):
        letter = Letter(
            f"Enquête close, votre réponse est reprise : « {survey.title} »",
            [
                f"L’enquête « {survey.title} » est close. La réponse {of_name(response.organisation.short_name)}, "
                "envoyée puis rouverte, n’avait pas été renvoyée.",
                "Elle est reprise telle qu’elle était à la clôture. Si elle ne doit pas l’être, écrivez à l’animation "
                "avant la restitution.",
            ],
            "Relire ma réponse",
        )
        for mandate in mandates:
            key = f"survey:{survey.pk}:used:{response.pk}:{mandate.member_id}"
            _queue(key, response, mandate, letter, "", response.get_absolute_url())


def ask_consents(survey: Survey, responses: Sequence[Response]) -> None:
    """To those who had begun: may what is written be used as it is?"""
    for response, mandates in _with_referents(responses):
        letter = Letter(
            "Votre réponse commencée peut-elle être reprise telle quelle ?",
            [
                f"L’enquête « {survey.title} » est close. {response.organisation.short_name} avait répondu à "
                f"{counted(response.answered, 'question')} sur {response.expected}.",
                "Avec votre accord, ces réponses entrent dans les figures telles quelles. Sans accord, elles sont "
                "laissées de côté.",
            ],
            "Donner ou refuser mon accord",
        )
        for mandate in mandates:
            _queue(
                f"survey:{survey.pk}:consent:{mandate.member_id}",
                response,
                mandate,
                letter,
                "",
                survey.get_absolute_url(),
            )


def _with_referents(responses: Sequence[Response]) -> Iterable[tuple[Response, list[Mandate]]]:
    """Each response with the people to write to: one query for them all."""
    people: dict[int, dict[int, Mandate]] = {}
    for mandate in referents_of([response.organisation_id for response in responses]):
        people.setdefault(mandate.organisation_id, {}).setdefault(mandate.member_id, mandate)
    return [(response, list(people.get(response.organisation_id, {}).values())) for response in responses]


def frame_of(survey: Survey) -> Frame:
    """What stands around the letters of a survey: who opened it signs; read once for them all."""
    about = Reference("surveys.survey", str(survey.pk), survey.title, survey.get_absolute_url())
    return mail.frame_of(about, signed_by=survey.opened_by)


def _queue(
    key: str,
    response: Response,
    mandate: Mandate,
    letter: Letter,
    kind: str,
    url: str = "",
    frame: Frame | None = None,
) -> Message:
    return queue_message(
        key=key,
        to=mandate.member,
        subject=typo(letter.subject),
        lines=[typo(line) for line in letter.lines],
        button=(letter.gesture, url or resume_url(response, mandate)),
        reason=f"Vous recevez ce message parce que vous êtes référent {of_name(response.organisation.short_name)}.",
        about=reference_of(response),
        kind=kind,
        frame=frame or frame_of(response.survey),
        button_after=letter.button_after,
    )
