"""What may be told of counts and numbers, rule by rule."""

from decimal import Decimal

import pytest

from interregions.exchange.surveys.restitution.rules.disclosure import (
    Cell,
    Group,
    Numbers,
    is_told_again,
    merged_groups,
    published_breakdown,
    published_cells,
    published_numbers,
    reasons_not_to_publish_again,
)


def test_counts_of_three_answers_or_more_are_told_exactly():
    assert published_cells({"oui": 8, "non": 6}, 14) == {"oui": Cell(8, 8), "non": Cell(6, 6)}


def test_two_answers_are_not_told():
    assert published_cells({"oui": 1, "non": 1}, 2) == {}


@pytest.mark.parametrize("counts", [{"oui": 14, "non": 0}, {"oui": 13, "non": 1}])
def test_all_and_all_but_one_look_the_same(counts):
    assert published_cells(counts, 14) == {"oui": Cell(13, 14), "non": Cell(0, 1)}


def test_an_option_chosen_by_everyone_leaves_the_others_of_several_choices_exact():
    assert published_cells({"a": 9, "b": 4, "c": 0}, 9) == {"a": Cell(8, 9), "b": Cell(4, 4), "c": Cell(0, 1)}


def test_groups_under_three_are_merged_and_named_together():
    assert merged_groups({"Régions": 12, "EPCI": 2, "Partenaires": 1}) == {
        "Régions": ("Régions",),
        "EPCI et Partenaires": ("EPCI", "Partenaires"),
    }


def test_a_merged_group_still_under_three_takes_the_smallest_other():
    assert merged_groups({"Régions": 12, "EPCI": 5, "Partenaires": 1}) == {
        "Régions": ("Régions",),
        "EPCI et Partenaires": ("EPCI", "Partenaires"),
    }


def test_a_single_group_is_no_breakdown():
    assert merged_groups({"Régions": 12, "EPCI": 2}) == {}
    assert merged_groups({"Régions": 12}) == {}


def test_no_cell_of_a_breakdown_equals_its_whole_group():
    groups = {"Régions": Group(6, {"oui": 3, "non": 3}), "EPCI": Group(4, {"oui": 4, "non": 0})}
    assert published_breakdown(groups) == {}


def test_published_groups_add_up_to_the_whole():
    groups = {
        "Régions": Group(6, {"oui": 3, "non": 3}),
        "EPCI": Group(4, {"oui": 2, "non": 2}),
        "Partenaires": Group(2, {"oui": 0, "non": 2}),
    }
    told = published_breakdown(groups)
    assert set(told) == {"Régions", "EPCI et Partenaires"}
    assert sum(group.n for group in told.values()) == 12
    assert sum(group.counts["oui"] for group in told.values()) == 5


def test_medians_and_quartiles_wait_for_ten_answers():
    nine = Numbers(9, Decimal(90), Decimal(20), Decimal(5), Decimal(10), Decimal(15))
    told, withheld = published_numbers(nine, summed=True)
    assert set(told) == {"sum"}
    assert "dix réponses" in withheld[0]
    ten = Numbers(10, Decimal(90), Decimal(20), Decimal(5), Decimal(10), Decimal(15))
    assert set(published_numbers(ten, summed=True)[0]) == {"sum", "lower", "median", "upper"}


def test_a_total_that_one_answer_makes_is_not_told():
    told, withheld = published_numbers(Numbers(6, Decimal(100), Decimal(51)), summed=True)
    assert told == {}
    assert any("plus de la moitié" in reason for reason in withheld)


def test_a_total_of_nothing_would_say_that_everyone_answered_zero():
    assert published_numbers(Numbers(6), summed=True)[0] == {}


def test_a_mean_percentage_at_a_bound_is_not_told():
    everyone = Numbers(12, Decimal(1200), Decimal(100), Decimal(100), Decimal(100), Decimal(100))
    assert "mean" not in published_numbers(everyone, summed=False)[0]
    half = Numbers(12, Decimal(600), Decimal(90), Decimal(20), Decimal(50), Decimal(80))
    assert published_numbers(half, summed=False)[0]["mean"] == Decimal("50.0")


@pytest.mark.parametrize(
    ("counts", "n", "told"),
    [({}, 0, True), ({"a": 1}, 1, False), ({"a": 2}, 2, False), ({"a": 3}, 3, False), ({"a": 2, "b": 2}, 4, True)],
)
def test_what_changed_between_two_editions_is_a_group_like_another(counts, n, told):
    earlier = {"a": Cell(5, 5), "b": Cell(4, 4)}
    assert is_told_again(Group(n, counts), earlier=earlier) is told


def test_a_blurred_figure_is_never_sharpened_by_the_next_edition():
    assert not is_told_again(Group(4, {"a": 2, "b": 2}), earlier={"a": Cell(2, 3), "b": Cell(0, 1)})


def test_where_nothing_was_told_nothing_is_subtracted():
    assert is_told_again(Group(4, {"a": 4}), earlier={})


def test_a_first_edition_needs_no_reason():
    assert reasons_not_to_publish_again(edition=1, added=1, lost=0, reason="") == []


@pytest.mark.parametrize(
    ("added", "lost", "refused"), [(0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 0), (0, 2, 1), (2, 1, 2)]
)
def test_a_new_edition_needs_none_or_three_changed_responses(added, lost, refused):
    reasons = reasons_not_to_publish_again(edition=2, added=added, lost=lost, reason="Une coquille.")
    assert len(reasons) == refused


def test_a_new_edition_says_why():
    assert "Dites pourquoi" in reasons_not_to_publish_again(edition=2, added=0, lost=0, reason=" ")[0]
