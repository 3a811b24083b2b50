"""A cycle led by Bretagne, its interview, its note at each of its moments."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.services import interviews, notes, signing
from interregions.exchange.themes.choices import ThemeStatus
from interregions.exchange.themes.models import Call, Theme

QUESTIONS = "Qui pilote l’hydrogène chez vous ?\nQuels financements mobilisez-vous ?\nQu’est-ce qui n’a pas marché ?"


@pytest.fixture
def open_cycle(facilitator, bretagne, today) -> Callable[..., Cycle]:
    def make(title: str = "Hydrogène dans les ports") -> Cycle:
        call, _ = Call.objects.get_or_create(
            season="2026-2027",
            defaults={
                "retained_number": 2,
                "proposals_until": today,
                "choices_until": today + timedelta(days=5),
                "opened_by": facilitator,
            },
        )
        theme = Theme.objects.create(
            call=call,
            title=title,
            problem="Chaque port cherche seul.",
            expected_result="Un guide commun.",
            proposed_by=bretagne.organisation,
            written_by=bretagne,
            status=ThemeStatus.RETAINED,
        )
        return Cycle.objects.create(theme=theme, lead=bretagne.organisation, opened_by=facilitator)

    return make


@pytest.fixture
def cycle(open_cycle) -> Cycle:
    return open_cycle()


@pytest.fixture
def interview(cycle, facilitator, today) -> Interview:
    return interviews.record_interview(
        cycle=cycle,
        held_on=today,
        people="Erwan Tanguy, directeur des ports",
        answers=[
            ("Quelle question vous posez-vous ?", "theme", "Comment équiper nos ports sans doublon ?"),
            ("Quelles précautions prendre ?", "risks", "Les prix négociés."),
            ("Qu’est-ce qui est sensible ?", "risks", "Le port veut vendre.", True),
            ("Que voulez-vous apprendre ?", "learn", QUESTIONS),
            ("Une question sans réponse ?", "context", ""),
        ],
        by=facilitator,
    )


@pytest.fixture
def note(cycle, interview, facilitator) -> Note:
    known = [Reference("practices.practice", "3", "Bonne pratique : quai mutualisé", "/pratiques/3/")]
    return notes.draft_note(cycle=cycle, interview=interview, already_known=known, by=facilitator)


@pytest.fixture
def signed(note, bretagne) -> Note:
    return signing.sign_off_note(note=note, by=bretagne)
