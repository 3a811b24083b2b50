"""Minutes: drafted from the meeting, drawn again part by part, opened to changes, approved, corrected."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused, refuse_if
from interregions.common.rows import held_row
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.outcomes import notifications, rules
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries import composition, visibility
from interregions.exchange.outcomes.queries import minutes as minutes_queries
from interregions.exchange.outcomes.services.actions import add_decision, announce
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.services import grant, withdraw
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.queries import KIND
from interregions.toolkit.writing.services import create_text, freeze_text, keep_version, save_section, unfreeze_text

ANIMATION = {Role.FACILITATOR}


def locked(minutes: Minutes) -> Minutes:
    """The row as it stands, held until the end of the gesture."""
    return held_row(Minutes.objects.select_related("meeting", "text"), minutes.pk)


def _held(minutes: Minutes, by: Mandate) -> Minutes:
    """Locked for a facilitator."""
    check_mandate(by, roles=ANIMATION)
    return locked(minutes)


def _journal(verb: str, minutes: Minutes, by: Mandate, **details: Any) -> None:
    record(f"outcomes.{verb}", visibility.minutes_reference(minutes), by, edition=minutes.edition, **details)


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: Mandate) -> Minutes:
    """Compose the minutes from what the meeting left; the decisions noted in the room are taken with them."""
    check_mandate(by, roles=ANIMATION)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    has_minutes = Minutes.objects.filter(meeting=meeting).exists()
    refuse_if(rules.reasons_not_to_draft(meeting_status=meeting.status, has_minutes=has_minutes))
    parts = composition.composed_parts(meeting)
    text = create_text(
        title=f"Compte rendu : {meeting.title}",
        sections=[(part.key, part.title, "", part.blocks) for part in parts],
        by=by,
    )
    composed = {part.key: part.blocks for part in parts}
    minutes = Minutes.objects.create(meeting=meeting, text=text, composed=composed, created_by=by)
    for contribution in minutes_queries.contributions_to_take(minutes):
        if contribution.kind == ContributionKind.DECISION:
            add_decision(minutes=minutes, text=contribution.text, contribution=contribution, by=by)
    _journal("minutes_drafted", minutes, by, parts=len(parts))
    return minutes


@transaction.atomic
def recompose_part(*, minutes: Minutes, section_key: str, by: Mandate) -> Minutes:
    """Draw one part again from what the debate says today; a part somebody typed in is never replaced."""
    minutes = _held(minutes, by)
    section = minutes.text.sections.select_for_update().filter(key=section_key).first()
    fresh = next((part for part in composition.composed_parts(minutes.meeting) if part.key == section_key), None)
    if section is None or fresh is None:
        raise Refused("Cette partie n’est plus à l’ordre du jour : elle reste comme elle est.")
    edited = minutes_queries.is_edited(minutes, section_key, section.blocks)
    refuse_if(rules.reasons_not_to_recompose(status=minutes.status, edited=edited))
    save_section(section=section, blocks=fresh.blocks, revision=section.revision, by=by)
    minutes.composed = {**minutes.composed, section_key: fresh.blocks}
    minutes.save(update_fields=["composed"])
    _journal("part_recomposed", minutes, by, part=section_key)
    return minutes


@transaction.atomic
def open_to_changes(*, minutes: Minutes, until: date, by: Mandate) -> Minutes:
    """Let the convened organisations read the draft and ask for changes until a day; they are told."""
    minutes = _held(minutes, by)
    today = timezone.localdate()
    refuse_if(
        rules.reasons_not_to_open_to_changes(
            status=minutes.status, meeting_status=minutes.meeting.status, until=until, today=today
        )
    )
    minutes.status, minutes.changes_until = MinutesStatus.OPEN_TO_CHANGES, until
    minutes.save(update_fields=["status", "changes_until"])
    _grant_convened(minutes, Right.COMMENT)
    for mandate in minutes_queries.reviewers_of(minutes):
        notifications.tell_open_to_changes(minutes=minutes, mandate=mandate)
    _journal("opened_to_changes", minutes, by, until=until.isoformat())
    return minutes


def _grant_convened(minutes: Minutes, right: Right | None) -> None:
    """Give the convened organisations a right on the text, or take it back; the animation writes by its role."""
    if right is None:
        withdraw(KIND, minutes.text_id)
        return
    for organisation in Organisation.objects.filter(pk__in=minutes.meeting.attendances.values("organisation_id")):
        grant(KIND, minutes.text_id, right, organisation=organisation)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, early: bool = False, by: Mandate) -> Minutes:
    """Freeze the minutes with their decisions, actions and practices, and announce the actions.

    Refused while a request waits, and before the day until which they may be read unless ``early`` is said."""
    minutes = _held(minutes, by)
    refuse_if(
        rules.reasons_not_to_approve(
            status=minutes.status,
            meeting_status=minutes.meeting.status,
            unanswered=minutes_queries.unanswered_count(minutes),
        )
    )
    status, until, today = minutes.status, minutes.changes_until, deadline_day()
    refuse_if(rules.reasons_not_to_approve_early(status=status, until=until, today=today, early=early))
    before = rules.is_early(status=status, until=until, today=today)
    joined = [
        {"key": one["key"], "title": one["title"], "blocks": one["blocks"]}
        for one in composition.conclusions(minutes.meeting)
    ]
    label = f"Édition {minutes.edition}, approuvée"
    minutes.approved_version = keep_version(text=minutes.text, label=label, by=by, extra=joined)
    freeze_text(text=minutes.text, by=by)
    minutes.status, minutes.approved_by, minutes.approved_at = MinutesStatus.APPROVED, by, timezone.now()
    minutes.save(update_fields=["status", "approved_version", "approved_by", "approved_at"])
    _grant_convened(minutes, Right.READ)
    announce(
        Action.objects.filter(meeting=minutes.meeting, announced_at=None).select_related("organisation", "meeting")
    )
    _journal("minutes_approved", minutes, by, **({"early": True} if before else {}))
    return minutes


@transaction.atomic
def correct_minutes(*, minutes: Minutes, reason: str, by: Mandate) -> Minutes:
    """Open a new edition of approved minutes, saying why; the approved one stays readable meanwhile."""
    minutes = _held(minutes, by)
    refuse_if(rules.reasons_not_to_correct(status=minutes.status, reason=reason))
    unfreeze_text(text=minutes.text, reason=reason, by=by)
    minutes.status, minutes.edition = MinutesStatus.DRAFT, minutes.edition + 1
    minutes.correction_reason, minutes.changes_until, minutes.sent_at = reason.strip(), None, None
    minutes.save(update_fields=["status", "edition", "correction_reason", "changes_until", "sent_at"])
    _grant_convened(minutes, None)
    _journal("minutes_corrected", minutes, by)
    return minutes


@transaction.atomic
def declare_no_action(*, minutes: Minutes, cycle: Cycle, by: Mandate) -> Minutes:
    """Say that no action comes out of this meeting for a cycle."""
    check_mandate(by, roles=ANIMATION)
    minutes = locked(minutes)
    refuse_if(
        rules.reasons_not_to_declare_no_action(
            of_meeting=minutes.meeting.cycles.filter(pk=cycle.pk).exists(),
            actions=Action.objects.filter(meeting=minutes.meeting, cycle=cycle).count(),
        )
    )
    minutes.without_action.add(cycle)
    record("outcomes.no_action", visibility.minutes_reference(minutes), by, cycle=str(cycle.pk))
    return minutes
