"""The page of minutes: parts as this mandate reads them, requests, deliveries, and what each may do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from interregions.common.blocks import Block, text_from_blocks
from interregions.common.deadlines import deadline_day
from interregions.common.lists import having_words
from interregions.common.typography import counted, french_date
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import ChangeRequestStatus, MinutesStatus
from interregions.exchange.outcomes.models import Action, ChangeRequest, Decision, Minutes
from interregions.exchange.outcomes.queries.composition import (
    CONCLUSIONS,
    composed_parts,
    conclusions,
    unticked_speakers,
)
from interregions.exchange.outcomes.queries.deliveries import (
    DeliveryLine,
    delivery_counts,
    delivery_lines,
    guests_to_send,
    recipients_of,
)
from interregions.exchange.outcomes.queries.proofreading import (
    approved_on,
    has_reread,
    reading_so_far,
    reasons_to_mark_reread,
)
from interregions.exchange.outcomes.queries.visibility import minutes_visible_to, reads_draft
from interregions.exchange.outcomes.wording import is_said_in, with_wording
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import is_facilitator
from interregions.toolkit.mail.queries import Reach, reach_of
from interregions.toolkit.writing.models import Section
from interregions.toolkit.writing.queries import PartPage, TextPage, text_page

MOST_ACTIONS = 40  # a page of minutes in progress shows the first ones, and leads to the others


@dataclass(frozen=True)
class AskedChange:
    """A request on a part: whether its wording can be put in place as it stands, or was since by hand."""

    request: ChangeRequest
    missing: bool
    to_mark_rewritten: tuple[str, ...]


@dataclass(frozen=True)
class MinutesPart:
    """One part in progress: its section, what may be drawn again, the requests made on it."""

    part: PartPage
    edited: bool
    fresher: list[Block]
    requests: tuple[AskedChange, ...]


@dataclass(frozen=True)
class MinutesPage:
    """All that the page of minutes shows to one mandate."""

    minutes: Minutes
    sentence: str
    button: tuple[str, str] | None
    runs: bool
    drafting: bool
    text: TextPage | None
    parts: tuple[MinutesPart, ...]
    sections: tuple[dict[str, Any], ...]
    conclusions: tuple[dict[str, Any], ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]  # the first ones
    action_count: int
    to_take: tuple[Contribution, ...]
    silent_cycles: tuple[Any, ...]
    requests: tuple[ChangeRequest, ...]
    unanswered: int
    deliveries: tuple[DeliveryLine, ...]
    delivery_counts: tuple[tuple[str, int], ...]
    opened: int
    unticked: tuple[str, ...]
    to_request: tuple[str, ...]
    may_mark_reread: bool
    reread: bool
    reading: str
    to_open: tuple[str, ...]
    to_approve: tuple[str, ...]
    early: bool
    to_send: tuple[str, ...]


def unanswered_count(minutes: Minutes) -> int:
    """How many requests wait for their answer."""
    return minutes.change_requests.filter(status=ChangeRequestStatus.ASKED).count()


def is_edited(minutes: Minutes, key: str, blocks: list[Block]) -> bool:
    """Whether somebody typed in a part since it was drawn from the debate."""
    return bool(blocks != minutes.composed.get(key, []))


def reviewers_reached(minutes: Minutes) -> Reach:
    """The referents of convened organisations to whom a message would leave, and where there is nobody."""
    return reach_of(list(minutes.meeting.attendances.values_list("organisation_id", flat=True)))


def reviewers_of(minutes: Minutes) -> list[Mandate]:
    """Those referents, one mandate by person."""
    return list({mandate.member_id: mandate for mandate in reviewers_reached(minutes).mandates}.values())


def reasons_to_request(
    minutes: Minutes, mandate: Mandate | None, organisation: Organisation | None = None
) -> list[str]:
    """Why this mandate may not ask for a change now; or why it may not be entered for this organisation."""
    by_phone = mandate is not None and organisation is not None and organisation.pk != mandate.organisation_id
    whose = organisation.pk if organisation is not None else mandate.organisation_id if mandate else None
    convened = whose is not None and minutes.meeting.attendances.filter(organisation_id=whose).exists()
    return rules.reasons_not_to_request_change(
        status=minutes.status,
        until=minutes.changes_until,
        approved_on=approved_on(minutes),
        convened=convened,
        is_referent=by_phone or (mandate is not None and mandate.role == Role.REFERENT),
        today=deadline_day(),
    )


def published_sections(minutes: Minutes) -> list[dict[str, Any]]:
    """The parts of the last approved edition, conclusions included; nothing before the first."""
    return _readable(list(minutes.approved_version.sections)) if minutes.approved_version else []


def _readable(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the closing point when nothing but decisions and actions was noted there: they follow."""
    return [one for one in sections if one["blocks"] or one["key"] != CONCLUSIONS]


def is_final(minutes: Minutes) -> bool:
    """Whether what stands is an approved edition."""
    return minutes.status in rules.IS_APPROVED


def standing_sections(minutes: Minutes, mandate: Mandate | None) -> list[dict[str, Any]]:
    """The parts this mandate reads: the text in progress, or the approved edition."""
    if is_final(minutes) or not reads_draft(minutes, mandate):
        return published_sections(minutes)
    parts = [{"key": one.key, "title": one.title, "blocks": one.blocks} for one in minutes.text.sections.all()]
    return _readable([*parts, *conclusions(minutes.meeting)])


def minutes_page(minutes: Minutes, mandate: Mandate | None) -> MinutesPage:
    """The page of minutes this mandate may see; a constant number of reads."""
    runs = is_facilitator(mandate)
    drafting = not is_final(minutes) and reads_draft(minutes, mandate)
    requests = list(minutes.change_requests.select_related("organisation", "by__member", "answered_by__member"))
    asked = [each for each in requests if each.status == ChangeRequestStatus.ASKED]
    text = _text(minutes, mandate) if drafting else None
    sections = standing_sections(minutes, mandate)
    reasons = _reasons(minutes, len(asked), runs)
    to_request = tuple(reasons_to_request(minutes, mandate))
    deliveries = delivery_lines(minutes) if runs else []
    reread = has_reread(minutes, mandate.organisation_id if mandate else None)
    actions, count = _actions(minutes) if drafting else ((), 0)
    return MinutesPage(
        minutes=minutes,
        sentence=_sentence(minutes, mandate, len(asked), to_request, drafting=drafting, reread=reread),
        button=_button(minutes, reasons, to_request, runs=runs),
        runs=runs,
        drafting=drafting,
        text=text,
        parts=tuple(_parts(minutes, text, requests, runs=runs)) if text else (),
        sections=tuple(one for one in sections if not one.get("extra")),
        conclusions=tuple(one for one in sections if one.get("extra")),
        decisions=tuple(minutes.decisions.all()),
        actions=actions[:MOST_ACTIONS],
        action_count=count,
        to_take=tuple(contributions_to_take(minutes)) if runs else (),
        silent_cycles=tuple(silent_cycles(minutes)) if runs else (),
        requests=tuple(requests),
        unanswered=len(asked),
        deliveries=tuple(deliveries),
        delivery_counts=delivery_counts(deliveries),
        opened=sum(1 for line in deliveries if line.opened_at),
        unticked=tuple(unticked_speakers(minutes.meeting)) if runs and drafting else (),
        to_request=to_request,
        may_mark_reread=drafting and not reread and not to_request and not reasons_to_mark_reread(minutes, mandate),
        reread=reread,
        reading=reading_so_far(minutes, requests) if runs else "",
        to_open=reasons["open"],
        to_approve=reasons["approve"],
        early=rules.is_early(status=minutes.status, until=minutes.changes_until, today=deadline_day()),
        to_send=reasons["send"],
    )


def _actions(minutes: Minutes) -> tuple[tuple[Action, ...], int]:
    """The first actions decided in this meeting, and how many there are; an approved edition has them in its text."""
    planned = Action.objects.filter(meeting=minutes.meeting).select_related("organisation")
    first = tuple(planned[: MOST_ACTIONS + 1])
    return first, len(first) if len(first) <= MOST_ACTIONS else planned.count()


def _text(minutes: Minutes, mandate: Mandate | None) -> TextPage:
    """The text in progress; its tables come from the meeting, nobody types them."""
    back = minutes.get_absolute_url()
    return text_page(text=minutes.text, mandate=mandate, next_url=back, tables_by_name=True)


def _reasons(minutes: Minutes, unanswered: int, runs: bool) -> dict[str, tuple[str, ...]]:
    status, meeting_status, today = minutes.status, minutes.meeting.status, deadline_day()
    people = len(recipients_of(minutes)) + len(guests_to_send(minutes)) if runs else 0
    return {
        "open": tuple(
            rules.reasons_not_to_open_to_changes(status=status, meeting_status=meeting_status, until=None, today=today)
        ),
        "approve": tuple(
            rules.reasons_not_to_approve(status=status, meeting_status=meeting_status, unanswered=unanswered)
        ),
        "send": tuple(rules.reasons_not_to_send(status=status, recipients=people)),
    }


def _parts(minutes: Minutes, text: TextPage, requests: list[ChangeRequest], *, runs: bool) -> list[MinutesPart]:
    """Each section; for the animation, what the debate says today when it differs from what stands."""
    fresh = {part.key: part.blocks for part in composed_parts(minutes.meeting)} if runs else {}
    found = []
    for part in text.parts:
        section = part.section
        drawn = fresh.get(section.key, section.blocks)
        edited = is_edited(minutes, section.key, section.blocks)
        fresher = drawn if drawn != section.blocks else []
        here = tuple(_asked(each, section) for each in requests if each.section_key == section.key)
        found.append(MinutesPart(part, edited, fresher, here))
    return found


def _asked(request: ChangeRequest, section: Section) -> AskedChange:
    missing = with_wording(section.blocks, request.passage, request.wording) is None
    reasons = rules.reasons_not_to_mark_rewritten(rewritten=is_rewritten(request, section))
    return AskedChange(request, missing, tuple(reasons))


def is_rewritten(request: ChangeRequest, section: Section | None) -> bool:
    """Whether the part was changed since the request."""
    return section is not None and section.changed_at is not None and section.changed_at > request.at


def _sentence(
    minutes: Minutes,
    mandate: Mandate | None,
    unanswered: int,
    to_request: tuple[str, ...],
    *,
    drafting: bool,
    reread: bool,
) -> str:
    """Where the minutes stand; what is expected is said by the tasks."""
    day = french_date(minutes.changes_until) if minutes.changes_until else ""
    if is_facilitator(mandate):
        return _facilitator_sentence(minutes, unanswered, day)
    if minutes.status == MinutesStatus.OPEN_TO_CHANGES and drafting:
        if reread and mandate is not None:
            name = mandate.organisation.short_name
            return f"{name} a relu, rien à signaler ; une modification peut encore être demandée jusqu’au {day}."
        if not to_request:
            return f"Ce projet de compte rendu est à relire ; des modifications se demandent jusqu’au {day}."
        who = "le référent de votre organisme peut demander des modifications"
        return f"Ce projet de compte rendu est à relire ; {who} jusqu’au {day}."
    if is_final(minutes):
        return "Ce compte rendu est approuvé : vous pouvez l’emporter et suivre ses actions."
    if drafting:
        return "Ce compte rendu est en rédaction : pour l’écrire, agissez pour l’animation."
    return "Vous lisez l’édition approuvée ; une correction est en préparation."


def _facilitator_sentence(minutes: Minutes, unanswered: int, day: str) -> str:
    match minutes.status:
        case MinutesStatus.DRAFT:
            return "Ce compte rendu est en rédaction : les participants ne le lisent pas encore."
        case MinutesStatus.OPEN_TO_CHANGES:
            asked = counted(unanswered, "demande attend une réponse", "demandes attendent une réponse")
            return f"Les participants relisent jusqu’au {day} ; {asked if unanswered else 'aucune demande n’attend'}."
        case MinutesStatus.APPROVED:
            return "Le compte rendu est approuvé et figé ; il n’est pas encore envoyé."
        case _:
            return "Le compte rendu est diffusé."


def _button(
    minutes: Minutes, reasons: dict[str, tuple[str, ...]], to_request: tuple[str, ...], *, runs: bool
) -> tuple[str, str] | None:
    if runs:
        match minutes.status:
            case MinutesStatus.DRAFT:
                return None if reasons["open"] else ("Ouvrir aux demandes de modification", "ouvrir/")
            case MinutesStatus.OPEN_TO_CHANGES:
                return (
                    ("Répondre aux demandes", "#demandes")
                    if reasons["approve"]
                    else ("Approuver le compte rendu", "approuver/")
                )
            case MinutesStatus.APPROVED:
                return None if reasons["send"] else ("Envoyer le compte rendu", "envoyer/")
        return ("Suivre les actions", "/actions/")
    if minutes.status == MinutesStatus.OPEN_TO_CHANGES and not to_request:
        return ("Demander une modification", "demander/")
    return ("Emporter le compte rendu (PDF)", "document.pdf") if is_final(minutes) else None


def contributions_to_take(minutes: Minutes) -> list[Contribution]:
    """Decisions and actions noted in the room that are not rows yet."""
    kinds = (ContributionKind.DECISION, ContributionKind.ACTION)
    taken = [
        *Decision.objects.filter(contribution__meeting=minutes.meeting).values_list("contribution_id", flat=True),
        *Action.objects.filter(contribution__meeting=minutes.meeting).values_list("contribution_id", flat=True),
    ]
    said = Contribution.objects.filter(meeting=minutes.meeting, withdrawn_at=None, kind__in=kinds).exclude(pk__in=taken)
    return list(said.select_related("organisation", "agenda_item").order_by("at", "id"))


def contribution_to_take(minutes: Minutes, contribution_id: int) -> Contribution | None:
    """One of them."""
    return next((each for each in contributions_to_take(minutes) if each.pk == contribution_id), None)


def silent_cycles(minutes: Minutes) -> list[Any]:
    """Cycles of the meeting with no action, for which « aucune action » was not said."""
    said = minutes.without_action.values("pk")
    acted = Action.objects.filter(meeting=minutes.meeting, cycle__isnull=False).values("cycle_id")
    return list(minutes.meeting.cycles.exclude(pk__in=said).exclude(pk__in=acted).select_related("theme"))


def decision_of(minutes: Minutes, decision_id: int) -> Decision | None:
    """One decision of these minutes."""
    return minutes.decisions.filter(pk=decision_id).select_related("minutes__meeting").first()


def section_text(minutes: Minutes, key: str) -> tuple[str, str, list[Block]] | None:
    """Title, typed text and blocks of one part of the text in progress."""
    section = minutes.text.sections.filter(key=key).first()
    return (section.title, text_from_blocks(section.blocks), section.blocks) if section else None


@dataclass(frozen=True)
class MinutesLine:
    """Minutes in a list."""

    minutes: Minutes
    actions: int
    requests: int


def minutes_lines(found: list[Minutes]) -> list[MinutesLine]:
    """The lines of one page of the list; two reads for one as for thirty."""
    meetings = [each.meeting_id for each in found]
    actions = dict(Action.objects.filter(meeting__in=meetings).order_by().values_list("meeting").annotate(Count("id")))
    asked = ChangeRequest.objects.filter(minutes__in=found, status=ChangeRequestStatus.ASKED)
    waiting = dict(asked.order_by().values_list("minutes").annotate(Count("id")))
    return [MinutesLine(each, actions.get(each.meeting_id, 0), waiting.get(each.pk, 0)) for each in found]


def found_minutes(member: Member | None, words: str) -> Any:
    """The list, filtered by the address."""
    return having_words(minutes_visible_to(member), words, "meeting__title")


def reasons_about_passage(minutes: Minutes, key: str, passage: str) -> list[str]:
    """Why this passage cannot be asked about in that part."""
    said = [each for each in minutes.text.sections.all() if is_said_in(each.blocks, passage)]
    elsewhere = said[0].title if said else ""
    return rules.reasons_about_passage(found=any(each.key == key for each in said), elsewhere=elsewhere)


def part_choices(minutes: Minutes) -> list[tuple[str, str]]:
    """The parts a request may be about."""
    return list(minutes.text.sections.values_list("key", "title"))
