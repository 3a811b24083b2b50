"""The dossier of a meeting and its attendance sheet as documents, and the calendar file."""

from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.typography import typo
from interregions.common.zones import hour_told, moment_told
from interregions.exchange.meetings.calendar_entry import render_entry
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.dossier import point_parts
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries import calendar, meetings, pages, signed_links
from interregions.network.models import Mandate
from interregions.network.places import place_of
from interregions.network.queries import installation
from interregions.toolkit.documents import Document, Facts, Heading, Paragraph, Part, Quote, Table


def calendar_file(meeting: Meeting, mandate: Mandate | None) -> bytes | None:
    """The meeting for the calendar of the person who asks; None while its date is being sought.

    Raises Refused before the convocations left, but for who prepares the meeting.
    """
    refuse_if(meetings.reasons_to_read_dossier(meeting, mandate))
    name, address = (mandate.member.full_name, mandate.member.email) if mandate else ("", "")
    entry = calendar.calendar_entry(meeting, name=name, address=address, place=place_of(mandate))
    return render_entry(entry) if entry else None


def dossier(page: pages.MeetingPage) -> Document:
    """Convocation, agenda, progress of earlier actions, written contributions, links; Refused while it is a draft."""
    refuse_if(page.draft)
    meeting = page.meeting
    here = installation()
    host = here.host.name if here else "L’animation du réseau"
    parts: list[Part] = [Heading(1, "Convocation"), *_convocation(page, host)]
    parts += [Heading(1, "Ordre du jour"), _agenda_table(page)]
    for line in page.agenda:
        parts += _point(line)
    return Document(
        title=meeting.title,
        subtitle=f"Dossier de la réunion, {pages.when(meeting)}",
        author=host,
        classification="preparatory",
        date=timezone.localdate(),
        fictional=page.fictional,
        parts=parts,
    )


def _convocation(page: pages.MeetingPage, host: str) -> list[Part]:
    meeting = page.meeting
    addressed = page.mine.organisation.name if page.mine else "Tous les organismes conviés"
    parts: list[Part] = [
        Facts(
            [
                ("De", host),
                ("À", addressed),
                ("Date", typo(_moment(page))),
                ("Lieu", meeting.place or "—"),
                ("Visioconférence", meeting.link or "—"),
                ("Durée", f"{pages.minutes_of(meeting)} minutes" if pages.minutes_of(meeting) else "—"),
            ]
        )
    ]
    text = f"{addressed} est convié à la réunion « {meeting.title} »."
    if not page.mine:
        text = f"Les organismes du réseau sont conviés à la réunion « {meeting.title} »."
    parts.append(Paragraph(typo(text)))
    if meeting.words:
        parts.append(Paragraph(meeting.words))
    parts.append(Paragraph("La présente convocation vaut justificatif pour un ordre de mission."))
    return parts


def _moment(page: pages.MeetingPage) -> str:
    start = page.meeting.starts_at
    return moment_told(start, page.place) if start else pages.when(page.meeting)


def _agenda_table(page: pages.MeetingPage) -> Table:
    rows: list[list[str | int | float | None]] = [
        [
            line.number,
            hour_told(line.starts_at, page.place) if line.starts_at else "—",
            typo(line.item.title),
            line.item.led_by.short_name if line.item.led_by else "Animation",
            line.item.minutes,
        ]
        for line in page.agenda
    ]
    header = ["N°", "Heure", "Point", "Mené par", "Minutes"]
    return Table("Ordre du jour", header, rows, numeric_columns=[0, 4])


def _point(line: pages.AgendaLine) -> list[Part]:
    parts = point_parts(line)
    written: list[Part] = [Quote(text.text, text.organisation.short_name) for text in line.written]
    if written and not parts:
        parts = [Heading(2, typo(f"{line.number}. {line.item.title}"))]
    return [*parts, *written]


def guest_calendar(guest: Guest) -> bytes | None:
    """The meeting for the calendar of somebody from outside."""
    entry = calendar.calendar_entry(
        guest.meeting, name=guest.name, address=guest.email, read_at=signed_links.guest_url(guest)
    )
    return render_entry(entry) if entry else None


def guest_dossier(guest: Guest) -> Document:
    """What somebody from outside takes away: when, where, the points with their hours, and which are theirs."""
    meeting, here = guest.meeting, installation()
    host = here.host.name if here else "L’animation du réseau"
    rows: list[list[str | int | float | None]] = [
        [
            line.number,
            hour_told(line.starts_at) if line.starts_at else "—",
            typo(line.item.title) + (" (vous y êtes attendu)" if expected else ""),
            line.item.led_by.short_name if line.item.led_by else "Animation",
            line.item.minutes,
        ]
        for line, expected in signed_links.guest_agenda(guest)
    ]
    facts = [
        ("De", host),
        ("À", f"{guest.name}, {guest.organisation_name}" if guest.organisation_name else guest.name),
        ("Date", typo(moment_told(meeting.starts_at)) if meeting.starts_at else pages.when(meeting)),
        ("Lieu", meeting.place or "—"),
        ("Visioconférence", meeting.link or "—"),
    ]
    header = ["N°", "Heure (Paris)", "Point", "Mené par", "Minutes"]
    return Document(
        title=meeting.title,
        subtitle=f"Invitation, {pages.when(meeting)}",
        author=host,
        classification="preparatory",
        date=timezone.localdate(),
        fictional=bool(here and here.demonstration),
        parts=[
            Facts(facts),
            *([Paragraph(meeting.words)] if meeting.words else []),
            Table("Ordre du jour", header, rows, numeric_columns=[0, 4]),
        ],
    )


def attendance_sheet(
    meeting: Meeting, attendances: list[Attendance], guests: list[Guest], *, fictional: bool
) -> Document:
    """The sheet to print and sign."""
    header = ["Organisme", "Personnes", "Présence", "De", "À", "Signature"]
    rows = [
        [
            each.organisation.short_name,
            each.people or "",
            _presence(each, closed=meeting.status == MeetingStatus.CLOSED),
            each.arrived_at.strftime("%H:%M") if each.arrived_at else "",
            each.left_at.strftime("%H:%M") if each.left_at else "",
            "",
        ]
        for each in attendances
    ]
    invited = [[each.name, each.organisation_name, "présent" if each.present else "", ""] for each in guests]
    outside = Table("Présence des personnes invitées", ["Personne", "Organisme", "Présence", "Signature"], invited)
    return Document(
        title="Feuille de présence",
        subtitle=f"{meeting.title}, {pages.when(meeting)}",
        classification="redacted",
        caution="Document à occulter\u202f: il porte des noms et des signatures\u202f; "
        "ôtez-les avant de le transmettre hors de l’animation.",
        date=timezone.localdate(meeting.starts_at) if meeting.starts_at else None,
        fictional=fictional,
        parts=[
            Facts([("Réunion", meeting.title), ("Date", pages.when(meeting)), ("Lieu", meeting.place or "—")]),
            Table("Présence des organismes conviés", header, rows, widths=[20, 24, 14, 8, 8, 26]),
            *([outside] if invited else []),
        ],
    )


def _presence(attendance: Attendance, *, closed: bool) -> str:
    """Nobody is absent on a sheet that is still to be signed."""
    if not attendance.present:
        return "absent" if closed and attendance.present is not None else ""
    return "à distance" if attendance.remote else "sur place"
