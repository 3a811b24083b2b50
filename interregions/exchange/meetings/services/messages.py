"""Writing to everybody convened: at once when they are few, as a job when they are many."""

from collections.abc import Callable

from interregions.common.telling import note_later
from interregions.exchange.meetings import notifications
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.network.models import Mandate
from interregions.network.places import places_of
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.mail.queries import reach_of

MANY = 60
LABELS = {
    notifications.CONVOCATION: "Convocations",
    notifications.UPDATE: "Annonce du changement",
    notifications.CANCELLATION: "Annonce de l’annulation",
    notifications.POLL: "Recherche d’une date",
}


def tell_convened(*, meeting: Meeting, occasion: str, by: Mandate) -> None:
    """Write the messages, or ask for the job that will."""
    if meeting.attendances.count() > MANY:
        note_later()
        enqueue(
            kind="meetings.write_messages",
            arguments={"meeting": meeting.pk, "occasion": occasion},
            by=by,
            label=f"{LABELS[occasion]} : {meeting.title}",
            result_url=meeting.get_absolute_url(),
        )
    else:
        write_messages(meeting=meeting, occasion=occasion)


def write_messages(*, meeting: Meeting, occasion: str, report: Callable[[int, int], None] | None = None) -> None:
    """Every message of an occasion; twice is once, each message having its own key."""
    attendances = {
        each.organisation_id: each for each in Attendance.objects.filter(meeting=meeting).select_related("organisation")
    }
    mandates, places = reach_of(list(attendances)).mandates, places_of(list(attendances))
    frame = notifications.frame_of(meeting)
    worded = notifications.WORDED.get(occasion)
    words = notifications.Worded.of(meeting, worded[0]) if worded else None
    for done, mandate in enumerate(mandates, start=1):
        notifications.tell(
            meeting=meeting,
            attendance=attendances[mandate.organisation_id],
            mandate=mandate,
            occasion=occasion,
            frame=frame,
            place=places.get(mandate.organisation_id),
            words=words,
        )
        if report is not None:
            report(done, len(mandates))
    if occasion != notifications.POLL:
        for guest in Guest.objects.filter(meeting=meeting).exclude(email="").prefetch_related("items"):
            notifications.tell_guest(meeting=meeting, guest=guest, occasion=occasion, frame=frame)


def tell_late_guest(*, meeting: Meeting, guest: Guest) -> None:
    """The invitation of somebody added once the convocations left."""
    if guest.email and meeting.status == MeetingStatus.CONVENED:
        frame = notifications.frame_of(meeting)
        notifications.tell_guest(meeting=meeting, guest=guest, occasion=notifications.CONVOCATION, frame=frame)
