"""Seeking a date together."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.meetings import notifications, rules
from interregions.exchange.meetings.choices import DateAnswerValue
from interregions.exchange.meetings.letters import DATES
from interregions.exchange.meetings.models import DateAnswer, DateOption, DatePoll, Meeting
from interregions.exchange.meetings.queries import meetings, polls
from interregions.exchange.meetings.services.messages import tell_convened
from interregions.exchange.meetings.services.plans import locked, note, run_by
from interregions.network.models import Mandate, Organisation
from interregions.network.services import speaking_for
from interregions.toolkit.mail.services import check_wording


@transaction.atomic
def open_date_poll(
    *, meeting: Meeting, options: Sequence[tuple[datetime, datetime]], until: date, seen: str = "", by: Mandate
) -> DatePoll:
    """Propose dates to the convened organisations; ``seen`` is the mark of the letter that was read."""
    meeting = run_by(meeting, by)
    refuse_if(
        rules.reasons_not_to_open_poll(
            status=meeting.status,
            has_date=meeting.starts_at is not None,
            has_poll=polls.poll_of(meeting) is not None,
            options=options,
            until=until,
            today=timezone.localdate(),
        )
    )
    check_wording(kind=DATES, about=str(meeting.pk), seen=seen)
    poll = DatePoll.objects.create(meeting=meeting, until=until)
    DateOption.objects.bulk_create(
        DateOption(poll=poll, starts_at=start, ends_at=end) for start, end in sorted(set(options))
    )
    note("date_poll_opened", meeting, by, options=len(set(options)))
    tell_convened(meeting=meeting, occasion=notifications.POLL, by=by)
    return poll


@transaction.atomic
def answer_date_poll(
    *, meeting: Meeting, answers: Mapping[int, str], organisation: Organisation | None = None, by: Mandate
) -> bool:
    """One organisation's answer for each date; the last one counts. Whether anything changed.

    ``organisation`` is whose the animation enters by telephone.
    """
    organisation = speaking_for(by, organisation, roles=meetings.ANSWERING)
    meeting = locked(meeting)
    poll = polls.poll_of(meeting)
    if poll is None:
        raise Refused("Aucune date n’est cherchée pour cette réunion.")
    refuse_if(
        rules.reasons_not_to_answer_poll(
            status=meeting.status,
            convened=meetings.is_convened(meeting, organisation.pk),
            closed=poll.closed_at is not None,
            given=list(answers),
            options=list(poll.options.values_list("pk", flat=True)),
        )
    )
    if not set(answers.values()) <= set(DateAnswerValue.values):
        raise Refused("Répondez oui, s’il le faut, ou non.")
    said = DateAnswer.objects.filter(option__poll=poll, organisation=organisation)
    if dict(said.values_list("option_id", "value")) == dict(answers):
        return False
    for option_id, value in answers.items():
        DateAnswer.objects.update_or_create(
            option_id=option_id, organisation=organisation, defaults={"value": value, "by": by}
        )
    note("date_poll_answered", meeting, by, organisation=organisation.pk)
    return True


@transaction.atomic
def settle_date(*, meeting: Meeting, option: DateOption, by: Mandate) -> Meeting:
    """The chosen date becomes the meeting's."""
    meeting = run_by(meeting, by)
    poll = DatePoll.objects.select_for_update().get(meeting=meeting)
    refuse_if(rules.reasons_not_to_settle(closed=poll.closed_at is not None, status=meeting.status))
    if option.poll_id != poll.pk:
        raise Refused("Cette date n’est pas proposée pour cette réunion.")
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    meeting.starts_at, meeting.ends_at = option.starts_at, option.ends_at
    meeting.sequence += 1
    meeting.save(update_fields=["starts_at", "ends_at", "sequence"])
    note("date_settled", meeting, by, starts_at=option.starts_at.isoformat())
    return meeting
