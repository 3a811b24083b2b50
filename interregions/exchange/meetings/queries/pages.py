"""What the pages of a meeting show, and what each mandate may do there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from interregions.common.references import Reference
from interregions.common.typography import french_datetime
from interregions.common.zones import Place, moment_told
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.agenda import TO_SPECIFY, ProgressLine, progress_lines
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Attendance, Guest, Meeting, WrittenContribution
from interregions.exchange.meetings.queries.meetings import (
    ANNOUNCED,
    agenda_of,
    attendances_of,
    cycles_of,
    is_over,
    reasons_to_read_dossier,
    written_contributions_of,
)
from interregions.exchange.meetings.queries.polls import PollPage, poll_page
from interregions.network.models import Mandate
from interregions.network.places import place_of
from interregions.network.presence import here_for
from interregions.network.queries import is_facilitator


@dataclass(frozen=True)
class AgendaLine:
    """One point as it is read: its hour, its documents, and earlier actions in the first one."""

    item: AgendaItem
    number: int
    starts_at: datetime | None
    progress: tuple[ProgressLine, ...]
    references: tuple[Reference, ...]
    is_progress: bool
    current: bool
    written: tuple[WrittenContribution, ...]

    @property
    def open_actions(self) -> int:
        return sum(not each.done for each in self.progress)

    @property
    def done_actions(self) -> int:
        return sum(each.done for each in self.progress)

    @property
    def as_of(self) -> date | None:
        """The day of the state that is told: an agenda keeps it until it is read again."""
        days = [each.as_of for each in self.progress if each.as_of]
        return date.fromisoformat(min(days)) if days else None


@dataclass(frozen=True)
class Presence:
    """Who comes: totals for all, names of those who announced themselves; the silent ones for the animation only."""

    convened: int
    to_convene: int
    on_site: int
    remote: int
    absent: int
    awaited: int
    there: int | None
    there_names: tuple[str, ...]
    announced_names: tuple[str, ...]
    silent_names: tuple[str, ...]
    people: tuple[Attendance, ...]
    unconvened: tuple[Attendance, ...]


@dataclass(frozen=True)
class Gestures:
    """Why each gesture is not possible now; empty means it is."""

    convene: tuple[str, ...]
    open: tuple[str, ...]
    close: tuple[str, ...]
    cancel: tuple[str, ...]
    move: tuple[str, ...]
    prepare: tuple[str, ...]
    mark: tuple[str, ...]


@dataclass(frozen=True)
class MeetingPage:
    """All that the page of a meeting shows to one mandate."""

    meeting: Meeting
    cycles: tuple[Cycle, ...]
    agenda: tuple[AgendaLine, ...]
    balance: str
    too_long: bool
    presence: Presence
    mine: Attendance | None
    my_text: WrittenContribution | None
    poll: PollPage | None
    early: bool
    guests: tuple[Guest, ...]
    runs: bool
    over: bool
    sentence: str
    place: Place | None  # where the reader lives, when the hour of Paris is not theirs
    gestures: Gestures
    fictional: bool
    draft: tuple[str, ...]
    to_specify: tuple[str, ...]

    @property
    def minutes_url(self) -> str:
        """Where the minutes are drafted or read once the meeting is held; outcomes' page, its address is a contract."""
        if self.meeting.status != MeetingStatus.CLOSED:
            return ""
        return f"/comptes-rendus/rediger/{self.meeting.pk}/" if self.runs else "/comptes-rendus/"


def agenda_lines(meeting: Meeting, written: list[WrittenContribution] | None = None) -> tuple[AgendaLine, ...]:
    """The points with their hours, counted from the beginning of the meeting."""
    texts = written_contributions_of(meeting) if written is None else written
    moment = meeting.starts_at
    lines = []
    for number, item in enumerate(agenda_of(meeting), start=1):
        found = [Reference.from_json(value) for value in item.references]
        lines.append(
            AgendaLine(
                item=item,
                number=number,
                starts_at=moment,
                progress=tuple(progress_lines(item.content)) if item.kind == AgendaKind.PROGRESS else (),
                references=tuple(reference for reference in found if reference is not None),
                is_progress=item.kind == AgendaKind.PROGRESS,
                current=item.pk == meeting.current_item_id,
                written=tuple(text for text in texts if text.agenda_item_id == item.pk),
            )
        )
        moment = moment + timedelta(minutes=item.minutes) if moment else None
    return tuple(lines)


def agenda_read_by(meeting: Meeting, mandate: Mandate | None) -> tuple[AgendaLine, ...]:
    """The points this mandate may read: none before the convocation, but for who prepares the meeting."""
    return () if reasons_to_read_dossier(meeting, mandate) else agenda_lines(meeting)


def presence_of(attendances: list[Attendance], *, runs: bool) -> Presence:
    """The totals, and the names this reader may see."""
    answers = [each.answer for each in attendances]
    announced = [each.organisation.short_name for each in attendances if each.answer in ANNOUNCED]
    silent = [each.organisation.short_name for each in attendances if each.answer == AttendanceAnswer.AWAITED]
    noted = any(each.present is not None for each in attendances)
    there = [each.organisation.short_name for each in attendances if each.present]
    return Presence(
        there=len(there) if noted else None,
        there_names=tuple(there),
        convened=len(attendances),
        to_convene=sum(each.convened_at is None for each in attendances),
        on_site=answers.count(AttendanceAnswer.COMING) + answers.count(AttendanceAnswer.SUBSTITUTE),
        remote=answers.count(AttendanceAnswer.REMOTE),
        absent=answers.count(AttendanceAnswer.ABSENT),
        awaited=answers.count(AttendanceAnswer.AWAITED),
        announced_names=tuple(announced),
        silent_names=tuple(silent) if runs else (),
        people=tuple(each for each in attendances if each.answer != AttendanceAnswer.AWAITED) if runs else (),
        unconvened=tuple(each for each in attendances if each.convened_at is None) if runs else (),
    )


def gestures_on(meeting: Meeting, convened: int) -> Gestures:
    """The rules of the services, asked beforehand."""
    return Gestures(
        convene=tuple(
            rules.reasons_not_to_convene(
                status=meeting.status, starts_at=meeting.starts_at, now=timezone.now(), convened=convened
            )
        ),
        open=tuple(rules.reasons_not_to_open(status=meeting.status, starts_at=meeting.starts_at)),
        close=tuple(rules.reasons_not_to_close(status=meeting.status)),
        cancel=tuple(rules.reasons_not_to_cancel(status=meeting.status)),
        move=tuple(rules.reasons_not_to_move(status=meeting.status)),
        prepare=tuple(rules.reasons_not_to_prepare(status=meeting.status)),
        mark=tuple(rules.reasons_not_to_mark(status=meeting.status)),
    )


def meeting_page(meeting: Meeting, mandate: Mandate | None) -> MeetingPage:
    """The page of a meeting this mandate may see."""
    runs = is_facilitator(mandate)
    attendances = attendances_of(meeting)
    written = written_contributions_of(meeting)
    draft = reasons_to_read_dossier(meeting, mandate)
    agenda = () if draft else agenda_lines(meeting, written)
    own, place = (mandate.organisation_id if mandate else None), place_of(mandate)
    mine = next((each for each in attendances if each.organisation_id == own), None)
    poll = poll_page(meeting, mandate)
    planned = sum(line.item.minutes for line in agenda)
    available = minutes_of(meeting)
    return MeetingPage(
        meeting=meeting,
        cycles=tuple(cycles_of(meeting)),
        agenda=agenda,
        balance=rules.time_balance(planned=planned, available=available),
        too_long=available is not None and planned > available,
        presence=presence_of(attendances, runs=runs),
        mine=mine,
        my_text=next((text for text in written if text.organisation_id == own), None),
        poll=poll,
        early=meeting.starts_at is not None and timezone.localdate() < timezone.localdate(meeting.starts_at),
        guests=tuple(Guest.objects.filter(meeting=meeting).prefetch_related("items").order_by("name")) if runs else (),
        runs=runs,
        over=is_over(meeting),
        sentence=sentence_of(meeting, runs=runs, place=place),
        place=place,
        gestures=gestures_on(meeting, len(attendances)),
        fictional=here_for(mandate.member if mandate else None).demonstration,
        draft=tuple(draft),
        to_specify=tuple(f"{one.number}. {one.item.title}" for one in agenda if one.item.title == TO_SPECIFY),
    )


def minutes_of(meeting: Meeting) -> int | None:
    """How long the meeting lasts; None while its date is being sought."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)


def when(meeting: Meeting, place: Place | None = None) -> str:
    """« jeudi 14 janvier 2027 à 10 h » in Paris time, then there too for another place; or that the date is sought.

    Once the sitting is open, the day it is really held.
    """
    if meeting.starts_at is None:
        return "date à choisir"
    return moment_told(meeting.starts_at, place) if place else french_datetime(timezone.localtime(meeting.starts_at))


def sentence_of(meeting: Meeting, *, runs: bool, place: Place | None = None) -> str:
    """Where the meeting stands; what is expected is said by the tasks."""
    if meeting.status == MeetingStatus.CANCELLED:
        return "Cette réunion est annulée."
    if meeting.status == MeetingStatus.CLOSED:
        if meeting.planned_for is not None:
            planned = french_datetime(timezone.localtime(meeting.planned_for))
            return f"Cette réunion, prévue le {planned}, s’est tenue le {when(meeting, place)}."
        return f"Cette réunion s’est tenue le {when(meeting, place)}."
    if meeting.status == MeetingStatus.OPEN:
        return "La séance est ouverte."
    if meeting.starts_at is None:
        return "La date est à choisir."
    if meeting.status == MeetingStatus.PLANNED:
        planned = f"Prévue le {when(meeting, place)} : les convocations ne sont pas parties."
        return planned if runs else rules.NOT_CONVENED
    return f"La réunion a lieu le {moment_told(meeting.starts_at, place)}."
