"""Remind those who have not answered a convocation, or a search for a date."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.exchange.meetings import notifications, rules
from interregions.exchange.meetings.letters import shared_values
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.reminding import silent_of
from interregions.exchange.meetings.services.plans import note, run_by
from interregions.network.models import Mandate
from interregions.network.places import places_of
from interregions.toolkit.mail.services import check_wording


@dataclass(frozen=True)
class Reminded:
    """What a reminder wrote, to how many people of how many organisations; and how many have nobody."""

    people: int
    organisations: int
    unreached: int


@transaction.atomic
def remind(*, meeting: Meeting, seen: str = "", by: Mandate) -> Reminded:
    """Remind each organisation that has not answered, once a day, by the letter that was read (``seen``)."""
    meeting = run_by(meeting, by)
    today = timezone.localdate()
    silent = silent_of(meeting, today)
    refuse_if(
        rules.reasons_not_to_remind(
            recipients=len(silent.waiting), unreached=len(silent.unreached), reminded_today=silent.reminded_today
        )
    )
    words = check_wording(kind=silent.kind, about=str(meeting.pk), seen=seen)
    worded = notifications.Worded(silent.kind, words, shared_values(meeting, silent.kind))
    frame = notifications.frame_of(meeting)
    places = places_of([each.attendance.organisation_id for each in silent.waiting])
    told: set[int] = set()
    organisations: set[int] = set()
    for each in silent.waiting:
        for mandate in each.people:
            message = notifications.remind(
                meeting=meeting,
                attendance=each.attendance,
                mandate=mandate,
                words=worded,
                day=today,
                frame=frame,
                place=places.get(each.attendance.organisation_id),
            )
            if message.written_now:
                told.add(mandate.member_id)
                organisations.add(each.attendance.organisation_id)
    note("reminded", meeting, by, organisations=len(organisations), people=len(told))
    return Reminded(len(told), len(organisations), len(silent.unreached))
