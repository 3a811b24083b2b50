"""« Au 1er janvier 2027 »: each reader’s own lanes, nobody else’s conventions, what is shown by agreement alone."""

from datetime import date

import pytest

from interregions.common.errors import Refused
from interregions.journey.axis import Axis, bar
from interregions.journey.queries import ending
from interregions.knowledge.observatory.clusters.models import Cluster, Convention, ConventionFunder, Label
from interregions.knowledge.observatory.priorities.models import NextStep, NextStepShowing
from interregions.knowledge.observatory.priorities.queries.next_steps import next_steps_visible_to
from interregions.knowledge.observatory.priorities.rules import ENDS_ON
from interregions.knowledge.observatory.priorities.services import next_steps
from interregions.network.choices import College, OrganisationKind
from interregions.network.models import Organisation
from interregions.network.services import add_organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import DatedFact

pytestmark = pytest.mark.django_db


def pole(name: str, *regions: Organisation, **label) -> Cluster:
    organisation = add_organisation(
        name=name,
        short_name=name,
        kind=OrganisationKind.CLUSTER,
        college=College.CLUSTERS,
        territories=[each.territories.get() for each in regions],
    )
    cluster = Cluster.objects.create(organisation=organisation)
    if label:
        Label.objects.create(cluster=cluster, kind="POLE", name="Phase V", starts_on=date(2023, 1, 1), **label)
    return cluster


def funded(cluster: Cluster, by: Organisation) -> Convention:
    convention = Convention.objects.create(
        cluster=cluster, title="Convention", starts_on=date(2024, 1, 1), ends_on=date(2027, 6, 30)
    )
    ConventionFunder.objects.create(convention=convention, organisation=by)
    return convention


@pytest.fixture
def two(bretagne, normandie):
    """Two Régions with their referents."""
    return bretagne, normandie


def page_of(mandate):
    return ending.ending_page(mandate.member, mandate)


def test_a_bar_stops_where_the_facts_stop():
    axis = Axis(date(2023, 1, 1), date(2027, 1, 1))
    four = bar(axis, kind="label", words="V", starts_on=date(2023, 1, 1), ends_on=date(2024, 12, 31), after="suite")
    assert (four.x, round(four.end), four.after, four.dates) == (0.0, 50, "suite", "2023-2024")
    endless = bar(axis, kind="convention", words="C", starts_on=None, ends_on=None, after="suite")
    assert (endless.end, endless.after) == (100.0, "")


def test_a_label_of_one_or_two_years_is_unverified_and_never_expired(two, client_as):
    breton, _ = two
    pole("Pôle court", breton.organisation, ends_on=date(2024, 12, 31), sequel_unverified=True)
    pole("Pôle long", breton.organisation, ends_on=ENDS_ON)
    pole("Pôle écarté", breton.organisation, ends_on=ENDS_ON, state=SourceState.DISCARDED)
    page = page_of(breton)
    assert {str(lane.cluster): [each.after for _, each in lane.labels] for lane in page.lanes} == {
        "Pôle court": ["suite non vérifiée"],
        "Pôle écarté": [],
        "Pôle long": ["suite non connue"],
    }
    assert page.ending == 1
    read = client_as(breton).get("/connaissance/1er-janvier-2027/").content.decode()
    assert "suite non vérifiée" in read
    assert "expiré" not in read


def test_a_convention_is_read_by_who_funds_it_and_by_its_pole_alone(two):
    breton, norman = two
    shared = pole("Pôle partagé", breton.organisation, norman.organisation, ends_on=ENDS_ON)
    funded(shared, breton.organisation)
    assert [len(lane.conventions) for lane in page_of(breton).lanes] == [1]
    assert [len(lane.conventions) for lane in page_of(norman).lanes] == [0]


def test_the_others_read_announced_terms_by_region_and_no_convention(two, facilitator):
    breton, _ = two
    funded(pole("Pôle", breton.organisation, ends_on=ENDS_ON), breton.organisation)
    page = page_of(facilitator)
    assert page.lanes == ()
    assert [(name, [len(lane.conventions) for lane in lanes]) for name, lanes in page.by_region] == [("Bretagne", [0])]


def test_what_comes_next_is_said_by_a_referent_and_the_last_words_count(two):
    breton, _ = two
    cluster = pole("Pôle", breton.organisation, ends_on=ENDS_ON)
    for words in ("Un avenant", "Une convention de  trois ans"):
        next_steps.say_next_step(words=words, about=cluster.organisation, ends_on=ENDS_ON, by=breton)
    assert page_of(breton).lanes[0].next_step.words == "Une convention de trois ans"
    next_steps.say_next_step(words=" ", about=cluster.organisation, ends_on=ENDS_ON, by=breton)
    assert not NextStep.objects.exists()


def test_one_reads_those_who_show_only_while_one_shows(two, facilitator):
    breton, norman = two
    for mandate in two:
        next_steps.say_next_step(words="Attendre", about=None, ends_on=ENDS_ON, by=mandate)

    def read(mandate, member=None):
        return next_steps_visible_to(member or mandate.member, mandate.organisation, ENDS_ON).count()

    next_steps.show_next_steps(ends_on=ENDS_ON, by=breton)
    assert (read(breton), read(norman)) == (0, 0)
    next_steps.show_next_steps(ends_on=ENDS_ON, by=norman)
    assert (read(breton), read(norman)) == (1, 1)
    assert read(breton, facilitator.member) == 0
    next_steps.hide_next_steps(ends_on=ENDS_ON, by=norman)
    assert (read(breton), read(norman)) == (0, 0)


def test_one_shows_what_one_has_said_and_once(two, facilitator):
    breton, _ = two
    with pytest.raises(Refused, match="Dites d’abord"):
        next_steps.show_next_steps(ends_on=ENDS_ON, by=breton)
    next_steps.say_next_step(words="Attendre", about=None, ends_on=ENDS_ON, by=breton)
    next_steps.show_next_steps(ends_on=ENDS_ON, by=breton)
    with pytest.raises(Refused, match="déjà"):
        next_steps.show_next_steps(ends_on=ENDS_ON, by=breton)
    with pytest.raises(Refused):
        next_steps.say_next_step(words="x", about=None, ends_on=ENDS_ON, by=facilitator)
    assert NextStepShowing.objects.count() == 1


def test_nothing_is_said_of_a_pole_that_one_does_not_follow(two, client_as):
    breton, norman = two
    other = pole("Pôle d’ailleurs", norman.organisation, ends_on=ENDS_ON)
    client = client_as(breton)
    sent = {"about": other.organisation_id, "words": "x"}
    assert client.post("/connaissance/1er-janvier-2027/dire/", sent).status_code == 404
    assert not NextStep.objects.exists()


def test_facts_are_told_with_their_address_and_that_nothing_is_known(two, client_as):
    DatedFact.objects.create(
        slug="rgec", kind="regulation", name="RGEC", ends_on=ENDS_ON, source="JO", source_url="https://example.org/rgec"
    )
    read = client_as(two[0]).get("/connaissance/1er-janvier-2027/").content.decode()
    assert "https://example.org/rgec" in read
    assert "Rien d’officiel n’a été lu de la" in read


def test_the_dossier_costs_the_same_for_one_pole_and_for_forty(two, django_assert_max_num_queries):
    breton, _ = two
    for number in range(40):
        funded(pole(f"Pôle {number}", breton.organisation, ends_on=ENDS_ON), breton.organisation)
    with django_assert_max_num_queries(16):
        assert len(page_of(breton).lanes) == 40


def test_a_consultation_and_a_theme_open_filled(client_as, facilitator):
    client = client_as(facilitator)
    page = client.get("/connaissance/1er-janvier-2027/")
    url = page.context["consultation_url"]
    filled = client.get(url).content.decode()
    assert "Que ferez-vous d’abord" in filled
    assert "Une nouvelle convention" in filled
