"""Whom a convocation leaves for, and who has not answered it, or a search for a date."""

from dataclasses import dataclass
from datetime import date

from interregions.common.ports import awaited
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.letters import DATES_REMINDER, REMINDER
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries.polls import poll_of
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import people_asked
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.queries import Reach, reach_of, receivers

TASKS = {REMINDER: "meetings.answer", DATES_REMINDER: "meetings.dates"}


@dataclass(frozen=True)
class ToRemind:
    """One organisation that has not answered, and the people to whom a reminder would leave."""

    attendance: Attendance
    people: tuple[Mandate, ...]


@dataclass(frozen=True)
class Silent:
    """Those that have not answered: to remind, without anybody to write to, or reminded today."""

    kind: str
    waiting: tuple[ToRemind, ...]
    unreached: tuple[Organisation, ...]
    reminded_today: int

    @property
    def people(self) -> int:
        """Somebody who answers for two organisations is one."""
        return len({mandate.member_id for each in self.waiting for mandate in each.people})


def kind_of_reminder(meeting: Meeting) -> str:
    """What is awaited of those who are convened now: their answer, or the dates that suit them."""
    if meeting.status == MeetingStatus.PLANNED and meeting.starts_at is None and poll_of(meeting) is not None:
        return DATES_REMINDER
    return REMINDER


def silent_of(meeting: Meeting, today: date) -> Silent:
    """A reminder is written to who has a card and to nobody else, once a day for each organisation."""
    kind = kind_of_reminder(meeting)
    asked = {row.organisation: people for row, people in people_asked(awaited(TASKS[kind], [meeting.pk]))}
    reached = receivers([each.member for people in asked.values() for each in people], MailKind.REMINDERS)
    written = Message.objects.filter(key__startswith=f"{kind}:{meeting.pk}:{today:%Y-%m-%d}:")
    reminded = {int(key.rsplit(":", 1)[1]) for key in written.values_list("key", flat=True)}
    found = Attendance.objects.filter(meeting=meeting, organisation__in=[pk for pk in asked if pk])
    waiting, unreached = [], []
    for attendance in found.select_related("organisation"):
        if attendance.organisation_id in reminded:
            continue
        people = tuple(each for each in asked[attendance.organisation_id] if each.member_id in reached)
        if people:
            waiting.append(ToRemind(attendance, people))
        else:
            unreached.append(attendance.organisation)
    return Silent(kind, tuple(waiting), tuple(unreached), len(reminded & set(asked)))


def reach_of_convocation(meeting: Meeting) -> Reach:
    """The people the convocation would leave for now: those of the organisations not convened yet."""
    waiting = Attendance.objects.filter(meeting=meeting, convened_at=None)
    return reach_of(list(waiting.values_list("organisation_id", flat=True)))


def guests_to_write(meeting: Meeting) -> list[Guest]:
    """The guests who left an address and were not written to: a meeting convened once has told them."""
    if meeting.status != MeetingStatus.PLANNED:
        return []
    return list(Guest.objects.filter(meeting=meeting).exclude(email="").order_by("name"))
