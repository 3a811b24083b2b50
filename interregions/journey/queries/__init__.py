"""The thread read end to end: what is expected of whom, what is left, where each thing came from and what it became."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from interregions.common.deadlines import deadline_day
from interregions.common.ports import Lineage, ThreadLine
from interregions.common.references import Reference
from interregions.common.rooms import paths_from_cycle, rooms
from interregions.common.tasks import Task
from interregions.common.typography import counted
from interregions.exchange.cycles import queries as cycles
from interregions.exchange.cycles import rules as cycle_rules
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.queries import meetings
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES
from interregions.exchange.outcomes.models import Action
from interregions.exchange.surveys.express.queries import ExpressLine, running_express
from interregions.exchange.surveys.restitution.queries import restitution
from interregions.exchange.themes.choices import CallStatus
from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries import calls as themes
from interregions.journey import rules
from interregions.journey.queries import tasks
from interregions.journey.steps import STEPS
from interregions.knowledge.observatory.policies.queries.visible import reads_the_observatory
from interregions.knowledge.practices import queries as practices
from interregions.network.models import Mandate, Member
from interregions.network.queries import is_facilitator, standing_of
from interregions.toolkit.jobs.queries import is_worker_late
from interregions.toolkit.mail.queries import late_message_count, silent_since, troubled_message_count

# How many practices or restitutions a list of references shows: the rest is on their own pages.
LISTED = 30


@dataclass(frozen=True)
class StepLine:
    """One step on the line of five: done, current or to come."""

    label: str
    state: str  # done, current, to_come
    stage: str


@dataclass(frozen=True)
class CyclePage:
    """All that the page of a cycle shows to one member."""

    cycle: Cycle
    steps: tuple[StepLine, ...]
    remaining: tuple[Task, ...]
    reasons_not_to_advance: tuple[str, ...]
    next_name: str
    thread: tuple[ThreadLine, ...]
    expected: tuple[Task, ...]
    may_change_lead: bool


def state_of(position: int, here: int) -> str:
    """Whether a step is behind us, under our feet or ahead."""
    if position == here:
        return "current"
    return "done" if position < here else "to_come"


def step_line(stage: str) -> tuple[StepLine, ...]:
    """The five steps with the one we are in."""
    order = list(Stage)
    here = order.index(Stage(stage))
    return tuple(
        StepLine(
            label=step.name,
            stage=step.stage,
            state=state_of(order.index(step.stage), here),
        )
        for step in STEPS
    )


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The objects of a cycle in the order of the steps, as far as this member may see.

    A room knows where its objects come from; what they became is known by the rooms above, so it is read back here.
    """
    lines: list[ThreadLine] = [
        line for room in rooms() if (lines_of := room.thread()) for line in lines_of(cycle, member)
    ]
    born_of: dict[str, list[Reference]] = {}
    for line in lines:
        for origin in line.origins:
            born_of.setdefault(origin.url, []).append(Reference("", "", line.label, line.url))
    return [replace(line, outcomes=_once(line, born_of.get(line.url, []))) for line in lines]


def _once(line: ThreadLine, born: list[Reference]) -> tuple[Reference, ...]:
    by_url = {each.url: each for each in (*born, *line.outcomes) if each.url != line.url}
    return tuple(by_url.values())


def cycle_page(cycle: Cycle, member: Member | None) -> CyclePage:
    """The page of a cycle the member may see."""
    remaining = tasks.remaining_in(cycle)
    following = cycle_rules.next_stage(cycle.stage)
    here = cycle.get_absolute_url()  # a card that leads to this page would lead nowhere
    return CyclePage(
        cycle=cycle,
        steps=step_line(cycle.stage),
        remaining=tuple(remaining),
        reasons_not_to_advance=tuple(cycle_rules.reasons_not_to_advance(cycle.stage, remaining)),
        next_name=str(Stage(following).label) if following else "",
        thread=tuple(thread_of(cycle, member)),
        expected=tuple(card for card in tasks.tasks_of(member) if cycle.pk in card.cycles and card.url != here),
        may_change_lead=standing_of(member).is_facilitator and cycle.stage != Stage.CLOSED,
    )


def lineage_of(reference: Reference, member: Any) -> Lineage:
    """Where a thing comes from and what came of it, read on the cycle it stands on, as far as the member may see."""
    path = paths_from_cycle().get(reference.kind)
    if path is None or not reference.id.isdigit():
        return Lineage()
    cycle = cycles.cycles_visible_to(member).filter(**{path: int(reference.id)}).select_related("theme", "lead").first()
    if cycle is None:
        return Lineage()
    found = next((line for line in thread_of(cycle, member) if line.url == reference.url), None)
    outcomes_of = found.outcomes if found else ()
    if reference.kind == "themes.theme":
        here = cycles.cycle_reference(cycle)
        outcomes_of = (here, *(each for each in outcomes_of if each.kind != here.kind))
    return Lineage(found.origins if found else (), outcomes_of)


@dataclass(frozen=True)
class CycleLine:
    """One cycle in a list, with its steps."""

    cycle: Cycle
    steps: tuple[StepLine, ...]


def cycle_lines(member: Member | None) -> list[CycleLine]:
    """The cycles the member may see, those under way first."""
    found: QuerySet[Cycle] = cycles.cycles_visible_to(member).select_related("theme", "lead")
    lines = [CycleLine(cycle, step_line(cycle.stage)) for cycle in found]
    return sorted(lines, key=lambda line: line.cycle.stage == Stage.CLOSED)


@dataclass(frozen=True)
class CockpitLine:
    """One cycle under way in the cockpit: its steps and what is left in the one it is in."""

    cycle: Cycle
    steps: tuple[StepLine, ...]
    remaining: tuple[Task, ...]


@dataclass(frozen=True)
class Cockpit:
    """The facilitator's page: what is expected, what is under way, what went wrong in the mail."""

    cycles: tuple[CockpitLine, ...]
    calls: tuple[themes.CallLine, ...]
    meetings: tuple[meetings.MeetingLine, ...]
    express: tuple[ExpressLine, ...]
    expected: tuple[Task, ...]
    under_way: tuple[str, ...]  # what others are asked, when nothing is asked of the animation
    late: tuple[Task, ...]
    troubled_messages: int
    mail_silent_since: datetime | None
    worker_is_late: bool
    late_messages: int


def cockpit(member: Member | None, mandate: Mandate | None = None) -> Cockpit | None:
    """Where each cycle stands and what is late; None for whoever is not of the animation."""
    if not standing_of(member).is_facilitator:
        return None
    running = [line for line in cycle_lines(member) if line.cycle.stage != Stage.CLOSED]
    left = [task for task in tasks.all_tasks_of(member) if task.sentence]
    lines = tuple(
        CockpitLine(line.cycle, line.steps, tuple(task for task in left if line.cycle.pk in task.cycles))
        for line in running
    )
    cards = tasks.tasks_of(member)
    late = tuple(card for card in cards if card.late or (card.due and card.due < deadline_day()))
    open_calls = themes.running_calls(member).order_by("choices_until", "pk")
    calls = tuple(themes.call_lines(list(open_calls), mandate))
    express = running_express(member)
    to_come = meetings.coming(meetings.meetings_visible_to(member))[:LISTED]
    return Cockpit(
        cycles=lines,
        calls=calls,
        meetings=tuple(meetings.meeting_lines(list(to_come), mandate)),
        express=tuple(express),
        expected=tuple(cards),
        under_way=() if cards else _under_way(left, express),
        late=late,
        troubled_messages=troubled_message_count(),
        mail_silent_since=silent_since(),
        worker_is_late=is_worker_late(),
        late_messages=late_message_count(),
    )


def _under_way(left: Sequence[Task], express: Sequence[ExpressLine]) -> tuple[str, ...]:
    """What others are asked now."""
    asked = [f"« {line.title} » : {counted(line.given, 'réponse')} sur {line.asked}" for line in express]
    return tuple(dict.fromkeys([*(task.sentence for task in left), *asked]))


@dataclass(frozen=True)
class KnowledgePage:
    """What outlives a cycle, most recent first."""

    practices: tuple[Reference, ...]
    restitutions: tuple[Reference, ...]
    reads_observatory: bool


def restitution_references(
    member: Member | None, *, of: Cycle | None = None, besides: Cycle | None = None
) -> list[Reference]:
    """Published restitutions this member may read: those of a cycle, or of all the others."""
    found = restitution.published_visible_to(member).select_related("survey").order_by("-published_at")
    if of is not None:
        found = found.filter(survey__cycle=of)
    if besides is not None:
        found = found.exclude(survey__cycle=besides)
    return [
        Reference("surveys.restitution", str(each.pk), str(each), each.get_absolute_url())
        for each in restitution.latest_editions(found[: LISTED * 2])[:LISTED]
    ]


def knowledge_page(member: Member | None) -> KnowledgePage:
    """Practices and restitutions this member may read."""
    return KnowledgePage(
        practices=tuple(practices.published_practice_references(member, limit=LISTED)),
        restitutions=tuple(restitution_references(member)),
        reads_observatory=reads_the_observatory(member),
    )


def already_known(cycle: Cycle, member: Member | None) -> list[Reference]:
    """« Ce que l'on sait déjà »: published restitutions of other cycles, and published practices."""
    known = practices.published_practice_references(member, limit=LISTED)
    return [*restitution_references(member, besides=cycle), *known]


def calls_taking_proposals(member: Member | None) -> QuerySet[Call]:
    """Calls in which a theme can still be proposed."""
    return themes.calls_visible_to(member).filter(status=CallStatus.PROPOSALS)


def reasons_not_to_carry_over(action: Action, mandate: Mandate | None, member: Member | None) -> list[str]:
    """Why this action cannot be carried over as a theme now."""
    return rules.reasons_not_to_carry_over(
        is_facilitator=is_facilitator(mandate),
        is_open=action.status in OPEN_ACTION_STATUSES,
        call_takes_proposals=calls_taking_proposals(member).exists(),
    )
