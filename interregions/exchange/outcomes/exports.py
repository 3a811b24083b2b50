"""Minutes and conclusions as documents; actions as tables and as a calendar of due dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from django.utils import timezone

from interregions.common.blocks import Block
from interregions.common.late import Late
from interregions.common.typography import french_date, typo
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES, ActionStatus
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries import composition
from interregions.exchange.outcomes.queries.actions import action_lines
from interregions.exchange.outcomes.queries.minutes import is_final
from interregions.network.models import Mandate
from interregions.network.queries import installation
from interregions.toolkit.calendars import calendar_of
from interregions.toolkit.documents import Document, Heading, Paragraph, Part, Sheet, Table, parts_from_blocks
from interregions.toolkit.documents.tables import Value

icalendar = Late("icalendar")

CALENDAR_TYPE = "text/calendar; charset=utf-8"

# The share of the page each column of our tables takes: no name of an organisation is cut.
WIDTHS: dict[tuple[str, ...], tuple[float, ...]] = {
    tuple(composition.PRESENCE_HEADER): (2, 3),
    tuple(composition.PROGRESS_HEADER): (27, 17, 20, 14, 22),
    tuple(composition.ACTION_HEADER): (34, 17, 22, 27),
}
LONGEST_PRESENCE = 8


def minutes_name(minutes: Minutes) -> str:
    """The name of the file, without its ending."""
    day = f" {timezone.localdate(minutes.meeting.starts_at):%Y-%m-%d}" if minutes.meeting.starts_at else ""
    return f"Compte rendu{day} {minutes.meeting.title}"[:110]


def minutes_document(minutes: Minutes, sections: Sequence[dict[str, Any]]) -> Document:
    """The whole minutes: parts, then decisions, actions and practices."""
    parts: list[Part] = []
    if minutes.correction_reason:
        parts.append(Paragraph(typo(f"Édition {minutes.edition}, corrigée : {minutes.correction_reason}")))
    for section in sections:
        parts.append(Heading(1, section["title"]))
        parts += _parts(section["blocks"]) or [Paragraph(composition.NOTHING_NOTED)]
    return _document(minutes, "Compte rendu", parts)


def conclusions_document(minutes: Minutes, sections: Sequence[dict[str, Any]]) -> Document:
    """One page: what was decided, who does what by when, the practices caught."""
    parts: list[Part] = []
    for section in sections:
        if section.get("extra"):
            parts += [Heading(1, section["title"]), *_parts(section["blocks"])]
    return _document(minutes, "Conclusions", parts)


def _parts(blocks: list[Block]) -> list[Part]:
    """The parts of a section, our tables with the widths they need."""
    found = parts_from_blocks(blocks)
    return [_fitted(one) if isinstance(one, Table) else one for one in found]


def _fitted(table: Table) -> Table:
    """With the widths it needs; a long list of who was there in two halves side by side, to spare a page."""
    header, rows = list(table.header), list(table.rows)
    if header == composition.PRESENCE_HEADER and len(rows) > LONGEST_PRESENCE:
        half = -(-len(rows) // 2)
        right = [*rows[half:], ["", ""]][:half]
        pairs = [[*one, *other] for one, other in zip(rows[:half], right, strict=True)]
        return replace(table, header=header * 2, rows=pairs, widths=(30, 20, 30, 20))
    # The heading of that part is already its caption.
    caption = "" if header == composition.ACTION_HEADER else table.caption
    return replace(table, caption=caption, widths=WIDTHS.get(tuple(header)))


def _document(minutes: Minutes, kind: str, parts: Sequence[Part]) -> Document:
    """Preparatory until approved, communicable afterwards."""
    meeting, here = minutes.meeting, installation()
    day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    final = is_final(minutes)
    approved = minutes.approved_at
    state = f"approuvé le {french_date(timezone.localdate(approved))}" if final and approved else "projet, non approuvé"
    subtitle = ", ".join(
        each for each in (f"{kind} de la réunion du {french_date(day)}" if day else kind, state) if each
    )
    return Document(
        title=meeting.title,
        subtitle=typo(subtitle),
        author=here.host.name if here else "",
        classification="communicable" if final else "preparatory",
        date=day,
        fictional=bool(here and here.demonstration),
        parts=parts,
    )


def actions_table(actions: Sequence[Action], mandate: Mandate | None) -> list[Sheet]:
    """One row by action; lateness only where this mandate may know it."""
    header = [
        "Action", "Organisme", "Personne", "Échéance", "État", "En retard", "Signe de réussite", "Dernières avancées",
        "Réunion", "Cycle",
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for line in action_lines(list(actions), mandate):
        action = line.action
        rows.append(
            [
                action.title,
                action.organisation.name,
                action.person.full_name if action.person else "",
                action.due_on,
                str(ActionStatus(action.status).label),
                "oui" if line.late else "",
                action.success_sign,
                line.last.words_after_state if line.last else "",
                action.meeting.title,
                action.cycle.theme.title if action.cycle else "",
            ]
        )
    return [Sheet("Plan d’actions", header, rows)]


def due_dates(actions: Sequence[Action], address: str) -> bytes:
    """The due dates of open actions as all-day entries a calendar accepts (RFC 5545)."""
    awaited = (action for action in actions if action.status in OPEN_ACTION_STATUSES)
    return calendar_of((_entry(action, address) for action in awaited), timed=False)


def _entry(action: Action, address: str) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"action-{action.pk}@interregions")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", action.due_on)
    entry.add("dtend", action.due_on + timedelta(days=1))
    entry.add("summary", f"Échéance : {action.title} ({action.organisation.short_name})")
    entry.add("description", action.success_sign)
    entry.add("url", f"{address}{action.get_absolute_url()}")
    entry.add("transp", "TRANSPARENT")
    return entry
