"""Who comes, who came, who writes instead, and who is invited from outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.utils import timezone

from interregions.common.addresses import reasons_not_to_take_address
from interregions.common.errors import Refused, Stale, refuse_if
from interregions.common.rows import hold
from interregions.common.seen import fingerprint, reasons_if_changed
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.models import AgendaItem, Attendance, Guest, Meeting, WrittenContribution
from interregions.exchange.meetings.queries import meetings as queries
from interregions.exchange.meetings.services.messages import tell_late_guest
from interregions.exchange.meetings.services.plans import locked, note, run_by
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.live.services import publish


@dataclass(frozen=True)
class SheetLine:
    """One line of the attendance sheet as the facilitator fills it; ``seen`` marks what the line showed before."""

    attendance_id: int
    present: bool
    remote: bool
    arrived_at: time | None
    left_at: time | None
    people: str | None = None
    seen: str = ""


@dataclass(frozen=True)
class GuestLine:
    """One guest of the attendance sheet: there or not, and whether the box was ticked when the page was read."""

    guest_id: int
    present: bool
    was_present: bool


@transaction.atomic
def answer_convocation(
    *, meeting: Meeting, organisation: Organisation, answer: str, people: str = "", words: str = "", by: Mandate
) -> Attendance:
    """An organisation says whether it comes, remotely or not, through a substitute, or not at all.

    The same answer again changes nothing and is written once: ``said_now`` tells which it was.
    """
    check_mandate(by, roles=queries.ANSWERING)
    meeting = locked(meeting)
    own = Attendance.objects.filter(meeting=meeting, organisation=organisation)
    hold(own)
    attendance = own.first()
    refuse_if(
        rules.reasons_not_to_answer(
            status=meeting.status,
            convened=attendance is not None,
            own=by.organisation_id == organisation.pk,
            is_facilitator=by.role == Role.FACILITATOR,
            ended=queries.has_ended(meeting),
        )
    )
    refuse_if(rules.reasons_about_answer(answer=answer, people=people))
    if attendance is None:
        raise Refused("Votre organisme n’est pas convié à cette réunion.")
    before = (attendance.answer, attendance.words, attendance.people)
    attendance.answer, attendance.words = answer, words.strip()
    attendance.people = rules.people_expected(answer=answer, people=people)
    attendance.said_now = before != (attendance.answer, attendance.words, attendance.people)
    if not attendance.said_now:
        return attendance
    attendance.answered_by, attendance.answered_at = by, timezone.now()
    attendance.save(update_fields=["answer", "people", "words", "answered_by", "answered_at"])
    note("convocation_answered", meeting, by, organisation=organisation.pk, answer=str(answer))
    return attendance


@transaction.atomic
def answer_as_guest(*, guest: Guest, answer: str, words: str = "") -> Guest:
    """Somebody from outside says whether they come, by the link of their invitation; ``said_now`` as above."""
    meeting = locked(guest.meeting)
    held = Guest.objects.select_for_update(of=("self",)).filter(pk=guest.pk).first()
    if held is None:
        raise Refused(rules.TAKEN_BACK)
    guest = held
    refuse_if(rules.reasons_not_to_answer_as_guest(status=meeting.status, ended=queries.has_ended(meeting)))
    refuse_if(rules.reasons_about_guest_answer(answer=answer))
    guest.said_now = (guest.answer, guest.words) != (answer, words.strip())
    if guest.said_now:
        guest.answer, guest.words, guest.answered_at = answer, words.strip(), timezone.now()
        guest.save(update_fields=["answer", "words", "answered_at"])
        note("guest_answered", meeting, None, guest=guest.pk, answer=str(answer))
    return guest


@transaction.atomic
def file_written_contribution(
    *,
    meeting: Meeting,
    organisation: Organisation,
    agenda_item: AgendaItem | None,
    text: str,
    revision: int = 0,
    by: Mandate,
) -> WrittenContribution:
    """What an organisation would have said, read at its point. One text by organisation and point, changed in turn."""
    check_mandate(by, roles=queries.ANSWERING, organisation=organisation)
    meeting = locked(meeting)
    convened = queries.is_convened(meeting, organisation.pk)
    refuse_if(rules.reasons_not_to_file(status=meeting.status, convened=convened, text=text))
    if agenda_item is not None and agenda_item.meeting_id != meeting.pk:
        raise Refused("Ce point n’est pas à l’ordre du jour de cette réunion.")
    before = (
        WrittenContribution.objects.filter(meeting=meeting, organisation=organisation, agenda_item=agenda_item)
        .select_related("by__member")
        .first()
    )
    if before is None:
        written = WrittenContribution.objects.create(
            meeting=meeting, organisation=organisation, agenda_item=agenda_item, text=text.strip(), by=by
        )
    else:
        if before.revision != revision and before.text.strip() != text.strip():
            raise Stale(mine=text, theirs=before.text, author=before.by.member.full_name, revision=before.revision)
        written = before
        written.text, written.by, written.revision = text.strip(), by, before.revision + 1
        written.save()
    note("contribution_filed", meeting, by, organisation=organisation.pk)
    publish(queries.channel_of(meeting), "written", {"id": written.pk})
    return written


@transaction.atomic
def record_attendance_sheet(
    *, meeting: Meeting, lines: Sequence[SheetLine], guests: Sequence[GuestLine] = (), by: Mandate
) -> None:
    """Who was there, on site or not, from when to when, and which guests came.

    Two people may keep one sheet: a line the sender did not touch leaves alone what another wrote, and one that both
    changed is refused. Raises Refused with the organisation's name.
    """
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_mark(status=meeting.status))
    found = {each.pk: each for each in Attendance.objects.filter(meeting=meeting)}
    changed = []
    for line in lines:
        attendance = found.get(line.attendance_id)
        if attendance is None:
            raise Refused("Un des organismes de cette feuille n’est plus convié. Rouvrez la page.")
        # Who follows from afar is there: one tick is enough.
        there = line.present or line.remote
        sent = (there, line.remote, line.arrived_at, line.left_at, (line.people or "").strip())
        standing = queries.sheet_values(attendance)
        if line.seen == fingerprint(*sent) != fingerprint(*standing):
            continue
        if reasons_if_changed(seen=line.seen, standing=standing, sent=sent):
            words = queries.sheet_words(attendance)
            raise Refused(rules.changed_on_the_sheet(attendance.organisation.short_name, words))
        if line.arrived_at and line.left_at and line.left_at < line.arrived_at:
            raise Refused(f"{attendance.organisation.short_name} : l’heure de départ précède celle d’arrivée.")
        attendance.present, attendance.remote = there, line.remote
        attendance.arrived_at = line.arrived_at if there else None
        attendance.left_at = line.left_at if there else None
        if line.people is not None:
            attendance.people = line.people.strip()
        changed.append(attendance)
    Attendance.objects.bulk_update(changed, ["present", "remote", "arrived_at", "left_at", "people"])
    came = {line.guest_id: line.present for line in guests if line.present != line.was_present}
    invited = list(Guest.objects.filter(meeting=meeting, pk__in=came))
    for guest in invited:
        guest.present = came[guest.pk]
    Guest.objects.bulk_update(invited, ["present"])
    note("attendance_recorded", meeting, by, present=sum(1 for each in changed if each.present))


@transaction.atomic
def invite_guest(
    *, meeting: Meeting, name: str, organisation_name: str, email: str, items: Collection[AgendaItem], by: Mandate
) -> Guest:
    """Somebody from outside, for some points; nothing of the site opens to them but their invitation.

    It leaves with the convocations, or at once when they have left.
    """
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    if not name.strip():
        raise Refused("Donnez le nom de la personne invitée.")
    refuse_if(reasons_not_to_take_address(email))
    guest = Guest.objects.create(
        meeting=meeting, name=name.strip(), organisation_name=organisation_name.strip(), email=email.strip()
    )
    guest.items.set(item for item in items if item.meeting_id == meeting.pk)
    note("guest_invited", meeting, by, guest=guest.pk)
    tell_late_guest(meeting=meeting, guest=guest)
    return guest


@transaction.atomic
def remove_guest(*, guest: Guest, by: Mandate) -> None:
    """Take back an invitation."""
    meeting = run_by(guest.meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    note("guest_removed", meeting, by, guest=guest.pk)
    guest.delete()
