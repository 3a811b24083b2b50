"""What the animation may enter for a convened organisation: the dates that suit it, whether it comes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from interregions.common.rooms import ByPhone
from interregions.common.typography import french_date
from interregions.common.zones import moment_told, span_told
from interregions.exchange.meetings.choices import AttendanceAnswer, DateAnswerValue, MeetingStatus
from interregions.exchange.meetings.forms import AnswerForm, PollAnswerForm
from interregions.exchange.meetings.models import Attendance, DateAnswer, Meeting
from interregions.exchange.meetings.queries import meetings, pages, polls, signed_links
from interregions.exchange.meetings.services import presence
from interregions.exchange.meetings.services.polls import answer_date_poll
from interregions.network.models import Mandate, Organisation
from interregions.network.places import places_of


def _convened(meeting: Meeting) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=meeting.attendances.values("organisation"))


def _to_come(mandate: Mandate, meeting_id: int) -> Meeting | None:
    meeting = meetings.meeting_run_by(mandate, meeting_id)
    return meeting if meeting and meeting.status not in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED) else None


def _polled(mandate: Mandate, meeting_id: int) -> Meeting | None:
    meeting = meetings.meeting_run_by(mandate, meeting_id)
    poll = polls.poll_of(meeting) if meeting else None
    return meeting if poll is not None and poll.closed_at is None else None


def _poll_form(meeting: Meeting, sent: Any) -> PollAnswerForm:
    page = polls.poll_page(meeting, None)
    if page is None:
        raise LookupError(f"No date is sought for the meeting {meeting.pk}.")
    return PollAnswerForm(page, sent)


def _enter_dates(meeting: Meeting, organisation: Organisation, values: Mapping[str, Any], by: Mandate) -> list[str]:
    given = {int(name.removeprefix("option_")): value for name, value in values.items()}
    answer_date_poll(meeting=meeting, answers=given, organisation=organisation, by=by)
    place = places_of([organisation.pk]).get(organisation.pk)
    return [
        f"{span_told(option.starts_at, option.ends_at, place)} : {DateAnswerValue(given[option.pk]).label}"
        for option in meeting.date_poll.options.filter(pk__in=given)
    ]


def _enter_presence(meeting: Meeting, organisation: Organisation, values: Mapping[str, Any], by: Mandate) -> list[str]:
    presence.answer_convocation(meeting=meeting, organisation=organisation, **values, by=by)
    attendance = meeting.attendances.get(organisation=organisation)
    place = places_of([organisation.pk]).get(organisation.pk)
    told = [moment_told(meeting.starts_at, place)] if meeting.starts_at else []
    told.append(str(AttendanceAnswer(attendance.answer).label))
    return told + [line for line in (attendance.people, attendance.words) if line]


def _correct_presence(meeting: Meeting, organisation: Organisation, mandate: Mandate) -> str:
    return signed_links.presence_url(meeting.attendances.get(organisation=organisation), mandate)


def _correct_dates(meeting: Meeting, organisation: Organisation, mandate: Mandate) -> str:
    return signed_links.dates_url(meeting.attendances.get(organisation=organisation), mandate)


def _own_dates(meeting: Meeting, organisation: Organisation) -> bool:
    own = DateAnswer.objects.filter(option__poll__meeting=meeting, organisation=organisation)
    return own.filter(by__organisation=organisation).exists()


def _own_presence(meeting: Meeting, organisation: Organisation) -> bool:
    held = meeting.attendances.filter(organisation=organisation)
    return held.filter(Q(answered_by__organisation=organisation) | Q(answer=AttendanceAnswer.AWAITED)).exists()


def _named(meeting: Meeting) -> str:
    """« Titre », and its day; the last one to answer while the day is sought."""
    poll = polls.poll_of(meeting) if meeting.starts_at is None else None
    if poll is not None:
        return f"« {meeting.title} », à répondre jusqu’au {french_date(poll.until)}"
    return f"« {meeting.title} »{f', {pages.when(meeting)}' if meeting.starts_at else ''}"


DATES = ByPhone(
    label="Dates possibles",
    thing=_polled,
    reference=meetings.meeting_reference,
    organisations=_convened,
    form=_poll_form,
    enter=_enter_dates,
    correct=_correct_dates,
    settled=_own_dates,
    named=_named,
)
PRESENCE = ByPhone(
    label="Présence à la réunion",
    thing=_to_come,
    reference=meetings.meeting_reference,
    organisations=_convened,
    form=lambda meeting, sent: AnswerForm(Attendance(meeting=meeting), sent),
    enter=_enter_presence,
    correct=_correct_presence,
    settled=_own_presence,
    named=_named,
)
