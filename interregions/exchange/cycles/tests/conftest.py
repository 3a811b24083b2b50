"""A retained theme, and a cycle opened on it."""

from datetime import timedelta

import pytest

from interregions.exchange.cycles import services
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes import services as themes
from interregions.exchange.themes.models import Theme


@pytest.fixture
def theme(facilitator, bretagne, normandie, today) -> Theme:
    """Proposed by Bretagne, supported by Normandie which is ready to lead it, retained."""
    call = themes.open_call(
        season="2026-2027",
        retained_number=1,
        proposals_until=today,
        choices_until=today + timedelta(days=5),
        by=facilitator,
    )
    proposed = themes.propose_theme(call=call, title="Hydrogène", problem="P", expected_result="R", by=bretagne)
    themes.endorse_theme(theme=proposed, ready_to_lead=True, by=normandie)
    themes.open_choices(call=call, by=facilitator)
    themes.cast_ballot(call=call, theme_ids=[proposed.pk], by=bretagne)
    themes.close_call(call=call, by=facilitator)
    themes.retain_themes(call=call, theme_ids=[proposed.pk], by=facilitator)
    proposed.refresh_from_db()
    return proposed


@pytest.fixture
def cycle(theme, normandie, facilitator) -> Cycle:
    return services.open_cycle(theme=theme, lead=normandie.organisation, previous=None, by=facilitator)
