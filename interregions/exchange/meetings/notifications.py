"""E-mails of meetings: convocation with its calendar entry, change, cancellation, date poll. Each key is unique."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from interregions.common.typography import typo
from interregions.common.zones import Place
from interregions.exchange.meetings import letters
from interregions.exchange.meetings.calendar_entry import MEDIA_TYPES, render_entry
from interregions.exchange.meetings.dossier import convocation_file
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries.calendar import calendar_entry
from interregions.exchange.meetings.queries.meetings import meeting_reference
from interregions.exchange.meetings.queries.pages import agenda_lines, when
from interregions.exchange.meetings.queries.signed_links import dates_url, guest_url, presence_url
from interregions.network.models import Mandate
from interregions.toolkit.mail import queries as mail
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.rules import Filled, Frame, Words, filled
from interregions.toolkit.mail.services import queue_address_message, queue_message
from interregions.toolkit.mail.wordings import sendable_words

CONVOCATION, UPDATE, CANCELLATION, POLL = "CONVOCATION", "UPDATE", "CANCELLATION", "POLL"


# The letters whose words may be changed before they leave: which one, what its button says, where it leads.
WORDED: dict[str, tuple[str, str, Callable[[Attendance, Mandate], str]]] = {
    CONVOCATION: (letters.CONVOCATION, letters.COME, presence_url),
    POLL: (letters.DATES, letters.SAY_DATES, dates_url),
}
HEAVIEST = 3_000_000  # of the files of one letter, in bytes: beyond, a mail server may refuse it
HEAVIEST_TOGETHER = 60_000_000  # of those of one sending, kept with its messages


def attached(meeting: Meeting, **to: Any) -> list[tuple[str, str, bytes]]:
    """The calendar file, as an attachment real calendars open; ``to``: whose it is, as ``calendar_entry`` says."""
    entry = calendar_entry(meeting, **to)
    return [("reunion.ics", MEDIA_TYPES[entry.method], render_entry(entry))] if entry else []


def frame_of(meeting: Meeting) -> Frame:
    """What stands around each letter of a meeting: read once for them all."""
    return mail.frame_of(meeting_reference(meeting), signed_by=meeting.created_by)


@dataclass(frozen=True)
class Worded:
    """The words of one kind of letter of a meeting, with what is the same for everybody."""

    kind: str
    words: Words
    shared: dict[str, str]
    files: tuple[tuple[str, str, bytes], ...] = ()

    @classmethod
    def of(cls, meeting: Meeting, kind: str) -> "Worded":
        shared = letters.shared_values(meeting, kind)
        files: tuple[tuple[str, str, bytes], ...] = ()
        if kind == letters.CONVOCATION:
            content = convocation_file(meeting)
            if len(content) <= HEAVIEST and len(content) * meeting.attendances.count() <= HEAVIEST_TOGETHER:
                files = (("dossier.pdf", "application/pdf", content),)
            else:
                shared = letters.linked_instead(meeting, shared)
        return cls(kind, sendable_words(kind, meeting.pk), shared, files)

    def for_one(self, meeting: Meeting, attendance: Attendance, place: Place | None) -> Filled:
        own = letters.own_values(meeting, self.kind, attendance.organisation.short_name, place)
        return filled(self.words, {**self.shared, **own})


def tell(
    *,
    meeting: Meeting,
    attendance: Attendance,
    mandate: Mandate,
    occasion: str,
    frame: Frame,
    place: Place | None = None,
    words: Worded | None = None,
) -> None:
    """One message to one person of a convened organisation; ``place``: where it lives, overseas.

    ``words`` are those of a convocation or of dates, read once for all of them.
    """
    files: tuple[tuple[str, str, bytes], ...] = ()
    if occasion in WORDED:
        kind, label, address = WORDED[occasion]
        words = words or Worded.of(meeting, kind)
        letter, files = words.for_one(meeting, attendance, place), words.files
        button: tuple[str, str] = (label, address(attendance, mandate))
        subject, lines, after = letter.subject, letter.lines, letter.button_after
    else:
        subject, lines, button = COMPOSED[occasion](meeting, attendance, mandate, place)
        after = None
    queue_message(
        key=f"meetings.{occasion.lower()}:{meeting.pk}:{meeting.sequence}:{mandate.member_id}:{attendance.organisation_id}",
        to=mandate.member,
        subject=subject,
        lines=lines,
        button=button,
        button_after=after,
        reason=letters.why(attendance.organisation.short_name),
        about=meeting_reference(meeting),
        attachments=[]
        if occasion == POLL
        else [*attached(meeting, name=mandate.member.full_name, address=mandate.member.email, place=place), *files],
        frame=frame,
    )


def remind(
    *,
    meeting: Meeting,
    attendance: Attendance,
    mandate: Mandate,
    words: Worded,
    day: date,
    frame: Frame,
    place: Place | None = None,
) -> Message:
    """Remind one person of a convocation or of a search for a date: once a day for each organisation."""
    letter = words.for_one(meeting, attendance, place)
    seeks = words.kind == letters.DATES_REMINDER
    button = (
        (letters.SAY_DATES, dates_url(attendance, mandate))
        if seeks
        else (letters.COME, presence_url(attendance, mandate))
    )
    return queue_message(
        key=f"{words.kind}:{meeting.pk}:{day:%Y-%m-%d}:{mandate.member_id}:{attendance.organisation_id}",
        to=mandate.member,
        subject=letter.subject,
        lines=letter.lines,
        button=button,
        button_after=letter.button_after,
        reason=letters.why(attendance.organisation.short_name),
        about=meeting_reference(meeting),
        kind=MailKind.REMINDERS,
        frame=frame,
    )


def tell_guest(*, meeting: Meeting, guest: Guest, occasion: str, frame: Frame) -> None:
    """One message to a guest: where and when, the points and which are theirs, whom to answer."""
    queue_address_message(
        key=f"meetings.guest_{occasion.lower()}:{meeting.pk}:{meeting.sequence}:{guest.pk}",
        to_name=guest.name,
        to_address=guest.email,
        subject=typo(_subject(meeting, occasion, convoked="Invitation")),
        lines=[typo(line) for line in _to_guest(meeting, guest, occasion)],
        button=None if occasion == CANCELLATION else ("Dire si je viens", guest_url(guest)),
        reason="Vous recevez ce message parce que l’animation du réseau vous invite à cette réunion.",
        about=None,
        attachments=attached(meeting, name=guest.name, address=guest.email, read_at=guest_url(guest)),
        frame=frame,
    )


def _to_guest(meeting: Meeting, guest: Guest, occasion: str) -> list[str]:
    if occasion == CANCELLATION:
        return [f"La réunion « {meeting.title} », {when(meeting)}, est annulée."]
    lines = [f"Vous êtes invité à la réunion « {meeting.title} ». {letters.where_told(meeting)}"]
    if occasion == UPDATE:
        lines.insert(0, "Le titre, la date, le lieu ou le lien de cette réunion ont changé.")
    if meeting.words.strip():
        lines.append(meeting.words.strip())
    wanted = {item.pk for item in guest.items.all()}
    points = agenda_lines(meeting, written=[])
    if points:
        lines += ["Ordre du jour :", *(letters.point_told(line) for line in points)]
    titles = [f"« {line.item.title} »" for line in points if line.item.pk in wanted]
    if titles:
        lines.append("Vous y êtes attendu pour : " + " ; ".join(titles) + ".")
    lines.append("Le bouton suffit pour dire si vous venez, sans compte ; pour une question, répondez à ce message.")
    return lines


def _subject(meeting: Meeting, occasion: str, convoked: str = "Dire si vous venez", place: Place | None = None) -> str:
    words = {CONVOCATION: convoked, UPDATE: "Réunion modifiée", CANCELLATION: "Réunion annulée"}[occasion]
    return f"{words} : {meeting.title}, {when(meeting, place)}"


Composed = tuple[str, list[str], tuple[str, str]]


def _update(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » a changé : son titre, sa date, son lieu ou son lien.",
        letters.where_told(meeting, place),
        "L’invitation jointe remplace la précédente dans votre agenda. Dites si votre réponse change.",
    ]
    return _subject(meeting, UPDATE, place=place), lines, ("Dire si nous venons", presence_url(attendance, mandate))


def _cancellation(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » prévue le {when(meeting, place)} est annulée.",
        "L’annulation jointe la retire de votre agenda.",
    ]
    return _subject(meeting, CANCELLATION, place=place), lines, ("Voir la réunion", meeting.get_absolute_url())


COMPOSED = {UPDATE: _update, CANCELLATION: _cancellation}
