"""The rule of order: total, explained, deaf to chance and to the order of what it is given."""

import random
from datetime import date

import pytest

from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallMethod, CallStatus
from interregions.exchange.themes.rules import Tallied


def a_theme(rank: int, regions: int = 0, epci: int = 0, ready: int = 0, supports: int = 0) -> Tallied:
    return Tallied(rank, f"Thème {rank}", {"REGIONS": regions, "EPCI": epci}, ready, supports, rank)


def some_themes(seed: int) -> list[Tallied]:
    chance = random.Random(seed)
    return [a_theme(rank, *(chance.randint(0, 3) for _ in range(4))) for rank in range(1, chance.randint(2, 14))]


@pytest.mark.parametrize("seed", range(60))
def test_the_order_does_not_depend_on_the_order_given(seed):
    themes = some_themes(seed)
    shuffled = random.Random(seed + 1).sample(themes, len(themes))
    assert rules.ordered(themes) == rules.ordered(shuffled)
    asked, answered = {"REGIONS": 18, "EPCI": 40}, {"REGIONS": 12, "EPCI": 9}
    told = [rules.explanation(each, number=3, asked=asked, answered=answered) for each in (themes, shuffled)]
    assert told[0] == told[1]


@pytest.mark.parametrize("seed", range(60))
def test_one_more_choice_of_a_region_never_lowers_a_theme(seed):
    themes = some_themes(seed)
    favoured = random.Random(seed).choice(themes)
    more = {**favoured.choices, "REGIONS": favoured.choices["REGIONS"] + 1}
    raised = Tallied(favoured.theme, favoured.title, more, favoured.ready_to_lead, favoured.endorsements, favoured.rank)
    before = rules.ordered(themes).index(favoured)
    after = rules.ordered([raised if each is favoured else each for each in themes]).index(raised)
    assert after <= before


@pytest.mark.parametrize("seed", range(60))
def test_no_number_of_epci_outweighs_one_region(seed):
    chance = random.Random(seed)
    chosen_by_regions = a_theme(1, regions=chance.randint(1, 18))
    chosen_by_epci = a_theme(2, regions=chosen_by_regions.choices["REGIONS"] - 1, epci=1255, ready=18, supports=1273)
    assert rules.ordered([chosen_by_epci, chosen_by_regions])[0] == chosen_by_regions


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (a_theme(2, regions=5, ready=2), a_theme(1, regions=5, ready=1), "prêts à le conduire (2 contre 1)"),
        (a_theme(2, regions=5, supports=3), a_theme(1, regions=5), "plus d’organismes le soutiennent (3 contre 0)"),
        (a_theme(2, regions=5, epci=1), a_theme(1, regions=5), "plus d’EPCI l’ont choisi"),
        (a_theme(1, regions=5), a_theme(2, regions=5), "proposé le premier"),
    ],
)
def test_a_tie_is_settled_by_the_written_rule_and_explained(first, second, why):
    assert rules.ordered([second, first]) == [first, second]
    told = rules.explanation([second, first], number=1, asked={"REGIONS": 18}, answered={"REGIONS": 9})
    assert any(why in sentence for sentence in told)


def test_a_theme_that_no_region_chose_is_never_pointed():
    themes = [a_theme(1, regions=2), a_theme(2, epci=40)]
    assert [theme.theme for theme in rules.pointed(themes, number=3)] == [1]


def test_when_only_the_epci_are_consulted_they_give_the_order():
    assert rules.leading_college(["EPCI"]) == "EPCI"
    themes = [a_theme(1, epci=1), a_theme(2, epci=4)]
    assert [theme.theme for theme in rules.pointed(themes, number=1, leading="EPCI")] == [2]
    assert "EPCI" in rules.rule_of_order(["EPCI"])[0]


def test_under_three_answers_no_figure_is_told():
    themes = [a_theme(1, regions=2), a_theme(2, regions=1)]
    few = " ".join(rules.explanation(themes, number=1, asked={"REGIONS": 18}, answered={"REGIONS": 2}))
    assert "(2 Régions)" not in few
    many = " ".join(rules.explanation(themes, number=1, asked={"REGIONS": 18}, answered={"REGIONS": 3}))
    assert "« Thème 1 » (2 Régions)" in many


def test_the_last_day_is_included():
    day = date(2026, 12, 4)
    said = {"status": CallStatus.CHOICES, "choices_until": day}
    assert rules.reasons_not_to_choose(**said, today=day) == []
    assert rules.reasons_not_to_choose(**said, today=date(2026, 12, 5)) != []


def test_a_choice_has_at_least_one_theme_and_at_most_the_written_limit():
    many = list(range(rules.MOST_CHOICES + 1))
    assert rules.reasons_not_to_choose_these(chosen=many[:-1], proposed=many) == []
    assert "12 thèmes au plus" in rules.reasons_not_to_choose_these(chosen=many, proposed=many)[0]
    assert rules.reasons_not_to_choose_these(chosen=[], proposed=many)
    assert rules.reasons_not_to_choose_these(chosen=[99], proposed=many)


def test_departing_from_the_count_needs_a_reason():
    said = {"status": "CLOSED", "decided": False, "proposed": [1, 2, 3], "pointed": [1, 2]}
    assert rules.reasons_not_to_retain(**said, chosen=[2, 1], reason="") == []
    assert rules.reasons_not_to_retain(**said, chosen=[1, 3], reason="Non.") != []
    assert rules.reasons_not_to_retain(**said, chosen=[1, 3], reason="Le thème 2 attend la loi de finances.") == []


def test_a_call_decided_in_a_meeting_has_no_choices_to_open_nor_to_close():
    assert rules.reasons_not_to_open_choices(status="PROPOSALS", method=CallMethod.MEETING, themes=3)
    assert rules.reasons_not_to_close(status="PROPOSALS", method=CallMethod.MEETING, ballots=0)
