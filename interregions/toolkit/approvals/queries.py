"""Every read of visas."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused
from interregions.common.links import ALTERED, EXPIRED, make_link_token, read_link_token
from interregions.common.ports import awaited
from interregions.common.references import Reference
from interregions.common.rooms import AboutVisa, Visa, visas
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.toolkit.approvals import prints, rules
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.prints import Part
from interregions.toolkit.files.models import StoredFile

PURPOSE = "approvals.visa"


def visa_waiting(reference_kind: str, reference_id: object) -> ApprovalRequest | None:
    """The visa that is awaited on this thing; while there is one, reminders stop."""
    return ApprovalRequest.objects.filter(
        about_kind=reference_kind, about_id=str(reference_id), status=ApprovalStatus.WAITING
    ).first()


def is_awaited(kind: str, key: str = "pk") -> Exists:
    """Whether a visa is awaited on each row of a QuerySet of these things: its condition, for who reads them."""
    waiting = ApprovalRequest.objects.filter(about_kind=kind, status=ApprovalStatus.WAITING)
    return Exists(waiting.filter(about_id=Cast(OuterRef(key), TextField())))


def visas_of(kind: str, id: object) -> list[ApprovalRequest]:
    """Every visa asked on this thing, latest first."""
    asked = ApprovalRequest.objects.filter(about_kind=kind, about_id=str(id))
    return list(asked.select_related("member", "asked_by__member", "asked_by__organisation"))


def last_decision(kind: str, id: object) -> ApprovalRequest | None:
    """The last visa given or refused on this thing; None while nobody answered."""
    answered = (ApprovalStatus.AGREED, ApprovalStatus.TO_REVISE)
    return next((visa for visa in visas_of(kind, id) if visa.status in answered), None)


def ids_waiting(kind: str) -> set[str]:
    """The things of this kind that wait for a visa: asked once for a whole list."""
    waiting = ApprovalRequest.objects.filter(about_kind=kind, status=ApprovalStatus.WAITING)
    return set(waiting.order_by().values_list("about_id", flat=True))


def visas_visible_to(member: Member | None) -> QuerySet[ApprovalRequest]:
    """Asked of this member, or by one of the member's organisations: a draft is read by its organisation alone."""
    standing = standing_of(member)
    if standing.member is None:
        return ApprovalRequest.objects.none()
    return ApprovalRequest.objects.filter(
        Q(member=standing.member) | Q(asked_by__organisation__in=standing.organisation_ids)
    ).select_related("member", "asked_by__member", "asked_by__organisation", "paper_copy")


def visa_visible_to(member: Member | None, visa_id: int) -> ApprovalRequest | None:
    """One request with its content, when the room that owns the thing lets this member read all of it."""
    found = visas_visible_to(member).filter(pk=visa_id).first()
    if found is None or member is None or found.member_id == member.pk:
        return found
    read_by = _hooks(found).read_by
    return found if read_by is None or read_by(found, member) else None


def _hooks(approval: ApprovalRequest) -> Visa:
    return visas().get(approval.about_kind, Visa())


def visas_asked_by(member: Member | None, acting: Mandate | None) -> QuerySet[ApprovalRequest]:
    """Asked by the organisation the member acts for: what was asked for another is not taken back as this one."""
    if acting is None or acting not in standing_of(member).mandates:
        return ApprovalRequest.objects.none()
    return ApprovalRequest.objects.filter(asked_by__organisation=acting.organisation_id)


def token_of(approval: ApprovalRequest) -> str:
    """A fresh token for the person who was asked. It is made when it is sent and stored nowhere but in the message."""
    return make_link_token(PURPOSE, request=approval.pk, seal=approval.seal)


def visa_by_token(token: str) -> ApprovalRequest:
    """The visa this link opens. Raises Refused with a sentence when it is altered, too old, or withdrawn."""
    values = read_link_token(PURPOSE, token)
    found = (
        ApprovalRequest.objects.filter(pk=int(values.get("request", 0)))
        .select_related("member", "asked_by__member", "asked_by__organisation")
        .first()
    )
    if found is None:
        raise Refused(ALTERED)
    if found.seal != values.get("seal"):
        raise Refused(EXPIRED)
    if found.status == ApprovalStatus.WITHDRAWN or (found.member and found.member.removed_at):
        raise Refused(rules.WITHDRAWN)
    return found


def reference_of(approval: ApprovalRequest) -> Reference:
    """What the visa is about."""
    reference = Reference.from_json(approval.about)
    if reference is None:
        raise LookupError(f"Visa {approval.pk} is about nothing.")
    return reference


def parts_of(approval: ApprovalRequest) -> list[Part]:
    """What the thing reads today; nothing when its room does not tell."""
    told = _hooks(approval).parts
    return list(told(approval)) if told else []


def outdated_words(approval: ApprovalRequest | None, parts: Sequence[Part] | None = None) -> str:
    """What is told to who is about to send, when « bon pour envoi » was of another content; else nothing.

    ``parts`` are given by a page that has read them already.
    """
    if approval is None or approval.status != ApprovalStatus.AGREED or not approval.prints:
        return ""
    changes = prints.changes_since(approval.prints, parts_of(approval) if parts is None else parts)
    return rules.outdated_words(name=approval.asked_of, changes=changes)


def reasons_not_to_decide(approval: ApprovalRequest, *, agreed: bool, words: str) -> list[str]:
    """Why this decision cannot be entered as it is typed."""
    return rules.reasons_not_to_decide(status=approval.status, agreed=agreed, words=words)


def reasons_not_to_decide_by_link(approval: ApprovalRequest, member: Member | None) -> list[str]:
    """Why whoever opened the link, when somebody is in, does not give this visa."""
    return rules.reasons_not_to_decide_by_link(
        asked=approval.member_id, name=approval.asked_of, reader=member.pk if member else None
    )


def useful_until(approval: ApprovalRequest) -> date | None:
    """The day after which this visa would come too late, when the room that owns the thing knows one."""
    known = _hooks(approval).useful_until
    until = known(approval) if known else None
    return until if until and until >= deadline_day() else None


def what_follows(approval: ApprovalRequest) -> str:
    """Thanks, and what happens next, for who decided."""
    return rules.what_follows(
        agreed=approval.status == ApprovalStatus.AGREED,
        asker=approval.asked_by.member.full_name if approval.asked_by else "",
        afterwards=about_of(approval).afterwards,
    )


def about_of(approval: ApprovalRequest) -> AboutVisa:
    """What the room that owns the thing tells the person who is asked."""
    told = _hooks(approval).about
    return told(approval) if told else AboutVisa()


def files_of(approval: ApprovalRequest) -> list[StoredFile]:
    """The files joined to what is asked, for the person asked and as long as the visa waits."""
    joined = _hooks(approval).files
    if joined is None or approval.status != ApprovalStatus.WAITING:
        return []
    return list(joined(approval))


def visas_to_remind() -> list[ApprovalRequest]:
    """Visas that are awaited and whose reminder is due today."""
    today, asked = timezone.localdate(), ApprovalRequest.objects.values("pk")
    found = ApprovalRequest.objects.select_related("member", "asked_by__member", "asked_by__organisation")
    waiting = found.in_bulk([row.about for row in awaited("approvals.give", asked)])
    return [
        visa
        for visa in waiting.values()
        if rules.is_reminder_due(
            asked_on=timezone.localdate(visa.asked_at),
            last_on=timezone.localdate(visa.reminded_at) if visa.reminded_at else None,
            today=today,
        )
    ]


def personal_data_of(member: Member) -> list[dict[str, Any]]:
    """The visas this person was asked for, and what was answered."""
    return [
        {
            "about": str(visa),
            "asked_at": visa.asked_at.isoformat(),
            "status": visa.get_status_display(),
            "words": visa.decision_words,
        }
        for visa in ApprovalRequest.objects.filter(
            Q(member=member) | (Q(address_key=member.address_key, member=None) & ~Q(address_key=""))
        )
    ]
