"""Every read of the debate: what was said, who may write it, the pages of the room."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.common.tiles import BY_INSEE
from interregions.common.typography import counted, french_date
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import rules
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution, PracticeFromAnswer
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.meetings.queries import meetings as meeting_queries
from interregions.exchange.meetings.queries import pages
from interregions.knowledge.practices.queries import practice_reference, practices_visible_to
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import PreparedFor
from interregions.network.queries import is_facilitator, members_standing, standing_of
from interregions.toolkit.journal.queries import entries_about
from interregions.toolkit.live.queries import latest_event_id
from interregions.vocabulary.choices import TerritoryKind


@dataclass(frozen=True)
class Speaker:
    """A convened organisation with the prefix that names it."""

    organisation_id: int
    name: str
    code: str
    number: int


@dataclass(frozen=True)
class SaidLine:
    """One thing said, as a page shows it."""

    contribution: Contribution
    code: str
    may_change: bool
    may_catch: bool


@dataclass(frozen=True)
class DebatePage:
    """The room while the meeting is held."""

    meeting: Meeting
    is_open: bool
    agenda: tuple[pages.AgendaLine, ...]
    current: pages.AgendaLine | None
    lines: tuple[SaidLine, ...]
    total: int
    speakers: tuple[Speaker, ...]
    answers: tuple[Reference, ...]
    notes: bool
    contributes: bool
    last_event: int
    frozen: str


def contributions_of(meeting: Meeting) -> QuerySet[Contribution]:
    """What was said in a meeting and not withdrawn, in order."""
    return (
        Contribution.objects.filter(meeting=meeting, withdrawn_at=None)
        .select_related("organisation", "agenda_item", "practice", "by__member")
        .order_by("at", "id")
    )


def contributions_visible_to(member: Member | None) -> QuerySet[Contribution]:
    """What was said in the meetings this member may see."""
    return Contribution.objects.filter(meeting__in=meeting_queries.meetings_visible_to(member).values("pk"))


def meeting_of_debate(member: Member | None, meeting_id: int) -> Meeting | None:
    """The meeting whose debate this member may follow."""
    return meeting_queries.meeting_visible_to(member, meeting_id)


def speakers_of(meeting: Meeting) -> tuple[Speaker, ...]:
    """Convened organisations; a Région has the code of its tile, everybody a number."""
    attendances = meeting_queries.attendances_of(meeting)
    ids = [each.organisation_id for each in attendances]
    found = Organisation.objects.filter(pk__in=ids, territories__kind=TerritoryKind.REGION).values_list(
        "pk", "territories__code"
    )
    codes = {pk: BY_INSEE[code].short for pk, code in found if code in BY_INSEE}
    return tuple(
        Speaker(
            organisation_id=each.organisation_id,
            name=each.organisation.short_name,
            code=codes.get(each.organisation_id, "") if each.organisation.kind == OrganisationKind.REGION else "",
            number=number,
        )
        for number, each in enumerate(attendances, start=1)
    )


def parsed(meeting: Meeting, line: str) -> rules.ParsedLine:
    """What the note-taker's line means in this meeting."""
    speakers = speakers_of(meeting)
    return rules.parse_line(
        line,
        codes={speaker.code: speaker.organisation_id for speaker in speakers if speaker.code},
        numbers={speaker.number: speaker.organisation_id for speaker in speakers},
    )


@dataclass(frozen=True)
class Reading:
    """How a line will be read: who, what kind, until when; or what it names and nobody is."""

    words: str = ""
    unknown: str = ""
    corrected: str = ""


def reading_of(meeting: Meeting, line: str) -> Reading:
    """The line as it would be noted now; nothing for an empty one or a move."""
    said = parsed(meeting, line)
    if said.unknown:
        return Reading(unknown=rules.words_on_unknown(said.unknown))
    if not said.text or said.move:
        return Reading()
    names = {speaker.organisation_id: speaker.name for speaker in speakers_of(meeting)}
    who = names.get(said.speaker or 0, "sans organisme")
    kind = str(ContributionKind(said.kind or ContributionKind.REMARK).label).lower()
    until = f", pour le {french_date(said.due)}" if said.due else ""
    return Reading(words=f"{who}, {kind}{until}.", corrected=said.corrected)


def words_on_unknown(code: str) -> str:
    """Why a line is not noted."""
    return rules.words_on_unknown(code)


def _own(contribution: Contribution, mandate: Mandate | None) -> bool:
    """Typed by this organisation itself."""
    return (
        mandate is not None
        and not contribution.taken_down
        and contribution.by.organisation_id == mandate.organisation_id
    )


def reasons_to_change(contribution: Contribution, mandate: Mandate | None) -> list[str]:
    """Why this acting mandate may not correct this line now."""
    return rules.reasons_not_to_change(
        is_facilitator=is_facilitator(mandate),
        own=_own(contribution, mandate),
        is_open=contribution.meeting.status == MeetingStatus.OPEN,
        held=contribution.meeting.status == MeetingStatus.CLOSED,
        withdrawn=contribution.withdrawn_at is not None,
    )


def _said_line(contribution: Contribution, codes: dict[int, str], mandate: Mandate | None) -> SaidLine:
    catch = rules.reasons_not_to_catch(
        caught=contribution.practice_id is not None,
        withdrawn=contribution.withdrawn_at is not None,
        has_organisation=contribution.organisation_id is not None,
    )
    return SaidLine(
        contribution=contribution,
        code=codes.get(contribution.organisation_id or 0, ""),
        may_change=not reasons_to_change(contribution, mandate),
        may_catch=is_facilitator(mandate) and contribution.kind == ContributionKind.PRACTICE and not catch,
    )


def debate_page(meeting: Meeting, mandate: Mandate | None) -> DebatePage:
    """The room as this mandate sees it; only the lines of the current point while the sitting is open."""
    last_event = latest_event_id(meeting_queries.channel_of(meeting))
    agenda = pages.agenda_read_by(meeting, mandate)
    current = next((line for line in agenda if line.current), None)
    said = contributions_of(meeting).select_related("by", "meeting")
    shown = said.filter(agenda_item_id=current.item.pk) if current else said
    speakers = speakers_of(meeting)
    codes = {speaker.organisation_id: speaker.code for speaker in speakers}
    own = mandate.organisation_id if mandate else None
    writes = mandate is not None and mandate.role in (Role.REFERENT, Role.CONTRIBUTOR)
    return DebatePage(
        meeting=meeting,
        is_open=meeting.status == MeetingStatus.OPEN,
        agenda=agenda,
        current=current,
        lines=tuple(_said_line(each, codes, mandate) for each in shown),
        total=said.count(),
        speakers=speakers,
        answers=tuple(dict.fromkeys(reference for line in agenda for reference in line.references)),
        notes=is_facilitator(mandate),
        contributes=writes and own in {speaker.organisation_id for speaker in speakers},
        last_event=last_event,
        frozen=rules.CLOSED if is_facilitator(mandate) and meeting.status == MeetingStatus.CLOSED else "",
    )


def contribution_changed_by(mandate: Mandate | None, meeting_id: int, contribution_id: int) -> Contribution | None:
    """A line this acting mandate writes on, its own or any for the animation; None for the others."""
    if mandate is None:
        return None
    found = (
        contributions_visible_to(mandate.member)
        .filter(meeting_id=meeting_id, pk=contribution_id, withdrawn_at=None)
        .select_related("meeting", "by__member", "organisation", "practice")
        .first()
    )
    return found if found is not None and (is_facilitator(mandate) or _own(found, mandate)) else None


def organisation_convened(meeting: Meeting, organisation_id: int | None) -> Organisation | None:
    """One of the convened organisations, or None."""
    if not organisation_id or not meeting_queries.is_convened(meeting, organisation_id):
        return None
    return Organisation.objects.get(pk=organisation_id)


def point_after(meeting: Meeting, move: str) -> AgendaItem | None:
    """The point a move of the note-taker goes to."""
    order = meeting_queries.agenda_of(meeting)
    if not order:
        return None
    here = next((rank for rank, item in enumerate(order) if item.pk == meeting.current_item_id), 0)
    return order[rules.point_reached(move=move, current=here, last=len(order) - 1)]


def _met(member: Member | None, cycle: int) -> QuerySet[Meeting]:
    read = meeting_queries.meetings_visible_to(member).select_related(None).only("title", "starts_at")
    said = Contribution.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None).order_by()
    number = said.values("meeting").annotate(number=Count("id")).values("number")
    read = read.filter(cycles=cycle).order_by("starts_at", "id")
    return read.annotate(said=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def _caught(member: Member | None, cycle: int) -> QuerySet[Contribution]:
    readable = Contribution.objects.filter(practice__in=practices_visible_to(member), withdrawn_at=None)
    return readable.filter(meeting__cycles=cycle).select_related("practice").order_by("id")


def _from_answers(member: Member | None, cycle: int) -> QuerySet[PracticeFromAnswer]:
    readable = PracticeFromAnswer.objects.filter(practice__in=practices_visible_to(member))
    return readable.filter(meeting__cycles=cycle).select_related("practice")


_MET = PreparedFor(_met)
_CAUGHT = PreparedFor(_caught)
_FROM_ANSWERS = PreparedFor(_from_answers)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """What was said in each meeting of the cycle, and the practices it gave."""
    seen = _MET.read(member, cycle=cycle.pk)
    if not seen:
        return []
    caught: dict[int, list[Reference]] = {}
    for line in _CAUGHT.read(member, cycle=cycle.pk):
        if line.practice is not None:
            caught.setdefault(line.meeting_id, []).append(practice_reference(line.practice))
    for found in _FROM_ANSWERS.read(member, cycle=cycle.pk):
        caught.setdefault(found.meeting_id, []).append(practice_reference(found.practice))
    return [
        ThreadLine(
            label=f"Débat : {meeting.title}",
            state=counted(meeting.said, "contribution"),  # type: ignore[attr-defined]
            url=reverse("debate:debate", args=[meeting.pk]),
            at=meeting.starts_at,
            origins=(meeting_queries.meeting_reference(meeting),),
            outcomes=tuple(dict.fromkeys(caught.get(meeting.pk, ()))),
        )
        for meeting in seen
        if meeting.said  # type: ignore[attr-defined]
    ]


def personal_data_of(member: Member) -> dict[str, list[dict[str, str]]]:
    """What this person typed in debates."""
    found = Contribution.objects.filter(by__member=member).values_list("meeting__title", "text", "at")
    return {"contributions": [{"meeting": title, "text": text, "at": at.isoformat()} for title, text, at in found]}


KIND_KEYS = tuple(
    (f"{key}:" if key == "a" else key, str(ContributionKind(kind).label)) for key, kind in rules.KEYS.items()
)


def last_author(contribution: Contribution) -> str:
    """Who wrote on this line last, after the journal."""
    entry = entries_about("debate.contribution", contribution.pk).exclude(by=None).first()
    return entry.by.member.full_name if entry is not None and entry.by is not None else "une autre personne"


def still_following(member_ids: Collection[int], meeting_id: int) -> set[int]:
    """Those who still may, asked again while their pages stay open: rights may end meanwhile."""
    followed: dict[tuple[bool, frozenset[int]], bool] = {}  # people of the same organisations see the same meetings
    still = set()
    for member in members_standing(member_ids):
        standing = standing_of(member)
        reach = (standing.is_facilitator, frozenset(standing.organisation_ids))
        if reach not in followed:
            followed[reach] = meeting_queries.meeting_visible_to(member, meeting_id) is not None
        if followed[reach]:
            still.add(member.pk)
    return still
