"""« Je montre, je vois », from the database to the page: who reads what, at each moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interregions.knowledge.observatory.policies.models import Reading
from interregions.knowledge.observatory.policies.queries import visible
from interregions.knowledge.observatory.policies.queries.comparing import comparison, official_order
from interregions.knowledge.observatory.policies.rules import comparing
from interregions.knowledge.observatory.policies.services import readings
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.knowledge.observatory.policies.services.showing import show_indicator, stop_showing, write_reply
from interregions.knowledge.observatory.policies.tests.people import (
    COMMITTED,
    VOTED,
    YEAR,
    animation,
    confirm_and_show,
    enter,
    indicator,
    regions,
)

pytestmark = pytest.mark.django_db


def page_of(by, code="soutien-aux-poles", year=YEAR):
    by.member.__dict__.pop("_standing", None)
    return comparison(by.member, by, code=code, year=year)


def read_by(by, **place):
    """Short code of each Région read → its values."""
    return {line.short: [value.told for value in line.values] for line in page_of(by, **place).lines if line.values}


@pytest.fixture
def three():
    load_observatory()
    return regions(3)


def test_two_that_show_read_each_other_and_the_third_reads_its_own(three):
    for number, by in enumerate(three, 1):
        enter(by, number * 1_000_000)
    for by in three[:2]:
        show_indicator(indicator=indicator(), by=by)
    assert read_by(three[0]).keys() == read_by(three[1]).keys() == {"HDF", "NOR"}
    assert read_by(three[2]).keys() == {"IDF"}
    assert page_of(three[2]).showing == 2


def test_an_agreement_withdrawn_closes_both_ways_at_once(three):
    for by in three[:2]:
        confirm_and_show(by, 1_000_000)
    stop_showing(indicator=indicator(), by=three[0])
    assert read_by(three[0]).keys() == {"HDF"}
    assert read_by(three[1]).keys() == {"NOR"}


def test_a_contested_figure_is_gone_everywhere_at_once(three):
    for by in three:
        confirm_and_show(by, 2_000_000)
    reading = Reading.objects.get(organisation=three[1].organisation)
    readings.contest_reading(reading=reading, words="Ce n’est pas le bon stade.", by=three[1])
    assert read_by(three[0]).keys() == {"HDF", "IDF"}
    assert reading not in visible.readings_visible_to(three[0].member)
    assert read_by(three[1]) == {}
    page = page_of(three[1])
    assert not page.opened


def test_another_year_is_opened_by_ones_own_of_that_year(three):
    for by in three[:2]:
        confirm_and_show(by, 1_000_000)
    enter(three[1], 900_000, year=2024)
    enter(three[0], 800_000, year=2025)
    assert read_by(three[0], year=2025).keys() == {"HDF"}
    assert 2024 not in page_of(three[0]).years
    assert not visible.readings_visible_to(three[0].member).filter(year=2024).exists()


def test_to_others_empty_unconfirmed_and_closed_are_one_word(three):
    confirm_and_show(three[0], 1_000_000)
    Reading.objects.create(organisation=three[1].organisation, indicator=indicator(), year=YEAR, value=4)
    enter(three[2], 3_000_000)
    silences = {line.short: line.silence for line in page_of(three[0]).lines}
    assert {silences["NOR"], silences["IDF"]} == {"non ouvert"}
    assert silences["BRE"] == "pas encore du réseau"
    assert {line.short: line.silence for line in page_of(three[1]).lines}["NOR"] == "pas encore confirmé"


def test_values_of_another_nature_are_read_and_have_no_mark(three):
    confirm_and_show(three[0], 1_000_000)
    confirm_and_show(three[1], 2_000_000)
    confirm_and_show(three[2], 3_000_000, nature=COMMITTED)
    page = page_of(three[0])
    told = {line.short: line.values[0] for line in page.lines if line.values}
    assert (told["NOR"].difference, told["IDF"].difference) == ("", "autre nature\u202f: engagé, FEDER compris")
    assert [mark.code for mark in page.strip.marks] == ["HDF", "NOR"]
    assert told["IDF"].place == ""


def test_the_order_is_the_official_one_whatever_the_values(three):
    for number, by in enumerate(reversed(three), 1):
        confirm_and_show(by, number * 1_000_000)
    assert [line.code for line in page_of(three[0]).lines] == [tile.insee for tile in official_order()]
    assert [tile.insee for tile in official_order()] == sorted(tile.insee for tile in official_order())


def test_the_animation_reads_who_shows_and_no_value(three):
    by = animation()
    for number, each in enumerate(three, 1):
        confirm_and_show(each, number * 1_000_000)
    page = page_of(by)
    assert (page.showing, [line for line in page.lines if line.values]) == (3, [])
    assert not visible.readings_visible_to(by.member).exclude(provenance="PRESS").exists()


def test_a_public_fact_is_read_by_its_region_and_the_animation_alone(three):
    by = animation()
    fact = Reading.objects.filter(provenance="PRESS").first() or _fact(three[0])
    readers = [each for each in (*three, by) if fact in visible.readings_visible_to(each.member)]
    assert readers == [next(each for each in three if each.organisation == fact.organisation), by]
    holder = readers[0]
    readings.confirm_reading(reading=fact, seen=[], by=holder)
    assert fact not in visible.readings_visible_to(by.member)


def _fact(by):
    return Reading.objects.create(
        organisation=by.organisation, indicator=indicator("poles-suivis"), year=2023, value=7, provenance="PRESS"
    )


def test_the_reply_is_read_with_the_figure(three):
    for by in three[:2]:
        confirm_and_show(by, 1_000_000)
    write_reply(indicator=indicator(), year=YEAR, words="Ce montant exclut la recherche.", by=three[1])
    replies = {line.short: line.reply for line in page_of(three[0]).lines}
    assert replies["NOR"] == "Ce montant exclut la recherche."
    assert {line.short: line.reply for line in page_of(three[2]).lines}["NOR"] == ""


@pytest.mark.parametrize("number", [0, 1, 3, 5, 18])
def test_the_page_says_what_it_can_do_at_any_number(number):
    load_observatory()
    everybody = regions(number)
    by = everybody[0] if everybody else animation()
    for rank, each in enumerate(everybody, 1):
        confirm_and_show(each, rank * 100_000)
    page = page_of(by)
    assert page.headline
    assert page.stand
    assert page.not_here == comparing.REGIONS_IN_ALL - number
    told = dict(page.stages)
    if number < 2:
        assert page.strip is None
    assert told["La médiane de celles qui montrent"] == ("fait" if number >= 10 else f"{number} sur 10")
    assert bool(page.median) == (number >= 10)
    assert bool(page.total) == (number == 18)


def test_the_queries_are_as_many_with_three_as_with_eighteen():
    load_observatory()
    everybody = regions(18)
    counts = []
    for number in (3, 18):
        for rank, each in enumerate(everybody[len(counts) and 3 : number], 1):
            confirm_and_show(each, rank * 100_000)

        with CaptureQueriesContext(connection) as asked:
            page_of(everybody[0])
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, counts


def test_one_own_nature_that_is_not_said_stands_beside_nothing(three):
    confirm_and_show(three[0], 1_000_000, nature=type(VOTED)())
    confirm_and_show(three[1], 2_000_000)
    page = page_of(three[0])
    assert page.strip is None
    assert page.on_line == 0
