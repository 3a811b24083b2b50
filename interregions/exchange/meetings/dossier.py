"""What a convocation carries with it: when, where, the agenda, where earlier actions stand, the documents named."""

from django.utils import timezone

from interregions.common.typography import french_date, typo
from interregions.common.zones import hour_told, moment_told
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.queries.pages import AgendaLine, agenda_lines, minutes_of, when
from interregions.network.queries import installation
from interregions.toolkit.documents import BulletList, Document, Facts, Heading, Paragraph, Part, Table, render
from interregions.toolkit.mail.composition import full_address


def convocation_file(meeting: Meeting) -> bytes:
    """The same PDF for everybody who is convened; contributions written since are read on the page of the meeting."""
    here = installation()
    host = here.host.name if here else "L’animation du réseau"
    points = agenda_lines(meeting, written=[])
    document = Document(
        title=meeting.title,
        subtitle=f"Dossier de la réunion, {when(meeting)}",
        author=host,
        classification="preparatory",
        date=timezone.localdate(),
        fictional=bool(here and here.demonstration),
        parts=[
            Heading(1, "Convocation"),
            Facts(facts_of(meeting, host)),
            *([Paragraph(meeting.words)] if meeting.words else []),
            Paragraph("La présente convocation vaut justificatif pour un ordre de mission."),
            Heading(1, "Ordre du jour"),
            _agenda(points),
            *(part for line in points for part in point_parts(line, linked=True)),
        ],
    )
    return render(document, "pdf")


def facts_of(meeting: Meeting, host: str) -> list[tuple[str, str]]:
    minutes = minutes_of(meeting)
    return [
        ("De", host),
        ("À", "Tous les organismes conviés"),
        ("Date", typo(moment_told(meeting.starts_at)) if meeting.starts_at else when(meeting)),
        ("Lieu", meeting.place or "—"),
        ("Visioconférence", meeting.link or "—"),
        ("Durée", f"{minutes} minutes" if minutes else "—"),
    ]


def _agenda(points: tuple[AgendaLine, ...]) -> Table:
    rows: list[list[str | int | float | None]] = [
        [
            line.number,
            hour_told(line.starts_at) if line.starts_at else "—",
            typo(line.item.title),
            line.item.led_by.short_name if line.item.led_by else "Animation",
            line.item.minutes,
        ]
        for line in points
    ]
    return Table("Ordre du jour", ["N°", "Heure (Paris)", "Point", "Mené par", "Minutes"], rows, numeric_columns=[0, 4])


def point_parts(line: AgendaLine, *, linked: bool = False) -> list[Part]:
    """What a point has under its title: the actions of earlier meetings, its documents; nothing for most points."""
    parts: list[Part] = []
    if line.is_progress and not line.progress:
        parts.append(Paragraph("Aucune action ouverte."))
    if line.progress:
        header = ["Action", "Organisme", "Échéance", "État", "Avancées"]
        rows = [
            [each.title, each.organisation, french_date(each.due), each.status_label, each.words or "—"]
            for each in line.progress
        ]
        parts.append(Table("Actions ouvertes des réunions précédentes", header, rows))
    if line.references:
        parts.append(BulletList([typo(_read_at(each.label, each.url if linked else "")) for each in line.references]))
    heading = Heading(2, typo(f"{line.number}. {line.item.title}"))
    return [heading, *parts] if parts else []


def _read_at(label: str, url: str) -> str:
    return f"{label} : {full_address(url)}" if url else label
