"""E-mails of meetings: convocation with its calendar entry, change, cancellation, date poll. Each key is unique."""

from django.urls import reverse
from django.utils import timezone

from interregions.common.links import make_link_token
from interregions.common.typography import french_date, french_time, typo
from interregions.exchange.meetings.calendar_entry import MEDIA_TYPES, render_entry
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries import (
    PRESENCE_PURPOSE,
    AgendaLine,
    agenda_lines,
    calendar_entry,
    meeting_reference,
    when,
)
from interregions.network.models import Mandate, Member
from interregions.toolkit.mail import queries as mail
from interregions.toolkit.mail.rules import Frame
from interregions.toolkit.mail.services import queue_address_message, queue_message

CONVOCATION, UPDATE, CANCELLATION, POLL = "CONVOCATION", "UPDATE", "CANCELLATION", "POLL"


def attached(meeting: Meeting, *, name: str, address: str) -> list[tuple[str, str, bytes]]:
    """The calendar file, as an attachment real calendars open."""
    entry = calendar_entry(meeting, name=name, address=address)
    return [("reunion.ics", MEDIA_TYPES[entry.method], render_entry(entry))] if entry else []


def presence_link(attendance: Attendance, member: Member, mandate: Mandate) -> str:
    """The address that alone may confirm a presence, for this person and this organisation."""
    token = make_link_token(PRESENCE_PURPOSE, attendance=attendance.pk, mandate=mandate.pk, member=member.pk)
    return reverse("meetings:presence_link", args=[token])


def frame_of(meeting: Meeting) -> Frame:
    """What stands around each letter of a meeting: read once for them all."""
    return mail.frame_of(meeting_reference(meeting), signed_by=meeting.created_by)


def tell(*, meeting: Meeting, attendance: Attendance, mandate: Mandate, occasion: str, frame: Frame) -> None:
    """One message to one person of a convened organisation."""
    subject, lines, button = COMPOSED[occasion](meeting, attendance, mandate)
    queue_message(
        key=f"meetings.{occasion.lower()}:{meeting.pk}:{meeting.sequence}:{mandate.member_id}:{attendance.organisation_id}",
        to=mandate.member,
        subject=typo(subject),
        lines=[typo(line) for line in lines],
        button=button,
        reason=typo(
            f"Vous recevez ce message parce que votre organisme, {attendance.organisation.short_name}, est convié."
        ),
        about=meeting_reference(meeting),
        attachments=[]
        if occasion == POLL
        else attached(meeting, name=mandate.member.full_name, address=mandate.member.email),
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
        button=None,
        reason="Vous recevez ce message parce que l’animation du réseau vous invite à cette réunion.",
        about=None,
        attachments=attached(meeting, name=guest.name, address=guest.email),
        frame=frame,
    )


def _to_guest(meeting: Meeting, guest: Guest, occasion: str) -> list[str]:
    if occasion == CANCELLATION:
        return [f"La réunion « {meeting.title} », {when(meeting)}, est annulée."]
    lines = [f"Vous êtes invité à la réunion « {meeting.title} »." + _capital(f" {_where(meeting)}")]
    if occasion == UPDATE:
        lines.insert(0, "La date, le lieu ou le lien de cette réunion ont changé.")
    if meeting.words.strip():
        lines.append(meeting.words.strip())
    wanted = {item.pk for item in guest.items.all()}
    points = agenda_lines(meeting, written=[])
    if points:
        lines += ["Ordre du jour :", *(_point(line) for line in points)]
    titles = [f"« {line.item.title} »" for line in points if line.item.pk in wanted]
    if titles:
        lines.append("Vous y êtes attendu pour : " + " ; ".join(titles) + ".")
    lines.append("Pour dire si vous venez, répondez à ce message.")
    return lines


def _point(line: AgendaLine) -> str:
    hour = f"{french_time(timezone.localtime(line.starts_at))}, " if line.starts_at else ""
    led = line.item.led_by.short_name if line.item.led_by else "l’animation"
    return f"{line.number}. {hour}{line.item.title} ({line.item.minutes} min, mené par {led})"


def _capital(sentence: str) -> str:
    start = len(sentence) - len(sentence.lstrip())
    return sentence[:start] + sentence[start : start + 1].upper() + sentence[start + 1 :]


def _subject(meeting: Meeting, occasion: str, convoked: str = "Dire si vous venez") -> str:
    words = {CONVOCATION: convoked, UPDATE: "Réunion modifiée", CANCELLATION: "Réunion annulée"}[occasion]
    return f"{words} : {meeting.title}, {when(meeting)}"


def _where(meeting: Meeting) -> str:
    place = ", ".join(part for part in (meeting.place, meeting.link) if part)
    return f"{when(meeting)}, heure de Paris{f' : {place}' if place else ''}."


Composed = tuple[str, list[str], tuple[str, str]]


def _convocation(meeting: Meeting, attendance: Attendance, mandate: Mandate) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » attend votre organisme, {attendance.organisation.short_name}.",
        _capital(_where(meeting)),
        "Le bouton suffit pour répondre, sans vous connecter. L’invitation jointe s’ajoute à votre agenda.",
    ]
    if meeting.words.strip():
        lines.insert(1, meeting.words.strip())
    button = ("Dire si nous venons", presence_link(attendance, mandate.member, mandate))
    return _subject(meeting, CONVOCATION), lines, button


def _update(meeting: Meeting, attendance: Attendance, mandate: Mandate) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » a changé de date, de lieu ou de lien.",
        _where(meeting),
        "L’invitation jointe remplace la précédente dans votre agenda. Dites si votre réponse change.",
    ]
    return _subject(meeting, UPDATE), lines, ("Dire si nous venons", presence_link(attendance, mandate.member, mandate))


def _cancellation(meeting: Meeting, attendance: Attendance, mandate: Mandate) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » prévue le {when(meeting)} est annulée.",
        "L’annulation jointe la retire de votre agenda.",
    ]
    return _subject(meeting, CANCELLATION), lines, ("Voir la réunion", meeting.get_absolute_url())


def _poll(meeting: Meeting, attendance: Attendance, mandate: Mandate) -> Composed:
    until = french_date(meeting.date_poll.until)
    lines = [
        f"L’animation cherche une date pour la réunion « {meeting.title} ».",
        f"Dites, pour {attendance.organisation.short_name}, celles qui conviennent jusqu’au {until}.",
    ]
    subject = f"Choisir une date jusqu’au {until} : {meeting.title}"
    return subject, lines, ("Dire quelles dates conviennent", reverse("meetings:poll", args=[meeting.pk]))


COMPOSED = {CONVOCATION: _convocation, UPDATE: _update, CANCELLATION: _cancellation, POLL: _poll}
