"""A retained theme, and a cycle opened on it."""

from datetime import timedelta

import pytest

from interregions.exchange.cycles import services
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import endorse_theme, propose_theme


@pytest.fixture
def theme(facilitator, bretagne, normandie, today) -> Theme:
    """Proposed by Bretagne, supported by Normandie which is ready to lead it, retained."""
    call = calls.open_call(
        season="2026-2027",
        retained_number=1,
        proposals_until=today,
        choices_until=today + timedelta(days=5),
        by=facilitator,
    )
    proposed = propose_theme(call=call, title="Hydrogène", problem="P", expected_result="R", by=bretagne)
    endorse_theme(theme=proposed, ready_to_lead=True, by=normandie)
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[proposed.pk], by=bretagne)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[proposed.pk], by=facilitator)
    proposed.refresh_from_db()
    return proposed


@pytest.fixture
def cycle(theme, normandie, facilitator) -> Cycle:
    return services.open_cycle(theme=theme, lead=normandie.organisation, previous=None, by=facilitator)
