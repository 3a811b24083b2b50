"""Minutes as the meeting itself tells them: presence, points, what was said, practices, decisions, actions.

Organisations are named; of persons, only the guests who were there, who stand for nobody else.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from interregions.common.blocks import Block, validate_blocks
from interregions.common.references import Reference
from interregions.common.typography import french_date, french_time, typo
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution, PracticeFromAnswer
from interregions.exchange.meetings.agenda import progress_lines
from interregions.exchange.meetings.choices import AgendaKind
from interregions.exchange.meetings.models import AgendaItem, Attendance, Guest, Meeting, WrittenContribution
from interregions.exchange.meetings.queries.meetings import agenda_of, attendances_of, written_contributions_of
from interregions.exchange.outcomes.models import Action, Decision
from interregions.exchange.surveys.restitution.queries.restitution import told_by_restitution
from interregions.knowledge.practices.models import Practice
from interregions.toolkit.documents.parts import date_text

PRESENCE = "presence"
CONCLUSIONS = "conclusions"
PRESENCE_HEADER = ["Organisme", "Présence"]
PROGRESS_HEADER = ["Action", "Organisme", "Échéance", "État", "Avancées"]
ACTION_HEADER = ["Action", "Organisme", "Échéance", "Signe de réussite"]
NOTHING_NOTED = "Rien n’a été noté sur ce point."


@dataclass
class Told:
    """All that a meeting left, read once."""

    meeting: Meeting
    agenda: list[AgendaItem]
    attendances: list[Attendance]
    written: list[WrittenContribution]
    contributions: list[Contribution]
    guests: list[Guest] = field(default_factory=list)


@dataclass(frozen=True)
class ComposedPart:
    """One part of the minutes before it is a section."""

    key: str
    title: str
    blocks: list[Block]


def told_by(meeting: Meeting) -> Told:
    """Everything the minutes are composed from; five reads."""
    said = Contribution.objects.filter(meeting=meeting, withdrawn_at=None)
    return Told(
        meeting=meeting,
        agenda=agenda_of(meeting),
        attendances=attendances_of(meeting),
        written=written_contributions_of(meeting),
        contributions=list(said.select_related("organisation", "practice__organisation").order_by("at", "id")),
        guests=list(Guest.objects.filter(meeting=meeting, present=True).order_by("name", "id")),
    )


def composed_parts(meeting: Meeting) -> list[ComposedPart]:
    """The parts in order: presence, each point of the agenda, and the conclusions at the end."""
    told = told_by(meeting)
    parts = [ComposedPart(PRESENCE, "Présence", validate_blocks(_presence(told)))]
    closing = _closing_point(told.agenda)
    for item in told.agenda:
        key = CONCLUSIONS if item is closing else f"point-{item.pk}"
        parts.append(ComposedPart(key, item.title[:200], validate_blocks(_point(item, told, last=item is closing))))
    if closing is None:
        parts.append(ComposedPart(CONCLUSIONS, "Décisions et actions", validate_blocks(_said(told, None))))
    return parts


def _closing_point(agenda: list[AgendaItem]) -> AgendaItem | None:
    closing = [item for item in agenda if item.kind == AgendaKind.ACTIONS]
    return closing[-1] if closing else None


def _paragraph(text: str) -> Block:
    return {"type": "paragraph", "text": typo(text)}


def _presence(told: Told) -> list[Block]:
    """Who was there, by organisation; the absent are told only as a number."""
    there = [each for each in told.attendances if each.present]
    blocks: list[Block] = []
    when = told.meeting.starts_at
    if when is not None:
        local = timezone.localtime(when)
        place = told.meeting.place or ("en visioconférence" if told.meeting.link else "")
        blocks.append(
            _paragraph(f"Réunion du {french_date(local.date())} à {french_time(local)}{f', {place}' if place else ''}.")
        )
    if there:
        rows = [[each.organisation.short_name, _how(each)] for each in there]
        table = {"type": "table", "caption": "Organismes présents", "header": PRESENCE_HEADER, "rows": rows}
        blocks.append(table)
    else:
        blocks.append(_paragraph("La présence n’a pas été relevée."))
    missing = len(told.attendances) - len(there)
    if there and missing:
        words = "organismes conviés n’y étaient pas" if missing > 1 else "organisme convié n’y était pas"
        blocks.append(_paragraph(f"{missing} {words}."))
    if told.guests:
        word = "Invités présents" if len(told.guests) > 1 else "Invité présent"
        blocks.append(_paragraph(f"{word} : {', '.join(_guest(guest) for guest in told.guests)}."))
    return blocks


def _guest(guest: Guest) -> str:
    return f"{guest.name} ({guest.organisation_name})" if guest.organisation_name else guest.name


def _how(attendance: Attendance) -> str:
    words = "à distance" if attendance.remote else "sur place"
    if attendance.arrived_at:
        words += f", arrivée à {french_time(attendance.arrived_at)}"
    if attendance.left_at:
        words += f", départ à {french_time(attendance.left_at)}"
    return words


def _point(item: AgendaItem, told: Told, *, last: bool) -> list[Block]:
    blocks: list[Block] = []
    if item.led_by is not None:
        there = any(each.present and each.organisation_id == item.led_by_id for each in told.attendances)
        blocks.append(_paragraph(f"{'Présenté' if there else 'Présentation prévue'} par {item.led_by.short_name}."))
    if item.kind == AgendaKind.PROGRESS:
        blocks += _progress(item)
    read = [Reference.from_json(value) for value in item.references]
    references = [reference for reference in read if reference is not None]
    labels = [reference.label for reference in references]
    if len(labels) == 1:
        blocks.append(_paragraph(f"Document présenté : {labels[0]}"))
    elif labels:
        blocks.append(_paragraph("Documents présentés :"))
        blocks.append({"type": "list", "ordered": False, "items": labels})
    if item.kind == AgendaKind.RESTITUTION:
        blocks += _restitution(references)
    for each in told.written:
        if each.agenda_item_id == item.pk or (last and each.agenda_item_id is None):
            source = f"{each.organisation.short_name}, contribution écrite"
            blocks.append({"type": "quote", "text": each.text, "source": source})
    return blocks + _said(told, item.pk, also_loose=last)


def _restitution(references: list[Reference]) -> list[Block]:
    """What was shown at this point: who had answered, three findings, and where the others are read."""
    blocks: list[Block] = []
    for reference in references:
        if reference.kind == "surveys.restitution" and reference.id.isdigit():
            rate, *findings = told_by_restitution(int(reference.id)) or [""]
            blocks += [_paragraph(rate)] if rate else []
            blocks += [{"type": "list", "ordered": False, "items": [typo(each) for each in findings]}] * bool(findings)
            if rate and reference.url.startswith("/"):
                # Its address is not typed as prose: a narrow space in it would break it.
                address = f"{settings.SITE_URL}{reference.url}"
                blocks.append({"type": "paragraph", "text": f"Tous les résultats\u202f: {address}"})
    return blocks


def _progress(item: AgendaItem) -> list[Block]:
    """The earlier actions as they were shown."""
    lines = progress_lines(item.content)
    if not lines:
        return [_paragraph("Aucune action des réunions précédentes n’était ouverte.")]
    rows = [[line.title, line.organisation, date_text(line.due), line.status_label, line.words] for line in lines]
    return [{"type": "table", "caption": "Actions des réunions précédentes", "header": PROGRESS_HEADER, "rows": rows}]


def _said(told: Told, item_id: int | None, *, also_loose: bool = True) -> list[Block]:
    """What was said at a point, in order; decisions and actions have their own list at the end."""
    wanted = {item_id, None} if also_loose else {item_id}
    kinds = (ContributionKind.DECISION, ContributionKind.ACTION)
    lines = [_line(each) for each in told.contributions if each.agenda_item_id in wanted and each.kind not in kinds]
    return [{"type": "list", "ordered": False, "items": lines}] if lines else []


def _line(contribution: Contribution) -> str:
    """« Bretagne (question) : … »."""
    who = contribution.organisation.short_name if contribution.organisation else ""
    kind = "" if contribution.kind == ContributionKind.REMARK else contribution.get_kind_display().lower()
    words = contribution.text.strip()
    if contribution.practice is not None and contribution.practice.title not in words:
        words = f"{contribution.practice.title}. {words}"
    before = f"{who} ({kind})" if who and kind else who or kind.capitalize()
    return typo(f"{before} : {words}" if before else words)


def decision_blocks(decisions: list[Decision]) -> list[Block]:
    """The decisions as a numbered list."""
    if not decisions:
        return [_paragraph("Aucune décision.")]
    return [{"type": "list", "ordered": True, "items": [typo(each.text.strip()) for each in decisions]}]


def action_blocks(actions: list[Action]) -> list[Block]:
    """The actions as a table: what, which organisation, by when, how one will know."""
    if not actions:
        return [_paragraph("Aucune action.")]
    rows = [[each.title, each.organisation.short_name, date_text(each.due_on), each.success_sign] for each in actions]
    return [{"type": "table", "caption": "Plan d’actions", "header": ACTION_HEADER, "rows": rows}]


def practice_blocks(meeting: Meeting) -> list[Block]:
    """The practices caught in this meeting, from what was said or from an answer."""
    said = Contribution.objects.filter(meeting=meeting, withdrawn_at=None, practice__isnull=False)
    caught = [each.practice for each in said.select_related("practice__organisation").order_by("at", "id")]
    answers = PracticeFromAnswer.objects.filter(meeting=meeting).select_related("practice__organisation").order_by("id")
    once = {each.pk: each for each in [*caught, *(one.practice for one in answers)] if each is not None}
    items = [typo(f"{each.organisation.short_name} : {each.title}") for each in once.values()]
    blocks: list[Block] = [{"type": "list", "ordered": False, "items": items}] if items else []
    noted = Contribution.objects.filter(
        meeting=meeting, withdrawn_at=None, kind=ContributionKind.PRACTICE, practice__isnull=True
    )
    without_sheet = [
        _told_by(each)
        for each in noted.select_related("organisation").order_by("at", "id")
        if not any(_has_sheet(each, practice) for practice in once.values())
    ]
    if without_sheet:
        blocks.append(_paragraph("Notées en séance, sans fiche pour l’instant :"))
        blocks.append({"type": "list", "ordered": False, "items": without_sheet})
    return blocks or [_paragraph("Aucune bonne pratique relevée.")]


def _has_sheet(contribution: Contribution, practice: Practice) -> bool:
    """Whether these words are the title of a practice caught from another line or from an answer."""
    words = contribution.text.strip().rstrip(".").casefold()
    same = contribution.organisation_id in (None, practice.organisation_id)
    return same and words == practice.title.strip().rstrip(".").casefold()


def _told_by(contribution: Contribution) -> str:
    who = f"{contribution.organisation.short_name} : " if contribution.organisation else ""
    return typo(who + contribution.text.strip())


def unticked_speakers(meeting: Meeting) -> list[str]:
    """The organisations whose words were noted in the room, and that the attendance sheet does not have as present."""
    said = Contribution.objects.filter(meeting=meeting, withdrawn_at=None, organisation__isnull=False)
    ticked = Attendance.objects.filter(meeting=meeting, present=True).values("organisation_id")
    names = said.exclude(organisation__in=ticked).order_by("organisation__short_name")
    return list(names.values_list("organisation__short_name", flat=True).distinct())


def conclusions(meeting: Meeting) -> list[dict[str, Any]]:
    """Decisions, actions and practices as the parts a version joins."""
    decisions = list(Decision.objects.filter(minutes__meeting=meeting).order_by("id"))
    actions = list(Action.objects.filter(meeting=meeting).select_related("organisation").order_by("due_on", "id"))
    return [
        {
            "key": "decisions",
            "title": "Décisions",
            "blocks": validate_blocks(decision_blocks(decisions)),
            "extra": True,
        },
        {"key": "actions", "title": "Actions", "blocks": validate_blocks(action_blocks(actions)), "extra": True},
        {
            "key": "practices",
            "title": "Bonnes pratiques",
            "blocks": validate_blocks(practice_blocks(meeting)),
            "extra": True,
        },
    ]
