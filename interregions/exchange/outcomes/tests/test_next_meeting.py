"""With the real services of the rooms below: a meeting that opens with earlier actions, then its minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.services import plans, sittings
from interregions.exchange.outcomes.queries import progress as queries
from interregions.exchange.outcomes.services import actions
from interregions.exchange.outcomes.services.minutes import draft_minutes

pytestmark = pytest.mark.django_db


def test_the_next_meeting_opens_with_this_one_s_actions_and_gives_minutes(
    action, cycle, facilitator, bretagne, normandie
):
    starts = timezone.now() + timedelta(hours=1)
    following = plans.plan_meeting(
        title="Réunion suivante",
        cycles=[cycle],
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place="Rennes",
        link="",
        words="",
        progress=queries.progress_lines(),
        restitutions={},
        organisations=[bretagne.organisation, normandie.organisation],
        by=facilitator,
    )
    assert actions.record_reviewed_actions(meeting=following, by=facilitator) == 1
    sittings.open_meeting(meeting=following, by=facilitator)
    point = following.agenda.get(kind="DEBATE")
    debate.record_remark(
        meeting=following,
        agenda_item=point,
        kind="REMARK",
        organisation=normandie.organisation,
        text="Le guide est attendu.",
        by=facilitator,
    )
    sittings.close_meeting(meeting=following, by=facilitator)
    following.refresh_from_db()
    minutes = draft_minutes(meeting=following, by=facilitator)
    told = str([section.blocks for section in minutes.text.sections.all()])
    assert action.title in told
    assert "Le guide est attendu." in told
    assert minutes.text.sections.count() == following.agenda.count() + 1
