"""E-mails of meetings: convocation with its calendar entry, change, cancellation, date poll. Each key is unique."""

from typing import Any

from interregions.common.typography import french_date, typo
from interregions.common.zones import Place, hour_told, moment_told, span_told
from interregions.exchange.meetings.calendar_entry import MEDIA_TYPES, render_entry
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries import (
    AgendaLine,
    agenda_lines,
    calendar_entry,
    dates_url,
    guest_url,
    meeting_reference,
    presence_url,
    when,
)
from interregions.network.models import Mandate
from interregions.toolkit.mail import queries as mail
from interregions.toolkit.mail.rules import Frame
from interregions.toolkit.mail.services import queue_address_message, queue_message

CONVOCATION, UPDATE, CANCELLATION, POLL = "CONVOCATION", "UPDATE", "CANCELLATION", "POLL"


def attached(meeting: Meeting, **to: Any) -> list[tuple[str, str, bytes]]:
    """The calendar file, as an attachment real calendars open; ``to``: whose it is, as ``calendar_entry`` says."""
    entry = calendar_entry(meeting, **to)
    return [("reunion.ics", MEDIA_TYPES[entry.method], render_entry(entry))] if entry else []


def frame_of(meeting: Meeting) -> Frame:
    """What stands around each letter of a meeting: read once for them all."""
    return mail.frame_of(meeting_reference(meeting), signed_by=meeting.created_by)


def tell(
    *,
    meeting: Meeting,
    attendance: Attendance,
    mandate: Mandate,
    occasion: str,
    frame: Frame,
    place: Place | None = None,
) -> None:
    """One message to one person of a convened organisation; ``place``: where it lives, overseas."""
    subject, lines, button = COMPOSED[occasion](meeting, attendance, mandate, place)
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
        else attached(meeting, name=mandate.member.full_name, address=mandate.member.email, place=place),
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
    lines = [f"Vous êtes invité à la réunion « {meeting.title} »." + _capital(f" {_where(meeting)}")]
    if occasion == UPDATE:
        lines.insert(0, "Le titre, la date, le lieu ou le lien de cette réunion ont changé.")
    if meeting.words.strip():
        lines.append(meeting.words.strip())
    wanted = {item.pk for item in guest.items.all()}
    points = agenda_lines(meeting, written=[])
    if points:
        lines += ["Ordre du jour :", *(_point(line) for line in points)]
    titles = [f"« {line.item.title} »" for line in points if line.item.pk in wanted]
    if titles:
        lines.append("Vous y êtes attendu pour : " + " ; ".join(titles) + ".")
    lines.append("Le bouton suffit pour dire si vous venez, sans compte ; pour une question, répondez à ce message.")
    return lines


def _point(line: AgendaLine) -> str:
    hour = f"{hour_told(line.starts_at)}, " if line.starts_at else ""
    led = line.item.led_by.short_name if line.item.led_by else "l’animation"
    return f"{line.number}. {hour}{line.item.title} ({line.item.minutes} min, mené par {led})"


def _capital(sentence: str) -> str:
    start = len(sentence) - len(sentence.lstrip())
    return sentence[:start] + sentence[start : start + 1].upper() + sentence[start + 1 :]


def _subject(meeting: Meeting, occasion: str, convoked: str = "Dire si vous venez", place: Place | None = None) -> str:
    words = {CONVOCATION: convoked, UPDATE: "Réunion modifiée", CANCELLATION: "Réunion annulée"}[occasion]
    return f"{words} : {meeting.title}, {when(meeting, place)}"


def _where(meeting: Meeting, place: Place | None = None) -> str:
    at = ", ".join(part for part in (meeting.place, meeting.link) if part)
    told = moment_told(meeting.starts_at, place) if meeting.starts_at else when(meeting)
    return f"{told}{f' : {at}' if at else ''}."


Composed = tuple[str, list[str], tuple[str, str]]


def _convocation(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » attend votre organisme, {attendance.organisation.short_name}.",
        _capital(_where(meeting, place)),
        "Le bouton suffit pour répondre, sans vous connecter. L’invitation jointe s’ajoute à votre agenda.",
    ]
    if meeting.words.strip():
        lines.insert(1, meeting.words.strip())
    button = ("Dire si nous venons", presence_url(attendance, mandate))
    return _subject(meeting, CONVOCATION, place=place), lines, button


def _update(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » a changé : son titre, sa date, son lieu ou son lien.",
        _capital(_where(meeting, place)),
        "L’invitation jointe remplace la précédente dans votre agenda. Dites si votre réponse change.",
    ]
    return _subject(meeting, UPDATE, place=place), lines, ("Dire si nous venons", presence_url(attendance, mandate))


def _cancellation(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    lines = [
        f"La réunion « {meeting.title} » prévue le {when(meeting, place)} est annulée.",
        "L’annulation jointe la retire de votre agenda.",
    ]
    return _subject(meeting, CANCELLATION, place=place), lines, ("Voir la réunion", meeting.get_absolute_url())


def _poll(meeting: Meeting, attendance: Attendance, mandate: Mandate, place: Place | None) -> Composed:
    until = french_date(meeting.date_poll.until)
    lines = [
        f"L’animation cherche une date pour la réunion « {meeting.title} ».",
        f"Dites, pour {attendance.organisation.short_name}, celles qui conviennent jusqu’au {until} :",
        *(f"– {span_told(each.starts_at, each.ends_at, place)}" for each in meeting.date_poll.options.all()),
        "Le bouton suffit pour répondre, sans vous connecter." + ("" if place else " Les heures sont celles de Paris."),
    ]
    subject = f"Choisir une date jusqu’au {until} : {meeting.title}"
    return subject, lines, ("Dire quelles dates conviennent", dates_url(attendance, mandate))


COMPOSED = {CONVOCATION: _convocation, UPDATE: _update, CANCELLATION: _cancellation, POLL: _poll}
