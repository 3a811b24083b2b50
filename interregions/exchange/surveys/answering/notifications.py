"""E-mails about a response: a block handed over, a block finished, a response sent, a response reopened."""

from interregions.common.typography import french_date, of_name
from interregions.exchange.surveys.answering.models import Delegation, Response
from interregions.exchange.surveys.answering.queries.letters import Letter, thanks
from interregions.exchange.surveys.answering.queries.responses import due_of, reference_of, resume_url
from interregions.network.models import Mandate
from interregions.network.queries import facilitators, referents_of
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.services import queue_message


def tell_delegation(delegation: Delegation, mandate: Mandate) -> None:
    """To the colleague: the block, until when, and a link that opens it without signing in."""
    response, survey = delegation.response, delegation.response.survey
    lines = [
        f"{delegation.by.member.full_name} vous confie la rubrique « {delegation.block.title} » "
        f"de l’enquête « {survey.title} ».",
        f"Réponses attendues jusqu’au {french_date(due_of(response))}.",
    ]
    if delegation.words:
        lines.insert(1, f"« {delegation.words} »")
    queue_message(
        key=f"surveys-delegation-{delegation.pk}",
        to=delegation.member,
        subject=f"Une rubrique à remplir jusqu’au {french_date(due_of(response))}",
        lines=lines,
        button=("Répondre à la rubrique", resume_url(response, mandate, delegation.block.name)),
        reason="Vous recevez ce message parce que vous contribuez à la réponse "
        f"{of_name(response.organisation.short_name)}.",
        about=reference_of(response),
        frame=frame_of(reference_of(response), reply_to=delegation.by),
    )


def tell_finished(delegation: Delegation) -> None:
    """To the referent who handed the block over."""
    response = delegation.response
    queue_message(
        key=f"surveys-delegation-done-{delegation.pk}",
        to=delegation.by.member,
        subject=f"La rubrique « {delegation.block.title} » est remplie",
        lines=[
            f"{delegation.member.full_name} a fini la rubrique « {delegation.block.title} » "
            f"de l’enquête « {response.survey.title} ».",
            "Relisez-la : vous gardez le dernier mot avant l’envoi.",
        ],
        button=("Relire la réponse", response.get_absolute_url()),
        reason=f"Vous recevez ce message parce que vous êtes référent {of_name(response.organisation.short_name)}.",
        about=reference_of(response),
    )


def tell_submitted(response: Response, times: int) -> None:
    """To the referents: it is sent, and here is what was sent."""
    by = response.submitted_by
    entered = by is not None and by.organisation_id != response.organisation_id
    told = "Elle a été saisie au téléphone : relisez-la, l’animation peut la rouvrir." if entered else ""
    letter = thanks(response, by.member.full_name if by else "L’animation", told)
    _tell_referents(response, f"sent-{times}", letter)


def tell_reopened(response: Response, times: int) -> None:
    """To the referents: it can be changed again, and why."""
    lines = [
        f"L’animation a rouvert la réponse {of_name(response.organisation.short_name)} à « {response.survey.title} ».",
        f"Raison : {response.reopened_reason}",
        "Rien n’est perdu : corrigez, puis envoyez-la de nouveau. Si l’enquête est close avant, votre réponse est "
        "reprise telle qu’elle est alors.",
    ]
    _tell_referents(response, f"reopened-{times}", _about("Votre réponse est rouverte", response, lines, "Corriger"))


def tell_reopening_asked(response: Response, times: int) -> None:
    """To the animation: who asks for their response back, and why."""
    by, told = response.reopening_asked_by, set[int]()
    who = by.member.full_name if by else "Un référent"
    for mandate in facilitators():
        if mandate.member_id in told:
            continue
        told.add(mandate.member_id)
        queue_message(
            key=f"surveys-response-{response.pk}-reopening-{times}-{mandate.member_id}",
            to=mandate.member,
            subject=f"Réouverture demandée : « {response.survey.title} »",
            lines=[
                f"{who} demande à corriger la réponse {of_name(response.organisation.short_name)} "
                f"à « {response.survey.title} ».",
                f"Raison : {response.reopening_reason}",
                "Rouvrez-la, ou dites pourquoi elle reste comme elle est.",
            ],
            button=("Répondre à la demande", response.get_absolute_url()),
            reason="Vous recevez ce message parce que vous animez le réseau.",
            about=reference_of(response),
            frame=frame_of(reference_of(response), reply_to=by),
        )


def tell_reopening_declined(response: Response, times: int) -> None:
    """To the referents: it stays as it was sent, and why."""
    lines = [
        f"L’animation laisse la réponse {of_name(response.organisation.short_name)} à « {response.survey.title} » "
        "comme elle a été envoyée.",
        f"Raison : {response.reopening_declined}",
    ]
    letter = _about("Votre réponse n’est pas rouverte", response, lines, "Relire")
    _tell_referents(response, f"declined-{times}", letter)


def _about(subject: str, response: Response, lines: list[str], gesture: str) -> Letter:
    return Letter(f"{subject} : « {response.survey.title} »", lines, f"{gesture} la réponse")


def _tell_referents(response: Response, key: str, letter: Letter) -> None:
    told: set[int] = set()
    frame = frame_of(reference_of(response), signed_by=response.survey.opened_by)
    for mandate in referents_of([response.organisation_id]):
        if mandate.member_id in told:
            continue
        told.add(mandate.member_id)
        queue_message(
            key=f"surveys-response-{response.pk}-{key}-{mandate.member_id}",
            to=mandate.member,
            subject=letter.subject,
            lines=letter.lines,
            button=(letter.gesture, response.get_absolute_url()),
            frame=frame,
            button_after=letter.button_after,
            reason=f"Vous recevez ce message parce que vous êtes référent {of_name(response.organisation.short_name)}.",
            about=reference_of(response),
        )
