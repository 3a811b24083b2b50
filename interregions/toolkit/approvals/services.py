"""Ask for a visa, decide it, withdraw it. The room that owns the thing acts on the decision."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.addresses import reasons_not_to_take_address, same_address
from interregions.common.blocks import validate_blocks
from interregions.common.erasure import REPLACEMENT, without_person
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rooms import visas
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.approvals import notifications, queries, rules
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.prints import prints_of
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.services import withdraw_messages

ASKERS = {Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR}
# A decision given on paper is entered by who may send: whoever wrote the draft does not agree to it alone.
ENTERERS = {Role.FACILITATOR, Role.REFERENT}


@transaction.atomic
def ask_for_visa(
    *,
    of: Reference,
    version: str,
    words: str,
    by: Mandate,
    member: Member | None = None,
    name: str = "",
    email: str = "",
    content: list[dict[str, Any]],
) -> ApprovalRequest:
    """Ask one person whether this may leave. An earlier request on the same thing that still waits is withdrawn."""
    check_mandate(by, roles=ASKERS)
    refuse_if(rules.reasons_not_to_ask(has_member=member is not None, name=name, email=email))
    refuse_if([] if member else reasons_not_to_take_address(email))
    earlier = queries.visa_waiting(of.kind, of.id)
    if earlier is not None:
        withdraw_visa(approval=earlier, by=by)
    approval = ApprovalRequest.objects.create(
        about_kind=of.kind,
        about_id=of.id,
        about=of.as_json(),
        version=version,
        words=words.strip(),
        content=validate_blocks(content),
        member=member,
        name=member.full_name if member else name.strip(),
        email=member.email if member else email.strip(),
        seal=secrets.token_hex(16),
        asked_by=by,
    )
    approval.prints = prints_of(queries.parts_of(approval))
    approval.save(update_fields=["prints"])
    record("approvals.asked", of, by, version=version)
    notifications.ask(approval)
    return approval


@transaction.atomic
def decide_visa(
    *,
    approval: ApprovalRequest,
    agreed: bool,
    words: str = "",
    by: Mandate | None = None,
    paper_copy: StoredFile | None = None,
) -> ApprovalRequest:
    """« Bon pour envoi » or « à revoir ». ``by`` is the mandate of whoever enters a decision given on paper."""
    approval = ApprovalRequest.objects.select_for_update().get(pk=approval.pk)
    if by is not None:
        asked_for = approval.asked_by.organisation if approval.asked_by else None
        check_mandate(by, roles=ENTERERS, organisation=asked_for)
    refuse_if(queries.reasons_not_to_decide(approval, agreed=agreed, words=words))
    approval.status = ApprovalStatus.AGREED if agreed else ApprovalStatus.TO_REVISE
    approval.decided_at, approval.decision_words, approval.paper_copy = timezone.now(), words.strip(), paper_copy
    approval.save()
    record(
        "approvals.agreed" if agreed else "approvals.to_revise",
        queries.reference_of(approval),
        by,
        version=approval.version,
        on_paper=paper_copy is not None,
    )
    notifications.tell_decision(approval)
    _tell_room(approval)
    return approval


@transaction.atomic
def withdraw_visa(*, approval: ApprovalRequest, by: Mandate) -> ApprovalRequest:
    """Take the request back: its link says so from now on, and a message that has not left does not leave."""
    approval = ApprovalRequest.objects.select_for_update().get(pk=approval.pk)
    check_mandate(by, roles=ASKERS)
    refuse_if(rules.reasons_not_to_withdraw(status=approval.status))
    approval.status = ApprovalStatus.WITHDRAWN
    approval.decided_at = timezone.now()
    approval.save()
    withdraw_messages(keys=[f"visa-{approval.pk}-{approval.seal}"])
    record("approvals.withdrawn", queries.reference_of(approval), by, version=approval.version)
    _tell_room(approval)
    return approval


def _tell_room(approval: ApprovalRequest) -> None:
    hooks = visas().get(approval.about_kind)
    if hooks and hooks.decided:
        hooks.decided(approval)


def send_due_reminders() -> int:
    """Remind those whose visa is awaited; the number reminded. Twice the same day reminds once."""
    due = queries.visas_to_remind()
    for approval in due:
        with transaction.atomic():
            notifications.remind(approval)
            ApprovalRequest.objects.filter(pk=approval.pk).update(reminded_at=timezone.now())
    return len(due)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Forget the name and the address; the decision and its date stay."""
    for approval in ApprovalRequest.objects.all().iterator():
        if approval.member_id == member.pk or same_address(approval.email, member.email):
            approval.name, approval.email, approval.seal = REPLACEMENT, "", secrets.token_hex(16)
        fields = ["name", "about", "version", "words", "content", "decision_words"]
        for field, value in zip(
            fields, without_person([getattr(approval, field) for field in fields], member), strict=True
        ):
            setattr(approval, field, value)
        approval.save()
