"""Ask for access to an equipment, answer, take back, say what came of it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row, hold
from interregions.knowledge.observatory.equipment import notifications, rules
from interregions.knowledge.observatory.equipment.choices import Outcome, RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest, Equipment
from interregions.knowledge.observatory.equipment.queries import access as queries
from interregions.knowledge.observatory.equipment.queries.sheets import WRITERS, waiting_reference
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.asking.services import ask, stop_asking
from interregions.toolkit.journal.services import record


@transaction.atomic
def ask_access(
    *, equipment: Equipment, need: str, enterprise: str = "", period: str = "", by: Mandate
) -> AccessRequest:
    """Ask its holder: one request at a time, read by the two organisations alone."""
    check_mandate(by, roles=queries.ASKING)
    hold(Equipment.objects.filter(pk=equipment.pk))
    equipment = Equipment.objects.select_related("owner").get(pk=equipment.pk)
    refuse_if(queries.reasons_not_to_request(equipment, by) + rules.reasons_about_request(need=need))
    request = AccessRequest.objects.create(
        equipment=equipment,
        organisation=by.organisation,
        need=need.strip(),
        enterprise=enterprise.strip(),
        period=period.strip(),
        asked_by=by,
    )
    # The journal is read by the animation: it tells that something was asked of this organisation, and no more.
    record("observatory.access_asked", waiting_reference(equipment), by)
    notifications.tell_request(request)
    return request


@transaction.atomic
def answer_access(*, request: AccessRequest, accepted: bool, words: str, by: Mandate) -> AccessRequest:
    """Its holder answers once; of an access that is granted, the outcome is asked three months later."""
    check_mandate(by, roles=WRITERS)
    request = _held(request)
    holds = request.equipment.owner_id == by.organisation_id
    refuse_if(rules.reasons_not_to_answer(status=request.status, holds=holds))
    refuse_if(rules.reasons_about_answer(accepted=accepted, words=words))
    request.status = RequestStatus.ACCEPTED if accepted else RequestStatus.DECLINED
    request.answer, request.answered_by, request.answered_at = words.strip(), by, timezone.now()
    request.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    record("observatory.access_answered", waiting_reference(request.equipment), by)
    notifications.tell_answer(request)
    if accepted:
        ask(
            key=f"observatory.access_outcome:{request.pk}",
            about=queries.request_reference(request),
            of=request.organisation,
            question=f"Accès à « {request.equipment.name} » : qu’en est-il advenu ?",
            why=f"{request.equipment.owner.short_name} vous l’a accordé il y a trois mois.",
            options=Outcome.choices,
            next_on=timezone.localdate() + timedelta(days=rules.OUTCOME_AFTER_DAYS),
        )
    return request


@transaction.atomic
def take_back_access(*, request: AccessRequest, by: Mandate) -> AccessRequest:
    """Whoever asked no longer does."""
    check_mandate(by, roles=queries.ASKING)
    request = _held(request)
    refuse_if(
        rules.reasons_not_to_take_back(status=request.status, asked=request.organisation_id == by.organisation_id)
    )
    request.status = RequestStatus.WITHDRAWN
    request.save(update_fields=["status"])
    record("observatory.access_taken_back", waiting_reference(request.equipment), by)
    return request


@transaction.atomic
def tell_outcome(*, request: AccessRequest, outcome: str, words: str, by: Mandate) -> AccessRequest:
    """What the access served for, said on its page; it may be said again, and is no longer asked."""
    check_mandate(by, roles=queries.ASKING)
    request = _held(request)
    asked = request.organisation_id == by.organisation_id
    refuse_if(rules.reasons_not_to_tell_outcome(status=request.status, asked=asked))
    stop_asking(queries.KIND, request.pk)
    return _told(request, outcome, words, by)


def outcome_answered(question: Any, reply: Any) -> None:
    """The same, answered to the question put three months later."""
    request = _held(AccessRequest(pk=int(question.about_id)))
    _told(request, reply.value, reply.words, reply.by)


def _told(request: AccessRequest, outcome: str, words: str, by: Mandate) -> AccessRequest:
    request.outcome, request.outcome_words, request.outcome_at = Outcome(outcome), words.strip(), timezone.now()
    request.save(update_fields=["outcome", "outcome_words", "outcome_at"])
    record("observatory.access_outcome", waiting_reference(request.equipment), by)
    return request


def _held(request: AccessRequest) -> AccessRequest:
    return held_row(AccessRequest.objects.select_related(*queries.PARTIES), request.pk)
