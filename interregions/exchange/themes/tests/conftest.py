"""A call with three themes, at each of its moments."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from interregions.exchange.themes.models import Call, Theme
from interregions.exchange.themes.services import calls
from interregions.exchange.themes.services.themes import propose_theme


@pytest.fixture
def call(facilitator, france, today) -> Call:
    """A call to the Régions and the EPCI, proposals open."""
    return calls.open_call(
        season="2026-2027",
        words="Quels problèmes traiter ensemble ?",
        retained_number=2,
        colleges=["REGIONS", "EPCI"],
        proposals_until=today + timedelta(days=10),
        choices_until=today + timedelta(days=20),
        by=facilitator,
    )


@pytest.fixture
def propose(call) -> Callable[..., Theme]:
    def write(by, title: str, **values) -> Theme:
        texts = {"problem": "Chacun cherche seul.", "expected_result": "Un guide commun."}
        return propose_theme(call=call, title=title, **{**texts, **values}, by=by)

    return write


@pytest.fixture
def themes(propose, bretagne, normandie, occitanie) -> list[Theme]:
    return [
        propose(bretagne, "Hydrogène", ready_to_lead=True),
        propose(normandie, "Fonds européens des PME"),
        propose(occitanie, "Phase VI des pôles"),
    ]


@pytest.fixture
def choosing(call, themes, facilitator) -> Call:
    """The same call, choices open."""
    return calls.open_choices(call=call, by=facilitator)
