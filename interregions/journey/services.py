"""What closes the loops: a cycle advances, a meeting opens with earlier actions, an action becomes a theme."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.exchange.cycles import rules as cycle_rules
from interregions.exchange.cycles import services as cycles
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.services import plans as meetings
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.services import notes as note_services
from interregions.exchange.notes.services import rights
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES
from interregions.exchange.outcomes.models import Action
from interregions.exchange.outcomes.queries import progress as outcome_queries
from interregions.exchange.outcomes.services import actions as outcomes
from interregions.exchange.themes.choices import CallStatus
from interregions.exchange.themes.models import Call, Theme
from interregions.exchange.themes.services import themes
from interregions.journey import queries, rules
from interregions.journey.queries.tasks import remaining_in
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import is_facilitator
from interregions.network.services import check_mandate


@transaction.atomic
def advance(*, cycle: Cycle, by: Mandate) -> Cycle:
    """Move a cycle to its next stage, the only place where that happens. Refused while something blocking is left."""
    check_mandate(by, roles={Role.FACILITATOR})
    cycle = cycles.held(cycle)
    refuse_if(cycle_rules.reasons_not_to_advance(cycle.stage, remaining_in(cycle)))
    following = cycle_rules.next_stage(cycle.stage)
    assert following is not None  # noqa: S101  a closed cycle was refused just above
    return cycles.move_stage(cycle=cycle, to=following, by=by)


@transaction.atomic
def change_lead(*, cycle: Cycle, lead: Organisation, reason: str, by: Mandate) -> Cycle:
    """Give a cycle another responsible region, and its note at once: the one before does not write it any more."""
    cycle = cycles.change_lead(cycle=cycle, lead=lead, reason=reason, by=by)
    rights.follow_lead(cycle=cycle)
    return cycle


@transaction.atomic
def draft_note(*, cycle: Cycle, interview: Interview, by: Mandate) -> Note:
    """The note drawn from the interview, with what the network already knows."""
    known = queries.already_known(cycle, by.member)
    return note_services.draft_note(cycle=cycle, interview=interview, already_known=known, by=by)


@transaction.atomic
def plan_meeting(
    *,
    title: str,
    cycles: Sequence[Cycle],
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str = "",
    link: str = "",
    words: str = "",
    organisations: Sequence[Organisation] | None = None,
    by: Mandate,
) -> Meeting:
    """A meeting whose agenda opens with the open actions of all earlier meetings, each once.

    The progress is handed over as plain values: the meeting does not know where it comes from.
    """
    meeting = meetings.plan_meeting(
        title=title,
        cycles=cycles,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        link=link,
        words=words,
        progress=outcome_queries.progress_lines(),
        restitutions={cycle.pk: queries.restitution_references(by.member, of=cycle) for cycle in cycles},
        organisations=organisations,
        by=by,
    )
    outcomes.record_reviewed_actions(meeting=meeting, by=by)
    return meeting


@transaction.atomic
def refresh_progress(*, meeting: Meeting, by: Mandate) -> Meeting:
    """Read the open actions again into the first point, until the meeting opens."""
    meetings.refresh_progress(meeting=meeting, progress=outcome_queries.progress_lines(before=meeting), by=by)
    outcomes.record_reviewed_actions(meeting=meeting, by=by)
    return meeting


@transaction.atomic
def carry_over(*, action: Action, call: Call, by: Mandate) -> Theme:
    """An action that deserves a cycle becomes a proposed theme of the open call; it says where it came from."""
    refuse_if(
        rules.reasons_not_to_carry_over(
            is_facilitator=is_facilitator(by),
            is_open=action.status in OPEN_ACTION_STATUSES,
            call_takes_proposals=call.status == CallStatus.PROPOSALS,
        )
    )
    theme = themes.propose_theme(
        call=call,
        title=action.title[:160],
        problem=f"Action décidée en réunion « {action.meeting.title} », confiée à {action.organisation.short_name}.",
        expected_result=action.success_sign or "À préciser par la Région qui reprend le thème.",
        tags=[],
        ready_to_lead=False,
        by=by,
        origin=Reference("outcomes.action", str(action.pk), action.title, action.get_absolute_url()),
    )
    outcomes.mark_carried_over(action=action, theme=theme, by=by)
    return theme
