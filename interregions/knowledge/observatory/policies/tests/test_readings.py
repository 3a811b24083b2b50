"""What is done with one figure, by whom, and what it does to the others."""

import pytest

from interregions.common.errors import Refused
from interregions.knowledge.observatory.policies.models import Reading
from interregions.knowledge.observatory.policies.services import readings
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.knowledge.observatory.policies.tests.people import (
    COMMITTED,
    YEAR,
    animation,
    enter,
    indicator,
    mandate,
    region,
    regions,
    said,
)
from interregions.network.choices import Role
from interregions.toolkit.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne():
    load_observatory()
    return regions(5)[4]


def proposed(by, value=5):
    return Reading.objects.create(organisation=by.organisation, indicator=indicator(), year=YEAR, value=value)


def test_a_figure_that_its_region_says_is_confirmed_and_one_may_be_of_each_nature(bretagne):
    first = enter(bretagne, 3_200_000)
    second = enter(bretagne, 3_300_000, nature=COMMITTED)
    assert {first.state, second.state} == {"CONFIRMED"}
    assert Reading.objects.filter(state="CONFIRMED").count() == 2


def test_a_second_value_of_the_same_nature_replaces_the_first_and_says_so(bretagne):
    first = enter(bretagne, 3_000_000)
    second = enter(bretagne, 3_200_000, seen=[first.pk])
    first.refresh_from_db()
    assert (first.state, second.replaces_id) == ("DISCARDED", first.pk)


def test_a_value_confirmed_meanwhile_is_shown_and_not_replaced_unread(bretagne):
    first = enter(bretagne, 3_000_000)
    with pytest.raises(readings.StaleFigure) as stale:
        enter(bretagne, 3_200_000)
    assert stale.value.standing == first
    waiting = proposed(bretagne)
    Reading.objects.filter(pk=waiting.pk).update(**{name: getattr(first, name) for name in ("stage", "pays")})
    Reading.objects.filter(pk=waiting.pk).update(authorisation="YEAR", state_money="WITHOUT", erdf_money="WITHOUT")
    with pytest.raises(readings.StaleFigure):
        readings.confirm_reading(reading=waiting, seen=[], by=bretagne)
    done = readings.confirm_reading(reading=waiting, seen=[first.pk], by=bretagne)
    assert done.replaces_id == first.pk


def test_confirm_contest_discard_and_take_back(bretagne):
    reading = proposed(bretagne)
    readings.confirm_reading(reading=reading, seen=[], by=bretagne)
    with pytest.raises(Refused):
        readings.contest_reading(reading=reading, words=" ", by=bretagne)
    readings.contest_reading(reading=reading, words="Ce montant comprend le FEDER.", by=bretagne)
    readings.discard_reading(reading=reading, by=bretagne)
    with pytest.raises(Refused):
        readings.confirm_reading(reading=reading, seen=[], by=bretagne)
    readings.take_back_reading(reading=reading, by=bretagne)
    reading.refresh_from_db()
    assert reading.state == "PROPOSED"


def test_a_correction_confirms_another_value_and_keeps_the_first_discarded(bretagne):
    reading = proposed(bretagne)
    made = readings.correct_reading(reading=reading, said=said(7), seen=[], by=bretagne)
    reading.refresh_from_db()
    assert (reading.state, made.state, made.replaces_id, made.value) == ("DISCARDED", "CONFIRMED", reading.pk, 7)


def test_nobody_else_decides_of_a_figure_the_animation_included(bretagne):
    reading = proposed(bretagne)
    others = [
        animation(),
        mandate(bretagne.organisation, Role.READER, "lecteur"),
        region("76", "Occitanie"),
    ]
    for by in others:
        for gesture in (
            lambda by: readings.confirm_reading(reading=reading, seen=[], by=by),
            lambda by: readings.contest_reading(reading=reading, words="Non, pas ainsi.", by=by),
            lambda by: readings.discard_reading(reading=reading, by=by),
            lambda by: readings.correct_reading(reading=reading, said=said(7), seen=[], by=by),
        ):
            with pytest.raises(Refused):
                gesture(by)
    reading.refresh_from_db()
    assert reading.state == "PROPOSED"


def test_the_journal_names_the_figure_and_never_its_value(bretagne):
    enter(bretagne, 3_212_345)
    entry = Entry.objects.get(verb="observatory.reading_entered")
    assert "3212345" not in str(entry.about) + str(entry.details)
    assert "Bretagne" in entry.about["label"]


def test_a_thing_brought_twice_is_proposed_once(bretagne):
    brought = [
        Reading(organisation=bretagne.organisation, indicator=indicator(), year=YEAR, value=2, brought_key="line 1")
        for _ in range(2)
    ]
    assert readings.propose_readings(brought[:1]) == 1
    assert readings.propose_readings(brought[1:]) == 0
