"""Planning a meeting, changing it, cancelling it; and the lock every write of the room takes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.seen import reasons_if_changed
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings import notifications, rules
from interregions.exchange.meetings.agenda import CycleBrief, ProgressLine, build_agenda, progress_content
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.letters import CONVOCATION
from interregions.exchange.meetings.models import AgendaItem, Attendance, Meeting, WrittenContribution
from interregions.exchange.meetings.queries import meetings as queries
from interregions.exchange.meetings.services.messages import tell_convened
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import regions
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.services import check_wording


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, kept for this transaction."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def run_by(meeting: Meeting, by: Mandate) -> Meeting:
    """The meeting for a write of the animation."""
    check_mandate(by, roles={Role.FACILITATOR})
    return locked(meeting)


def note(verb: str, meeting: Meeting, by: Mandate | None, **details: object) -> None:
    """The journal's line, on the cycle when there is only one; ``by`` is nobody of the network for a guest."""
    cycles = list(meeting.cycles.values_list("pk", flat=True)[:2])
    cycle = str(cycles[0]) if len(cycles) == 1 else ""
    record(f"meetings.{verb}", queries.meeting_reference(meeting), by, cycle=cycle, **details)


@transaction.atomic
def plan_meeting(
    *,
    title: str,
    cycles: Sequence[Cycle],
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str = "",
    link: str = "",
    words: str = "",
    progress: Sequence[ProgressLine] = (),
    restitutions: Mapping[int, list[Reference]] | None = None,
    organisations: Sequence[Organisation] | None = None,
    by: Mandate,
) -> Meeting:
    """A meeting with the agenda that builds itself; every Région is convened unless others are chosen."""
    check_mandate(by, roles={Role.FACILITATOR})
    refuse_if(rules.reasons_not_to_plan(title=title, starts_at=starts_at, ends_at=ends_at))
    refuse_if(rules.reasons_about_past(starts_at=starts_at, before=None, now=timezone.now()))
    meeting = Meeting.objects.create(
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        link=link.strip(),
        words=words.strip(),
        created_by=by,
    )
    meeting.cycles.set(cycles)
    _write_agenda(meeting, cycles, progress, restitutions or {})
    invited = list(regions()) if organisations is None else list(organisations)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, organisation_id=pk) for pk in dict.fromkeys(each.pk for each in invited)
    )
    note("meeting_planned", meeting, by, organisations=len(invited), cycles=[cycle.pk for cycle in cycles])
    return meeting


def _write_agenda(
    meeting: Meeting,
    cycles: Sequence[Cycle],
    progress: Sequence[ProgressLine],
    restitutions: Mapping[int, list[Reference]],
) -> None:
    briefs = [
        CycleBrief(
            cycle_id=cycle.pk,
            title=cycle.theme.title,
            lead_id=cycle.lead_id,
            restitutions=tuple(restitutions.get(cycle.pk, ())),
            surveyed=cycle.stage != Stage.THEME,
        )
        for cycle in cycles
    ]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            cycle_id=point.cycle_id,
            kind=point.kind,
            title=point.title,
            led_by_id=point.led_by_id,
            minutes=point.minutes,
            position=position,
            content=list(point.content),
            references=list(point.references),
        )
        for position, point in enumerate(build_agenda(cycles=briefs, progress=progress))
    )


@transaction.atomic
def refresh_progress(*, meeting: Meeting, progress: Sequence[ProgressLine], by: Mandate) -> Meeting:
    """Write the open actions again in the first point, until the meeting is over."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    item = AgendaItem.objects.filter(meeting=meeting, kind=AgendaKind.PROGRESS).order_by("position", "id").first()
    if item is not None:
        item.content = progress_content(progress)
        item.save(update_fields=["content"])
        note("progress_refreshed", meeting, by, actions=len(item.content))
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    title: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str,
    link: str,
    seen: str = "",
    by: Mandate,
) -> Meeting:
    """Another title, date, place or link; whoever was convened receives a calendar entry that replaces the first."""
    meeting = run_by(meeting, by)
    refuse_if(
        rules.reasons_not_to_change(
            status=meeting.status,
            title=title,
            had_date=meeting.starts_at is not None,
            starts_at=starts_at,
            ends_at=ends_at,
        )
    )
    refuse_if(rules.reasons_about_past(starts_at=starts_at, before=meeting.starts_at, now=timezone.now()))
    before = queries.what_changes(meeting)
    after = (title.strip(), starts_at, ends_at, place.strip(), link.strip())
    if before == after:
        return meeting
    refuse_if(reasons_if_changed(seen=seen, standing=before, sent=after))
    meeting.title, meeting.starts_at, meeting.ends_at, meeting.place, meeting.link = after
    meeting.sequence += 1
    meeting.save(update_fields=["title", "starts_at", "ends_at", "place", "link", "sequence"])
    moved = {"starts_at": starts_at.isoformat()} if starts_at else {}
    note("meeting_moved" if before[1:] != after[1:] else "meeting_changed", meeting, by, **moved)
    if meeting.status == MeetingStatus.CONVENED:
        tell_convened(meeting=meeting, occasion=notifications.UPDATE, by=by)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str = "", by: Mandate) -> Meeting:
    """Cancel; whoever was convened receives the cancellation for their calendar."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_cancel(status=meeting.status))
    convened = meeting.status == MeetingStatus.CONVENED
    meeting.status = MeetingStatus.CANCELLED
    meeting.sequence += 1
    meeting.save(update_fields=["status", "sequence"])
    note("meeting_cancelled", meeting, by, reason=reason.strip())
    if convened:
        tell_convened(meeting=meeting, occasion=notifications.CANCELLATION, by=by)
    return meeting


@transaction.atomic
def send_convocations(*, meeting: Meeting, seen: str = "", by: Mandate) -> Meeting:
    """Convene every organisation, or those added since; each person is written to once for one date.

    ``seen`` is the mark of the letter that was read: another one since is refused.
    """
    meeting = run_by(meeting, by)
    refuse_if(
        rules.reasons_not_to_convene(
            status=meeting.status,
            starts_at=meeting.starts_at,
            now=timezone.now(),
            convened=meeting.attendances.count(),
        )
    )
    check_wording(kind=CONVOCATION, about=str(meeting.pk), seen=seen)
    now = timezone.now()
    if meeting.status == MeetingStatus.PLANNED:
        meeting.status = MeetingStatus.CONVENED
        meeting.convened_at = now
        meeting.save(update_fields=["status", "convened_at"])
    told = meeting.attendances.filter(convened_at=None).update(convened_at=now)
    note("convocations_sent", meeting, by, organisations=told)
    tell_convened(meeting=meeting, occasion=notifications.CONVOCATION, by=by)
    return meeting


@transaction.atomic
def convene_organisation(*, meeting: Meeting, organisation: Organisation, by: Mandate) -> Attendance:
    """Add one organisation to those convened."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    attendance, created = Attendance.objects.get_or_create(meeting=meeting, organisation=organisation)
    if created:
        note("organisation_convened", meeting, by, organisation=organisation.pk)
    return attendance


@transaction.atomic
def withdraw_organisation(*, meeting: Meeting, attendance: Attendance, by: Mandate) -> None:
    """Take back an organisation added by mistake, as long as nobody was written to."""
    meeting = run_by(meeting, by)
    attendance = Attendance.objects.select_related("organisation").get(pk=attendance.pk, meeting=meeting)
    written = WrittenContribution.objects.filter(meeting=meeting, organisation=attendance.organisation)
    refuse_if(
        rules.reasons_not_to_withdraw(
            status=meeting.status,
            told=attendance.convened_at is not None,
            said=attendance.answer != AttendanceAnswer.AWAITED or written.exists(),
            name=attendance.organisation.short_name,
        )
    )
    attendance.delete()
    note("organisation_withdrawn", meeting, by, organisation=attendance.organisation_id)
