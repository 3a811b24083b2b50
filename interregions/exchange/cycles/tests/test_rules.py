"""The order of the stages, and what holds a cycle where it is."""

from types import SimpleNamespace

import pytest

from interregions.exchange.cycles import rules
from interregions.exchange.cycles.choices import Stage


def left(blocking: bool):
    return SimpleNamespace(sentence="Signer la note", held_by="Bretagne", blocking=blocking)


def test_the_stages_follow_one_another_and_all_are_reached():
    walked, stage = [Stage.THEME], rules.next_stage(Stage.THEME)
    while stage is not None:
        walked.append(stage)
        stage = rules.next_stage(stage)
    assert walked == list(Stage)
    assert set(rules.NEXT) == set(Stage)


def test_what_blocks_is_told_with_its_holder_and_what_does_not_is_not():
    assert rules.reasons_not_to_advance(Stage.THEME, [left(blocking=False)]) == []
    reasons = rules.reasons_not_to_advance(Stage.THEME, [left(blocking=True), left(blocking=False)])
    assert reasons == ["Il reste : Signer la note (Bretagne)."]
    assert rules.reasons_not_to_advance(Stage.CLOSED, []) != []


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("to", Stage)
def test_a_cycle_only_goes_to_the_next_stage(stage, to):
    allowed = rules.reasons_not_to_move(stage=stage, to=to) == []
    assert allowed == (list(Stage).index(to) == list(Stage).index(stage) + 1)


def test_the_lead_is_a_region_that_exists():
    assert rules.reasons_not_to_lead(kind="REGION", ended=False, name="Bretagne") == []
    assert rules.reasons_not_to_lead(kind="EPCI", ended=False, name="Rennes Métropole")
    assert rules.reasons_not_to_lead(kind="REGION", ended=True, name="Picardie")
