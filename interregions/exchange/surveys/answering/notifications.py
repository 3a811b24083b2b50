"""E-mails about a response: a block handed over, a block finished, a response sent, a response reopened."""

from collections.abc import Callable

from django.urls import reverse

from interregions.common.typography import counted, french_date, of_name
from interregions.exchange.surveys.answering.models import Delegation, Response
from interregions.exchange.surveys.answering.queries.letters import Letter, thanks
from interregions.exchange.surveys.answering.queries.phoned import Entered
from interregions.exchange.surveys.answering.queries.responses import REVIEW, due_of, has_left, reference_of, resume_url
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
    """To the referents: their organisation sent it."""
    by = response.submitted_by
    _tell_referents(response, f"sent-{times}", thanks(response, by.member.full_name if by else "L’animation"))


def tell_sent_for(response: Response, entered: Entered, times: int) -> None:
    """To the referents: what the animation entered and sent for them, and how they take it back."""
    review = reverse("surveys:response_review", args=[response.pk])
    gesture = f"corrigez-la vous-même jusqu’au {french_date(due_of(response))}, d’un geste, puis renvoyez-la"
    letter = _phoned(response, entered, "Saisi et envoyé pour vous au téléphone", gesture)
    _tell_referents(response, f"sent-{times}", letter, lambda mandate: review)


def tell_phoned(response: Response, entered: Entered) -> None:
    """To the referents, at once: what the animation entered in their name; the link opens it to be corrected."""
    due, left = response.phone_due_at, has_left(response)
    review = reverse("surveys:response_review", args=[response.pk])
    letter = _phoned(response, entered, "Saisi pour vous au téléphone", "corrigez-le : votre réponse remplace celle-ci")
    _tell_referents(
        response,
        f"phoned-{due.isoformat() if due else ''}",
        letter,
        lambda mandate: review if left else resume_url(response, mandate, REVIEW),
    )


def _phoned(response: Response, entered: Entered, subject: str, gesture: str) -> Letter:
    survey, name = response.survey, response.organisation.short_name
    more = counted(entered.more, "autre réponse est à lire", "autres réponses sont à lire")
    lines = [
        f"Au téléphone, votre organisme a répondu à « {survey.title} » ; {entered.by or 'quelqu’un'}, de l’animation, "
        f"l’a saisi au nom {of_name(name)} :",
        *(f"– {line}" for line in entered.lines),
        *([f"{more} en ligne."] if entered.more else []),
        f"Ce n’est ni un visa ni une signature. Si quelque chose n’est pas juste, {gesture}.",
    ]
    return Letter(f"{subject} : réponse à « {survey.title} »", lines, "Relire et corriger")


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


def _tell_referents(
    response: Response, key: str, letter: Letter, address: Callable[[Mandate], str] | None = None
) -> None:
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
            button=(letter.gesture, address(mandate) if address else response.get_absolute_url()),
            frame=frame,
            button_after=letter.button_after,
            reason=f"Vous recevez ce message parce que vous êtes référent {of_name(response.organisation.short_name)}.",
            about=reference_of(response),
        )
