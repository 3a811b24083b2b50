"""What the room tells the journey: what is left before the meeting is held, what is expected of whom, the thread."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.common.references import Reference
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import cycle_reference
from interregions.exchange.meetings.choices import AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Attendance, DateAnswer, Meeting
from interregions.exchange.meetings.queries.meetings import meetings_of, meetings_visible_to
from interregions.exchange.meetings.queries.pages import when
from interregions.network.choices import Role
from interregions.network.models import Member
from interregions.network.queries import Standing, standing_of

ANIMATION = "l’animation"
# The planning page is journey's, the room above: the address is a contract.
PLANNING = "/echanges/reunion/"


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """A meeting planned, dated, convened and opened; empty when one is under way or held."""
    meetings = meetings_of(cycle)
    if any(meeting.status in (MeetingStatus.OPEN, MeetingStatus.CLOSED) for meeting in meetings):
        return []
    if not meetings:
        return [Remaining("Préparer la réunion", ANIMATION, f"{PLANNING}?cycle={cycle.pk}")]
    meeting = meetings[0]
    address = meeting.get_absolute_url()
    day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    left = [Remaining("Ouvrir la séance", ANIMATION, address, day)]
    if meeting.status == MeetingStatus.PLANNED:
        left.insert(0, Remaining("Envoyer les convocations", ANIMATION, address, day))
    if meeting.starts_at is None:
        left.insert(0, Remaining("Choisir la date", ANIMATION, reverse("meetings:poll", args=[meeting.pk])))
    waiting = meeting.attendances.filter(answer=AttendanceAnswer.AWAITED, convened_at__isnull=False).count()
    if waiting:
        words = counted(waiting, "organisme n’a pas répondu", "organismes n’ont pas répondu") + " à la convocation"
        left.insert(0, Remaining(words, "les référents", address, day, blocking=False))
    return left


def expected_of(member: Member | None) -> list[Expected]:
    """The cards of this room: answer a convocation or a date poll; convene, settle and open for the animation."""
    standing = standing_of(member)
    if not standing.mandates:
        return []
    return [*_answers(standing), *_dates(standing), *(_to_run() if standing.is_facilitator else [])]


def _acting_ids(standing: Standing) -> set[int]:
    return {m.organisation_id for m in standing.mandates if m.role in (Role.REFERENT, Role.CONTRIBUTOR)}


def _answers(standing: Standing) -> list[Expected]:
    ids = _acting_ids(standing)
    found = Attendance.objects.filter(
        organisation_id__in=ids,
        answer=AttendanceAnswer.AWAITED,
        meeting__status=MeetingStatus.CONVENED,
        meeting__starts_at__gte=timezone.now(),
    ).select_related("meeting", "organisation")
    return [
        Expected(
            what=f"Dire si vous venez : {each.meeting.title}",
            why=f"Réunion du {when(each.meeting)}, heure de Paris.",
            url=reverse("meetings:answer", args=[each.meeting_id]),
            gesture="Répondre",
            due=timezone.localdate(each.meeting.starts_at),
            minutes=1,
            holder=each.organisation.short_name if len(ids) > 1 else "",
        )
        for each in found
    ]


def _dates(standing: Standing) -> list[Expected]:
    """A card for each organisation that has not answered: one person may act for several."""
    ids = _acting_ids(standing)
    today = timezone.localdate()
    asked = Attendance.objects.filter(
        organisation_id__in=ids,
        meeting__status=MeetingStatus.PLANNED,
        meeting__date_poll__closed_at=None,
        meeting__date_poll__until__gte=today,
    ).select_related("meeting__date_poll", "organisation")
    found = list(asked.order_by("meeting__date_poll__until", "meeting_id", "organisation__sort_name"))
    if not found:
        return []
    answered = set(
        DateAnswer.objects.filter(organisation_id__in=ids, option__poll__closed_at=None).values_list(
            "option__poll__meeting_id", "organisation_id"
        )
    )
    return [
        Expected(
            what=f"Dire quelles dates conviennent : {each.meeting.title}",
            why="L’animation choisira parmi les dates qui ont le moins de « non », puis le plus de « oui ».",
            url=reverse("meetings:poll", args=[each.meeting_id]),
            gesture="Répondre",
            due=each.meeting.date_poll.until,
            minutes=1,
            holder=each.organisation.short_name if len(ids) > 1 else "",
        )
        for each in found
        if (each.meeting_id, each.organisation_id) not in answered
    ]


def _to_run() -> list[Expected]:
    now = timezone.now()
    today = timezone.localdate()
    found = Meeting.objects.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.CONVENED])
    found = (
        found.filter(Q(starts_at=None) | Q(ends_at__gte=now)).select_related("date_poll").order_by("starts_at", "id")
    )
    cards = []
    for meeting in found:
        poll = getattr(meeting, "date_poll", None)
        day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
        if meeting.starts_at is None:
            if poll is None or poll.until < today:
                words = "Chercher une date" if poll is None else "Choisir la date"
                cards.append(_card(meeting, words, "meetings:poll", None))
        elif meeting.status == MeetingStatus.PLANNED:
            cards.append(_card(meeting, "Envoyer les convocations", "meetings:meeting", day))
        elif day == today:
            cards.append(_card(meeting, "Ouvrir la séance", "meetings:meeting", day))
    return cards


def _card(meeting: Meeting, words: str, address: str, due: object) -> Expected:
    return Expected(
        what=f"{words} : {meeting.title}",
        why=f"Réunion, {when(meeting)}.",
        url=reverse(address, args=[meeting.pk]),
        gesture=words,
        due=due,  # type: ignore[arg-type]
        minutes=3,
    )


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The meetings of the cycle this member may see, with what they started from."""
    read = meetings_visible_to(member).select_related(None).only("title", "status", "starts_at", "created_at")
    meetings = list(read.filter(cycles=cycle).order_by("starts_at", "id"))
    if not meetings:
        return []
    origins: dict[int, list[Reference]] = {}
    for item in AgendaItem.objects.filter(meeting__in=meetings, cycle=cycle).order_by("position", "id"):
        found = [Reference.from_json(value) for value in item.references]
        origins.setdefault(item.meeting_id, []).extend(each for each in found if each is not None)
    return [
        ThreadLine(
            label=f"Réunion : {meeting.title}",
            state=MeetingStatus(meeting.status).label,
            url=meeting.get_absolute_url(),
            at=meeting.starts_at or meeting.created_at,
            origins=tuple(dict.fromkeys([cycle_reference(cycle), *origins.get(meeting.pk, [])])),
        )
        for meeting in meetings
    ]
