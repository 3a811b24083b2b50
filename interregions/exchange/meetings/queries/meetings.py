"""Meetings: who sees them, who runs them, their lists, what other rooms read of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from interregions.common.prepared import PreparedOn
from interregions.common.references import Reference
from interregions.common.typography import french_time
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.choices import AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Attendance, Guest, Meeting, WrittenContribution
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Group, Mandate, Member, Organisation
from interregions.network.prepared import visible
from interregions.network.queries import current_organisations, is_facilitator, standing_of

ANNOUNCED = (AttendanceAnswer.COMING, AttendanceAnswer.REMOTE, AttendanceAnswer.SUBSTITUTE)
ANSWERING = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    meeting: Meeting
    cycles: tuple[Cycle, ...]
    announced: int
    convened: int
    answered: bool


def meetings_visible_to(member: Member | None) -> QuerySet[Meeting]:
    """All for the animation; the others see those whose cycle their organisation leads, and those it is convened to
    once the convocations left, or before when a date was sought with it."""
    found = Meeting.objects.select_related("created_by__member", "current_item")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    ids = standing.organisation_ids
    convened = Attendance.objects.filter(organisation_id__in=ids).values("meeting_id")
    led = Meeting.cycles.through.objects.filter(cycle__lead_id__in=ids).values("meeting_id")
    never_told = Q(status=MeetingStatus.PLANNED) | Q(status=MeetingStatus.CANCELLED, convened_at=None)
    told = Q(pk__in=convened) & (~never_told | Q(date_poll__isnull=False))
    return found.filter(told | Q(pk__in=led)) if ids else found.none()


_ONE = visible(meetings_visible_to)


def meeting_visible_to(member: Member | None, meeting_id: int) -> Meeting | None:
    """One meeting, or None when it does not exist for this member."""
    return _ONE.one(member, pk=meeting_id)


def meeting_run_by(mandate: Mandate | None, meeting_id: int) -> Meeting | None:
    """A meeting this acting mandate prepares and runs: the animation only."""
    if not is_facilitator(mandate) or mandate is None:
        return None
    return meeting_visible_to(mandate.member, meeting_id)


def is_over(meeting: Meeting) -> bool:
    """Held, cancelled, or past."""
    if meeting.status in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED):
        return True
    return has_ended(meeting)


def coming(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings to come or under way, the soonest first, those without a date at the end."""
    now = timezone.now()
    live = Q(status=MeetingStatus.OPEN) | Q(starts_at__isnull=True) | Q(ends_at__gte=now)
    over = [MeetingStatus.CLOSED, MeetingStatus.CANCELLED]
    return meetings.exclude(status__in=over).filter(live).order_by("starts_at", "id")


def past(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings held, cancelled or whose time has passed, latest first."""
    return meetings.exclude(pk__in=coming(meetings).values("pk")).order_by("-starts_at", "-id")


def meeting_lines(meetings: Collection[Meeting], mandate: Mandate | None) -> list[MeetingLine]:
    """The lines of one page of a list, with as many queries for one as for thirty."""
    ids = [meeting.pk for meeting in meetings]
    counts = {
        pk: (convened, announced)
        for pk, convened, announced in Attendance.objects.filter(meeting_id__in=ids)
        .values_list("meeting_id")
        .annotate(n=Count("id"), a=Count("id", filter=Q(answer__in=ANNOUNCED)))
        .order_by()
    }
    answered = set(
        Attendance.objects.filter(meeting_id__in=ids, organisation=mandate.organisation_id if mandate else None)
        .exclude(answer=AttendanceAnswer.AWAITED)
        .values_list("meeting_id", flat=True)
    )
    cycles: dict[int, list[Cycle]] = {}
    for link in Meeting.cycles.through.objects.filter(meeting_id__in=ids).select_related("cycle__theme"):
        cycles.setdefault(link.meeting_id, []).append(link.cycle)
    return [
        MeetingLine(
            meeting,
            tuple(cycles.get(meeting.pk, ())),
            counts.get(meeting.pk, (0, 0))[1],
            counts.get(meeting.pk, (0, 0))[0],
            meeting.pk in answered,
        )
        for meeting in meetings
    ]


def meeting_reference(meeting: Meeting) -> Reference:
    """The meeting as other rooms store it."""
    return Reference("meetings.meeting", str(meeting.pk), meeting.title, meeting.get_absolute_url())


def what_changes(meeting: Meeting) -> tuple[str, datetime | None, datetime | None, str, str]:
    """What its page of changes shows: title, beginning, end, place, link."""
    return meeting.title, meeting.starts_at, meeting.ends_at, meeting.place, meeting.link


def has_ended(meeting: Meeting) -> bool:
    """Whether its last hour is past, open sittings apart: they end when they are closed."""
    return meeting.status != MeetingStatus.OPEN and meeting.ends_at is not None and meeting.ends_at < timezone.now()


def channel_of(meeting: Meeting) -> str:
    """The live channel of everything that happens in this meeting."""
    return f"meeting.{meeting.pk}"


_AGENDA = PreparedOn(
    lambda meeting: (
        AgendaItem.objects.filter(meeting=meeting).select_related("cycle__theme", "led_by").order_by("position", "id")
    )
)
_CYCLES = PreparedOn(lambda meeting: Cycle.objects.filter(meetings=meeting).select_related("theme"))


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The points in order."""
    return _AGENDA.read(meeting=meeting.pk)


def cycles_of(meeting: Meeting) -> list[Cycle]:
    """The cycles it serves, with their themes."""
    return _CYCLES.read(meeting=meeting.pk)


_ATTENDANCES = PreparedOn(
    lambda meeting: Attendance.objects.filter(meeting=meeting).select_related("organisation", "answered_by__member")
)


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Every convened organisation, Régions first."""
    found = _ATTENDANCES.read(meeting=meeting.pk)
    for each in found:
        each.meeting = meeting
    return sorted(
        found, key=lambda each: (each.organisation.kind != OrganisationKind.REGION, each.organisation.sort_name)
    )


def attendance_in(meeting: Meeting, attendance_id: int) -> Attendance | None:
    """One of the organisations convened to this meeting."""
    return Attendance.objects.filter(meeting=meeting, pk=attendance_id).first()


def sheet_values(attendance: Attendance) -> tuple[bool, bool, time | None, time | None, str]:
    """What a line of the sheet shows: there, from afar, from, to, who."""
    there = bool(attendance.present)
    return there, attendance.remote, attendance.arrived_at, attendance.left_at, attendance.people


def sheet_words(attendance: Attendance) -> str:
    """The line in a few words: « présent, de 10 h 05 à 12 h, Anne Le Goff »."""
    there, remote, arrived, left, people = sheet_values(attendance)
    words = ["présent à distance" if there and remote else "présent" if there else "absent"]
    words += [f"{word} {french_time(hour)}" for word, hour in (("à partir de", arrived), ("jusqu’à", left)) if hour]
    return ", ".join([*words, *([people] if people else [])])


def guests_of(meeting: Meeting) -> list[Guest]:
    """Everybody invited from outside, by name."""
    return list(Guest.objects.filter(meeting=meeting).order_by("name", "pk"))


def attendance_of(meeting: Meeting, organisation_id: int | None) -> Attendance | None:
    """What one organisation announced; None when it is not convened."""
    if organisation_id is None:
        return None
    return (
        Attendance.objects.filter(meeting=meeting, organisation_id=organisation_id)
        .select_related("organisation", "meeting")
        .first()
    )


def reasons_to_answer(attendance: Attendance, mandate: Mandate | None) -> list[str]:
    """Why this mandate may not answer for that organisation now."""
    return rules.reasons_not_to_answer(
        status=attendance.meeting.status,
        convened=True,
        own=mandate is not None and mandate.organisation_id == attendance.organisation_id,
        is_facilitator=is_facilitator(mandate),
        ended=has_ended(attendance.meeting),
    )


def reasons_to_read_dossier(meeting: Meeting, mandate: Mandate | None) -> list[str]:
    """Why this mandate may not read the agenda, nor take the dossier or the calendar entry, yet."""
    return rules.reasons_not_to_read_dossier(status=meeting.status, prepares=is_facilitator(mandate))


def reasons_to_write(meeting: Meeting) -> list[str]:
    """Why a convened organisation may not write to this meeting now."""
    return rules.reasons_not_to_file(status=meeting.status, convened=True, text=None)


def attendance_by_id(attendance_id: int) -> Attendance | None:
    """The attendance a signed link names."""
    return Attendance.objects.filter(pk=attendance_id).select_related("organisation", "meeting").first()


def is_convened(meeting: Meeting, organisation_id: int | None) -> bool:
    """Whether this organisation is convened to this meeting."""
    return organisation_id is not None and meeting.attendances.filter(organisation_id=organisation_id).exists()


_WRITTEN = PreparedOn(
    lambda meeting: (
        WrittenContribution.objects.filter(meeting=meeting)
        .select_related("organisation", "agenda_item", "by__member")
        .order_by("agenda_item__position", "organisation__sort_name", "id")
    )
)


def written_contributions_of(meeting: Meeting) -> list[WrittenContribution]:
    """What organisations wrote beforehand, by point."""
    return _WRITTEN.read(meeting=meeting.pk)


def invitable_organisations() -> list[tuple[int, str]]:
    """Organisations one may invite besides the Régions."""
    others = [kind for kind in OrganisationKind.values if kind != OrganisationKind.REGION]
    return list(current_organisations(others).values_list("pk", "short_name"))


def invitable_groups() -> list[tuple[int, str]]:
    """Working groups that are not closed."""
    return list(Group.objects.filter(closed_on=None).values_list("pk", "name"))


def organisations_to_convene(
    *, all_regions: bool, organisation_ids: Collection[int], group_ids: Collection[int]
) -> list[Organisation]:
    """The Régions, the chosen organisations and the members of the chosen groups, each once."""
    wanted = Q(pk__in=list(organisation_ids)) | Q(groups__in=list(group_ids))
    if all_regions:
        wanted |= Q(kind=OrganisationKind.REGION)
    return list(current_organisations().filter(wanted).distinct())


def open_cycle_choices() -> list[tuple[int, str]]:
    """The cycles a meeting may deal with."""
    found = Cycle.objects.filter(closed_at=None).select_related("theme")
    return [(cycle.pk, cycle.theme.title) for cycle in found]


def cycles_by_ids(ids: Collection[int]) -> list[Cycle]:
    """The cycles chosen in a form that offered them, in that order."""
    found = {cycle.pk: cycle for cycle in Cycle.objects.filter(pk__in=list(ids)).select_related("theme", "lead")}
    return [found[pk] for pk in ids if pk in found]


def organisation_by_id(organisation_id: int | None) -> Organisation | None:
    """The organisation chosen in a form that offered it."""
    return Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None


def convened_choices(meeting: Meeting) -> list[tuple[int, str]]:
    """The convened organisations, to lead a point."""
    return [(each.organisation_id, each.organisation.short_name) for each in attendances_of(meeting)]


def convenable_choices(meeting: Meeting) -> list[tuple[int, str]]:
    """The organisations that are not convened yet."""
    taken = meeting.attendances.values("organisation_id")
    return list(current_organisations().exclude(pk__in=taken).values_list("pk", "short_name"))


def point_choices(meeting: Meeting) -> list[tuple[int, str]]:
    """The points of the agenda, to choose one."""
    return [(item.pk, item.title) for item in agenda_of(meeting)]


def point_by_id(meeting: Meeting, item_id: int | None) -> AgendaItem | None:
    """One of the points of this meeting."""
    return AgendaItem.objects.select_related("meeting").filter(meeting=meeting, pk=item_id or 0).first()


def guest_by_id(meeting: Meeting, guest_id: int) -> Guest | None:
    """One of the guests of this meeting."""
    return Guest.objects.select_related("meeting").filter(meeting=meeting, pk=guest_id).first()


def written_by(meeting: Meeting, organisation_id: int, item_id: int | None) -> WrittenContribution | None:
    """What an organisation wrote for one point, or for the whole."""
    found = WrittenContribution.objects.filter(meeting=meeting, organisation_id=organisation_id)
    return found.filter(agenda_item_id=item_id).first()


def runs(mandate: Mandate | None) -> bool:
    """Whether this acting mandate prepares and runs meetings."""
    return is_facilitator(mandate)


def number_in(text: str) -> int | None:
    """A number given in an address, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def attendance_answered_by(meeting: Meeting, mandate: Mandate | None, organisation: str) -> Attendance | None:
    """The line this mandate answers: its own organisation's, or for the animation the one asked for."""
    if mandate is None or mandate.role not in ANSWERING:
        return None
    asked = number_in(organisation) if is_facilitator(mandate) else None
    return attendance_of(meeting, asked or mandate.organisation_id)
