"""Telling the referents of the consulted colleges: at once when they are few, as a job when they are many."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from interregions.common.telling import note_later
from interregions.exchange.themes import notifications
from interregions.exchange.themes.choices import CallStatus, Occasion
from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries import participation as queries
from interregions.network.models import Mandate
from interregions.toolkit.jobs.services import enqueue

# Above this, writing the messages is a job with a progress bar.
MANY = 60


def tell_referents(*, call: Call, occasion: str, by: Mandate) -> int:
    """Write the messages of an occasion, or ask for the job that will; how many messages that is."""
    told = _told(call, occasion)
    if len(told) > MANY:
        note_later()
        enqueue(
            kind="themes.announce_call",
            arguments={"call": call.pk, "occasion": occasion, "day": timezone.localdate().isoformat()},
            by=by,
            label=f"{Occasion(occasion).label} ({call})",
            result_url=call.get_absolute_url(),
        )
        return notifications.unwritten(call=call, occasion=occasion, mandates=told, day=timezone.localdate())
    return announce(call=call, occasion=occasion, day=timezone.localdate())


def _told(call: Call, occasion: str) -> list[Mandate]:
    return (
        queries.referents_to_remind(call)
        if occasion == Occasion.REMINDER
        else list(queries.reach_of_call(call).mandates)
    )


def announce(*, call: Call, occasion: str, day: date, report: Callable[[int, int], None] | None = None) -> int:
    """Write every message of an occasion, and how many were; twice is once, each message having its own key.

    A call cancelled since announces nothing else.
    """
    if call.status == CallStatus.CANCELLED and occasion != Occasion.CANCELLED:
        return 0
    mandates, written = _told(call, occasion), 0
    for done, mandate in enumerate(mandates, start=1):
        message = notifications.tell_referent(call=call, occasion=occasion, mandate=mandate, day=day)
        written += message.written_now
        if report is not None:
            report(done, len(mandates))
    return written
