"""The figures of a pôle: whose they are, who reads them, the median that it alone reads."""

from decimal import Decimal

import pytest

from interregions.common.errors import Refused
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import figures as queries
from interregions.knowledge.observatory.clusters.rules import figures as rules
from interregions.knowledge.observatory.clusters.services import figures, profile
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import readings
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.toolkit.sources.choices import SourceState
from tests.tasks import cards_of


@pytest.fixture
def cluster(bretagne):
    load_observatory(facts=[])
    return profile.enter_cluster(values={"name": "Pôle Bio-Océan", "regions": "53"}, by=bretagne)


@pytest.fixture
def pole(cluster, mandate_of):
    return mandate_of(cluster.organisation)


def indicator(code):
    return Indicator.objects.get(code=code)


def said(cluster, by, code, value, year=2025):
    return readings.enter_reading(
        organisation=cluster.organisation,
        indicator=indicator(code),
        year=year,
        said=readings.Said(value=Decimal(value), words="", nature=Nature(), source="fichier"),
        seen=set(),
        by=by,
    )


def read_by(cluster, mandate):
    return {
        line.indicator.code: [each.value for each in line.figures]
        for line in queries.figure_lines(cluster, mandate.member)
        if line.figures
    }


def fresh(mandate):
    return type(mandate).objects.select_related("member", "organisation").get(pk=mandate.pk)


def test_a_proposed_figure_is_read_by_the_cluster_and_who_said_it_until_confirmed(
    cluster, pole, bretagne, normandie, facilitator
):
    proposed = figures.propose_figure(
        cluster=cluster,
        indicator=indicator("pole-adherents"),
        year=2025,
        value=Decimal(148),
        source="enquête",
        by=bretagne,
    )
    assert read_by(cluster, pole) == read_by(cluster, bretagne) == {"pole-adherents": ["148"]}
    assert read_by(cluster, normandie) == read_by(cluster, facilitator) == {}
    assert [task.what for task in cards_of(pole.member, "observatory")] == ["1 chiffre proposé sur votre pôle"]
    readings.confirm_reading(reading=proposed, seen=set(), by=pole)
    assert read_by(cluster, fresh(normandie)) == {"pole-adherents": ["148"]}
    assert cards_of(pole.member, "observatory") == []


def test_a_contested_figure_is_gone_from_the_others_at_once(cluster, pole, bretagne, normandie):
    proposed = said(cluster, pole, "pole-adherents", 148)
    assert read_by(cluster, normandie)
    readings.contest_reading(reading=proposed, words="les sièges hors Région sont comptés", by=pole)
    assert read_by(cluster, fresh(normandie)) == {}
    assert queries.place_lines(cluster) == ()


def test_any_other_figure_is_read_by_whom_it_is_shown_to_until_it_stops(
    cluster, pole, bretagne, normandie, facilitator
):
    said(cluster, pole, "pole-budget", 2_100_000)
    for other in (bretagne, normandie, facilitator):
        assert read_by(cluster, other) == {}
    release = figures.release_figure(
        cluster=cluster, indicator=indicator("pole-budget"), to=bretagne.organisation, by=pole
    )
    assert list(read_by(cluster, fresh(bretagne))) == ["pole-budget"]
    assert read_by(cluster, fresh(normandie)) == read_by(cluster, fresh(facilitator)) == {}
    with pytest.raises(Refused):
        figures.release_figure(cluster=cluster, indicator=indicator("pole-budget"), to=bretagne.organisation, by=pole)
    with pytest.raises(Refused):
        figures.stop_release(release=release, by=bretagne)
    figures.stop_release(release=release, by=pole)
    assert read_by(cluster, fresh(bretagne)) == {}


def test_what_is_shown_is_what_is_confirmed(cluster, pole, bretagne, normandie):
    figures.release_figure(cluster=cluster, indicator=indicator("pole-budget"), to=normandie.organisation, by=pole)
    figures.propose_figure(
        cluster=cluster, indicator=indicator("pole-budget"), year=2025, value=Decimal(5), source="x", by=bretagne
    )
    assert read_by(cluster, normandie) == {}


def test_nobody_else_says_releases_or_reads_the_place_of_a_cluster(cluster, pole, normandie, bretagne, client_as):
    with pytest.raises(Refused):
        figures.propose_figure(
            cluster=cluster, indicator=indicator("pole-equipe"), year=2025, value=Decimal(1), source="x", by=normandie
        )
    with pytest.raises(Refused):
        figures.release_figure(
            cluster=cluster, indicator=indicator("pole-budget"), to=normandie.organisation, by=bretagne
        )
    said(cluster, pole, "pole-part-privee", 52)
    address = cluster.get_absolute_url()
    assert "Où vous vous situez" in client_as(pole).get(address).content.decode()
    assert "Où vous vous situez" not in client_as(bretagne).get(address).content.decode()


def test_the_median_is_said_from_ten_and_not_below():
    nine = [Decimal(each) for each in range(9)]
    assert rules.place(nine, Decimal(4)) is None
    assert rules.missing_for_median(9) == 1
    ten = rules.place([*nine, Decimal(100)], Decimal(4))
    assert ten == rules.Place(Decimal("4.5"), 10, Decimal(4))
    assert rules.place([*nine, Decimal(100)], None) is None
    assert not any("budget" in code or "cotis" in code for code in rules.MEDIAN_OF)


def test_the_pages_of_the_figures(cluster, pole, bretagne, client_as):
    of_pole = client_as(pole)
    address = cluster.get_absolute_url()
    assert of_pole.get(f"{address}chiffres/pole-budget/").status_code == 200
    assert client_as(bretagne).get(f"{address}chiffres/pole-budget/").status_code == 200
    assert client_as(bretagne).get(f"{address}montrer/pole-budget/").status_code == 404
    sent = {"year": 2025, "value": "2 100 000", "source": "comptes"}
    assert of_pole.post(f"{address}chiffres/pole-budget/", sent).status_code == 302
    assert Reading.objects.get().state == SourceState.CONFIRMED
    assert of_pole.post(f"{address}montrer/pole-budget/", {"to": bretagne.organisation_id}).status_code == 302
    assert "Bretagne" in of_pole.get(f"{address}montrer/pole-budget/").content.decode()
    assert Cluster.objects.get().releases.get().to == bretagne.organisation
