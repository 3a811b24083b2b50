"""What the files say comes in once, and undoes nothing that a Région decided."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import call_command

from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.policies.catalogue import read_facts, read_indicators
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_organisation
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne():
    territory = Territory.objects.create(kind=TerritoryKind.REGION, code="53", name="Bretagne")
    return add_organisation(
        name="Région Bretagne",
        short_name="Bretagne",
        kind=OrganisationKind.REGION,
        college=College.REGIONS,
        territories=[territory],
    )


def test_the_files_are_coherent():
    indicators = {each.code: each for each in read_indicators()}
    for fact in read_facts():
        assert fact.indicator in indicators, fact
        assert fact.address.startswith("http"), fact
        assert fact.source, fact
        assert fact.value is not None or fact.words, fact
    assert len({(each.region, each.key) for each in read_facts()}) == len(read_facts())


def test_loading_twice_changes_nothing(bretagne):
    first, second = load_observatory(), load_observatory()
    assert (first.indicators, first.facts) == (len(read_indicators()), 1)
    assert (second.indicators, second.withdrawn, second.facts, second.corrected) == (0, 0, 0, 0)
    assert first.waiting == len(read_facts()) - 1
    fact = Reading.objects.get()
    assert (fact.organisation, fact.value, fact.state, fact.provenance) == (bretagne, 7, "PROPOSED", Provenance.PRESS)
    assert fact.address.startswith("https://")


def test_a_fact_told_better_is_corrected_while_it_waits_and_left_once_decided(bretagne):
    facts = [each for each in read_facts() if each.region == "53"]
    load_observatory(facts=facts)
    better = [replace(facts[0], value=Decimal(8))]
    assert load_observatory(facts=better).corrected == 1
    Reading.objects.update(state="DISCARDED")
    assert load_observatory(facts=facts).corrected == 0
    assert (Reading.objects.get().value, Reading.objects.get().state) == (8, "DISCARDED")


def test_an_indicator_that_is_gone_is_withdrawn_and_comes_back(bretagne):
    load_observatory(facts=[])
    rows = read_indicators()
    assert load_observatory(indicators=rows[1:], facts=[]).withdrawn == 1
    assert Indicator.objects.get(code=rows[0].code).withdrawn_on is not None
    load_observatory(facts=[])
    assert Indicator.objects.get(code=rows[0].code).withdrawn_on is None


def test_the_command_says_what_it_did(bretagne, capsys):
    call_command("load_observatory")
    said = capsys.readouterr().out
    assert "1 proposés à leur Région" in said
    assert "attendent que leur Région" in said
