"""The pure decisions of the policies."""

from datetime import date
from decimal import Decimal

import pytest

from interregions.knowledge.observatory.choices import Subject
from interregions.knowledge.observatory.policies.rules import comparing, natures, readings
from interregions.toolkit.sources.choices import SourceState

VOTED = natures.Nature("VOTED", "YEAR", "STRUCTURE", "WITHOUT", "WITHOUT")
COMMITTED = natures.Nature("COMMITTED", "YEAR", "STRUCTURE", "WITHOUT", "WITH")
TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("3200000", "EUROS", "3,2 M€"),
        ("245000", "EUROS", "245 000 €"),
        ("0", "EUROS", "0 €"),
        ("12.5", "PERCENT", "12,5 %"),
        ("13", "COUNT", "13"),
        ("2.5", "FTE", "2,5 ETP"),
    ],
)
def test_a_value_is_told_as_it_is_read(value, unit, told):
    assert natures.value_told(Decimal(value), unit).replace("\u202f", " ") == told


def test_without_a_number_the_words_are_told():
    assert natures.value_told(None, "EUROS", "plus de 5 M€") == "plus de 5 M€"


def test_amounts_of_two_natures_are_never_compared_and_counts_always_are():
    assert natures.may_be_compared(has_nature=True, mine=VOTED, theirs=VOTED)
    assert not natures.may_be_compared(has_nature=True, mine=VOTED, theirs=COMMITTED)
    assert not natures.may_be_compared(has_nature=True, mine=natures.Nature(), theirs=natures.Nature())
    assert natures.may_be_compared(has_nature=False, mine=natures.Nature(), theirs=natures.Nature())


def test_the_difference_of_nature_is_told():
    assert natures.difference_told(VOTED, COMMITTED) == "autre nature\u202f: engagé, FEDER compris"
    assert natures.difference_told(VOTED, natures.Nature()) == "nature non précisée"


def test_every_state_can_be_reached_and_none_is_left_for_itself():
    assert set(readings.NEXT) == set(SourceState.values)
    assert set().union(*readings.NEXT.values()) == set(SourceState.values)
    for state, after in readings.NEXT.items():
        assert state not in after


def test_only_whom_a_value_describes_decides_of_it():
    for to in SourceState.values:
        assert readings.reasons_not_to_move(state=SourceState.PROPOSED, to=to, own=False) == [readings.BELONGS]
    assert readings.reasons_not_to_move(state="PROPOSED", to="CONFIRMED", own=True) == []
    assert readings.reasons_not_to_move(state="CONFIRMED", to="CONFIRMED", own=True) == [readings.ALREADY["CONFIRMED"]]
    assert "reprenez" in readings.reasons_not_to_move(state="DISCARDED", to="CONFIRMED", own=True)[0]


def entered(**changes):
    given = {"value": Decimal(3), "words": "", "unit": "COUNT", "year": 2026, "source": "Budget", "as_of": None}
    return readings.reasons_not_to_enter(**(given | changes), today=TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": None},
        {"value": Decimal(-1)},
        {"value": Decimal("1.5")},
        {"unit": "PERCENT", "value": Decimal(101)},
        {"unit": "WORDS"},
        {"year": 1999},
        {"year": 2040},
        {"source": " "},
        {"as_of": date(2026, 12, 1)},
    ],
)
def test_a_value_without_sense_is_refused(changes):
    assert entered() == []
    assert len(entered(**changes)) == 1


def test_one_shows_what_one_has_confirmed_and_among_regions():
    may = {"subject": Subject.REGION, "is_region": True, "confirmed": 1, "shown": False}
    assert readings.reasons_not_to_show(**may) == []
    for change in ({"is_region": False}, {"subject": Subject.CLUSTER}, {"confirmed": 0}, {"shown": True}):
        assert readings.reasons_not_to_show(**(may | change)) != []


def held(*values):
    return [comparing.Held(number, Decimal(value), VOTED) for number, value in enumerate(values, 1)]


def test_two_that_show_read_each_other_and_nobody_else():
    three = held(1, 2, 3)
    assert [each.organisation for each in comparing.readable(three, {1, 2}, 1)] == [1, 2]
    assert [each.organisation for each in comparing.readable(three, {1, 2}, 3)] == [3]
    assert comparing.readable(three, {1, 2}, 4) == []


def test_showing_without_a_confirmed_value_of_that_year_opens_nothing():
    assert comparing.readable(held(1, 2)[1:], {1, 2}, 1) == []


def test_a_median_waits_for_ten_and_a_total_for_eighteen():
    assert comparing.median_of(held(*range(9))) is None
    assert comparing.median_of(held(*range(10))) == Decimal("4.5")
    assert comparing.total_of(held(*range(17))) is None
    assert comparing.total_of(held(*range(18))) == 153
    assert comparing.missing_before(7, comparing.MEDIAN_FROM) == 3


def test_a_line_holds_the_numbers_of_one_nature():
    read = [*held(1, 2), comparing.Held(3, Decimal(9), COMMITTED), comparing.Held(4, None, VOTED, "environ 2")]
    assert [each.organisation for each in comparing.on_one_line(read, has_nature=True, nature=VOTED)] == [1, 2]
