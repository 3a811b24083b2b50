"""What a response's pages say at the top: what is expected of this person, until when, and the one gesture."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from interregions.common.rooms import AboutVisa
from interregions.common.typography import counted, french_date, of_name
from interregions.exchange.surveys.answering.models import AnswerOpening
from interregions.exchange.surveys.answering.queries.answers import Draft, openings_of
from interregions.exchange.surveys.answering.queries.phoned import was_sent_for
from interregions.exchange.surveys.answering.queries.responses import (
    RESPONSE_KIND,
    REVIEW,
    Access,
    delegations_of,
    due_of,
    responses,
)
from interregions.exchange.surveys.answering.queries.screens import (
    BlockShown,
    asked_before,
    blocks_shown,
    last_saved,
    missing_labels,
    only_by_phone,
    parts_of,
    read_back,
    unfinished,
)
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent
from interregions.exchange.surveys.questionnaires.rules import flow, promises, visibility
from interregions.network.choices import College, Role
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import last_decision, outdated_words


def place_to_resume(draft: Draft, access: Access, asked: frozenset[int], block_name: str = "") -> tuple[str, str]:
    """The address where this person goes on, at the first question without an answer, and the words of that question.

    The block that a link names comes first. Once nothing is left to answer or may be written: the block itself, else
    the overview, and no words.
    """
    if block_name == REVIEW and access.reads_all:
        return reverse("surveys:response_review", args=[access.response.pk]), ""
    opened = sorted(access.opened_in(draft.blocks), key=lambda block: block.name != block_name)
    for block in opened:
        left = flow.first_unanswered(block.questions, draft.givens, asked)
        if left is not None and not access.reasons_not_to_write(block):
            return f"{_block_url(access, block.name)}#question-{left.id}", left.label
    named = bool(opened) and opened[0].name == block_name
    return (_block_url(access, block_name) if named else access.response.get_absolute_url()), ""


def _block_url(access: Access, block_name: str) -> str:
    return reverse("surveys:response_block", args=[access.response.pk, block_name])


@dataclass(frozen=True)
class Overview:
    """The first page of a response."""

    lead: str
    url: str
    gesture: str
    blocks: list[BlockShown]
    whole: flow.Progress
    promises: list[str]
    editable: bool
    can_review: bool
    is_referent: bool
    by_epci: bool
    naming_refused: list[str]
    reopen_refused: list[str]
    openings: list[AnswerOpening]
    visa: ApprovalRequest | None
    decided: list[ApprovalRequest]
    outdated: str  # the visa that was given is of other answers
    unfinished: list[str]
    asking_refused: list[str]
    can_take_back: bool
    sent_for: bool  # by the animation, as it was told on the telephone


def overview_of(draft: Draft, access: Access) -> Overview:
    response, asked = access.response, asked_before(draft, access)
    opened = access.opened_in(draft.blocks)
    whole = draft.progress(asked, opened) if access.is_own else flow.Progress(response.answered, response.expected)
    blocks = blocks_shown(draft, access, asked, delegations_of(response) if access.is_own else ())
    going_on, _ = place_to_resume(draft, access, asked) if access.is_own else ("", "")
    lead, url, gesture = _lead(access, whole, blocks, going_on)
    survey, cycle = response.survey, response.survey.cycle
    by_epci = response.organisation.college == College.EPCI
    decided = last_decision(RESPONSE_KIND, response.pk) if access.is_own and access.reads_all else None
    return Overview(
        lead=lead,
        url=url,
        gesture=gesture,
        blocks=blocks,
        whole=whole,
        promises=promises.promises(
            lead=cycle.lead.short_name if cycle else "",
            by_epci=by_epci,
            agrees_to_regions=response.agrees_to_regions,
            unnamed=response.unnamed,
            embargo_until=survey.embargo_until,
            lead_early_from=survey.lead_early_from,
        ),
        editable=not access.reasons_not_to_answer and access.role != Role.READER,
        can_review=access.reads_all or _animation_reads(draft, access),
        is_referent=access.is_own and access.role == Role.REFERENT,
        by_epci=by_epci,
        naming_refused=answering.reasons_not_to_choose_naming(
            role=access.role, status=response.status, survey_closed=access.survey_closed
        ),
        reopen_refused=reasons_not_to_reopen(access),
        openings=openings_of(response) if access.is_own else [],
        visa=access.visa if access.is_own else None,
        decided=[decided] if decided else [],
        outdated=outdated_words(decided, parts_of(draft)),
        unfinished=still_with_colleagues(draft, access, asked),
        asking_refused=reasons_not_to_ask_to_reopen(access),
        can_take_back=access.is_own and not access.by_link and not reasons_not_to_take_back(access),
        sent_for=was_sent_for(response),
    )


def _lead(access: Access, whole: flow.Progress, blocks: list[BlockShown], going_on: str) -> tuple[str, str, str]:
    response = access.response
    until = french_date(due_of(response))
    if not access.is_own:
        state = "est envoyée" if response.status in visibility.GIVEN else f"est remplie à {whole.percentage}\u202f%"
        return f"La réponse {_of_organisation(response.organisation.name)} {state}.", "", ""
    review = reverse("surveys:response_review", args=[response.pk])
    if response.status in visibility.GIVEN:
        if not access.reads_all:
            return "La réponse de votre organisme est envoyée\u202f: merci.", "", ""
        return "Votre réponse est envoyée\u202f: merci. Vous pouvez la relire ou la télécharger.", review, "Relire"
    if access.reasons_not_to_answer:
        return access.reasons_not_to_answer[0], "", ""
    todo = next((block for block in blocks if block.asked and not block.progress.is_complete), None)
    if access.role == Role.CONTRIBUTOR:
        words = "Aucune rubrique ne vous est confiée." if not blocks else _handed(blocks, until)
        return words, going_on if todo else "", "Répondre" if todo else ""
    if access.role == Role.READER:
        return f"Votre organisme répond jusqu’au {until}. Vous pouvez lire son brouillon.", review, "Lire le brouillon"
    begun_everywhere = all(block.progress.answered for block in blocks if block.asked)
    if todo is None or (not whole.missing and begun_everywhere):
        empty = whole.expected - whole.answered
        optional = counted(empty, "question facultative reste", "questions facultatives restent")
        left = "" if todo is None else f" ({optional} sans réponse)"
        told = f"Tout ce qui est attendu est répondu{left}. Relisez, puis envoyez jusqu’au {until}."
        return told, review, "Relire et envoyer"
    started = response.status != ResponseStatus.INVITED
    told = counted(whole.answered, "question répondue", "questions répondues")
    return (
        f"Votre organisme est attendu jusqu’au {until}\u202f: {told} sur {whole.expected}.",
        going_on,
        ("Reprendre ma réponse" if started else "Commencer à répondre"),
    )


def _handed(blocks: list[BlockShown], until: str) -> str:
    return f"{counted(len(blocks), 'rubrique vous est confiée', 'rubriques vous sont confiées')}, jusqu’au {until}."


def block_words(draft: Draft, access: Access, block: BlockContent, asked: frozenset[int]) -> dict[str, Any]:
    """The sentence of a block's page, its neighbours, and whether « J’ai fini » is offered."""
    shown = [each for each in blocks_shown(draft, access, asked, ()) if each.asked]
    places = [each.content.id for each in shown]
    at = places.index(block.id) if block.id in places else -1
    held = [each for each in delegations_of(access.response) if each.block_id == block.id]
    mine = [each for each in held if each.member_id == access.by.member_id and not each.done_at]
    until, prevented = french_date(due_of(access.response)), access.reasons_not_to_write(block)
    if prevented:
        lead = prevented[0]
    elif not access.is_own:
        whom = access.response.organisation.short_name
        lead = f"Vous saisissez au téléphone pour {whom}\u202f: ses référents le lisent deux minutes après."
    elif access.by_link:
        lead = f"Vous répondez pour {access.response.organisation.short_name} par le lien reçu, jusqu’au {until}."
    else:
        lead = f"Répondez jusqu’au {until}."
    return {
        "lead": lead,
        "editable_here": not prevented,
        "saved_at": last_saved(draft),
        "next_block": shown[at + 1] if 0 <= at < len(shown) - 1 else None,
        "previous_block": shown[at - 1] if at > 0 else None,
        "can_finish": bool(mine) and access.role == Role.CONTRIBUTOR,
    }


def url_after(draft: Draft, access: Access, asked: frozenset[int], block: BlockContent) -> str:
    """Where « Enregistrer et continuer » leads: the next block, then the read-back or the overview."""
    words = block_words(draft, access, block, asked)
    if words["next_block"]:
        return str(words["next_block"].url)
    if access.role == Role.CONTRIBUTOR:
        return access.response.get_absolute_url()
    return reverse("surveys:response_review", args=[access.response.pk])


def _animation_reads(draft: Draft, access: Access) -> bool:
    """What was sent under its name, or what the animation entered itself."""
    sent = draft.response.status in visibility.GIVEN and not draft.response.unnamed
    return not access.is_own and (sent or only_by_phone(draft))


def review_of(draft: Draft, access: Access) -> dict[str, Any] | None:
    """All that will be sent, or was; None for whom it is not open."""
    response, asked = access.response, asked_before(draft, access)
    sent = response.status in visibility.GIVEN
    if not (access.reads_all or _animation_reads(draft, access)):
        return None
    progress = draft.progress(asked)
    refused = answering.reasons_not_to_submit(
        role=access.role,
        status=response.status,
        survey_closed=access.survey_closed,
        waits_for_visa=access.waits_for_visa,
        answered=progress.answered,
        missing=missing_labels(draft, asked),
        broken=draft.broken(asked),
        only_by_phone=only_by_phone(draft),
        anyway=True,  # asked beside the button, with who has not finished
    )
    until = french_date(due_of(response))
    lead = "Voici ce qui a été envoyé." if sent else f"Relisez ce qui sera envoyé, jusqu’au {until}."
    visa_refused = answering.reasons_not_to_ask_visa(
        role=access.role,
        status=response.status,
        survey_closed=access.survey_closed,
        answered=progress.answered,
    )
    return {
        "lead": lead,
        "sent": sent,
        "refused": refused,
        "gaps": "" if sent else answering.words_on_gaps(answered=progress.answered, expected=progress.expected),
        "unfinished": [] if sent else still_with_colleagues(draft, access, asked),
        "read_blocks": read_back(draft, access, asked),
        "sent_for": was_sent_for(response),
        "can_take_back": access.is_own and not access.by_link and not reasons_not_to_take_back(access),
        "can_ask_visa": access.is_own and not visa_refused and not access.waits_for_visa and not access.by_link,
    }


def still_with_colleagues(draft: Draft, access: Access, asked: frozenset[int]) -> list[str]:
    """What whoever sends the response of their own organisation is told before they do."""
    if not access.is_own or access.role != Role.REFERENT or access.response.status not in answering.DRAFT:
        return []
    return unfinished(draft, asked, access.by.member_id)


def reasons_not_to_reopen(access: Access) -> list[str]:
    return answering.reasons_not_to_reopen(
        status=access.response.status, survey_closed=access.survey_closed, reason=None
    )


def reasons_not_to_ask_to_reopen(access: Access) -> list[str]:
    return answering.reasons_not_to_ask_to_reopen(
        role=access.role,
        status=access.response.status,
        survey_closed=access.survey_closed,
        already=access.response.reopening_asked_at is not None,
        reason=None,
    )


def reasons_not_to_take_back(access: Access) -> list[str]:
    return answering.reasons_not_to_take_back(
        role=access.role,
        status=access.response.status,
        survey_closed=access.survey_closed,
        sent_for=was_sent_for(access.response),
    )


def reasons_not_to_decline_reopening(access: Access) -> list[str]:
    return answering.reasons_not_to_decline_reopening(asked=access.response.reopening_asked_at is not None, words=None)


def reasons_not_to_delegate(access: Access) -> list[str]:
    return answering.reasons_not_to_delegate(
        role=access.role,
        status=access.response.status,
        survey_closed=access.survey_closed,
        same_person=False,
        already=False,
    )


def about_visa(approval: ApprovalRequest) -> AboutVisa:
    """What the person whose visa is asked on a response is told: how far it is, who will read it, what follows."""
    response = responses().filter(pk=int(approval.about_id)).first()
    if response is None:
        return AboutVisa()
    survey, empty = response.survey, response.expected - response.answered
    left = f", {counted(empty, 'reste', 'restent')} sans réponse" if empty > 0 else ""
    told = counted(response.answered, "question répondue", "questions répondues")
    return AboutVisa(
        progress=f"{told} sur {response.expected}{left}.",
        readers=tuple(
            promises.promises(
                lead=survey.cycle.lead.short_name if survey.cycle else "",
                by_epci=response.organisation.college == College.EPCI,
                agrees_to_regions=response.agrees_to_regions,
                unnamed=response.unnamed,
                embargo_until=survey.embargo_until,
                lead_early_from=survey.lead_early_from,
            )[1:]
        ),
        afterwards=f"La réponse part quand {response.organisation.short_name} l’envoie, jusqu’au "
        f"{french_date(due_of(response))}\u202f; rien ne part avant.",
    )


_FEMININE = ("Région ", "Collectivité ", "Communauté ", "Métropole ")


def _of_organisation(name: str) -> str:
    """« de la Région Bretagne », « du Département de Mayotte », « d’Axelera »."""
    if name.startswith(_FEMININE):
        return f"de la {name}"
    return f"du {name}" if name.startswith("Département") else of_name(name)


def resume_words(access: Access, block_name: str) -> tuple[str, str]:
    """What the link of an e-mail opens, as a sentence, and the title of the one block it keeps to."""
    response, until = access.response, french_date(due_of(access.response))
    titles = {
        held.block.name: held.block.title for held in delegations_of(response) if held.block_id in access.delegated
    }
    title = titles.get(block_name, "")
    whose = f"la réponse {_of_organisation(response.organisation.name)}"
    what = f"la rubrique « {title} » de {whose}" if title else whose
    if response.status in visibility.GIVEN:
        return f"{access.by.member.full_name}, vous pouvez relire {what}.", title
    return f"{access.by.member.full_name}, vous pouvez reprendre {what}, attendue jusqu’au {until}.", title
