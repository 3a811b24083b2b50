"""A survey put to pôles and clusters: asked by Région, answered as anybody answers, counted apart."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interregions.common.ports import tasks_of
from interregions.exchange.surveys.answering.services.delegation import delegate_block
from interregions.exchange.surveys.answering.services.submission import ask_for_visa
from interregions.exchange.surveys.collection.queries.audience import Audience, resolve_audience
from interregions.exchange.surveys.collection.queries.collection import surveys_visible_to
from interregions.exchange.surveys.collection.queries.totals import totals_of
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.queries.rates import rates_of
from interregions.exchange.surveys.tests.survey_builder import begun, opened, sent
from interregions.network.choices import College, OrganisationKind, college_of
from interregions.network.models import Organisation
from interregions.network.queries import standing_of
from interregions.network.services import add_organisation
from interregions.toolkit.approvals.queries import visa_waiting
from interregions.vocabulary.models import Territory

pytestmark = pytest.mark.django_db


def cluster(name: str, *codes: str) -> Organisation:
    return add_organisation(
        name=name,
        short_name=name,
        kind=OrganisationKind.CLUSTER,
        college=college_of(OrganisationKind.CLUSTER),
        territories=Territory.objects.filter(code__in=codes),
    )


@pytest.fixture
def clusters(france) -> list[Organisation]:
    return [cluster("Pôle Granit", "53"), cluster("Pôle des Trois", "53", "28", "52"), cluster("Pôle Garance", "76")]


def test_clusters_are_asked_by_region_each_once_and_nobody_else(clusters, epci):
    granit, three, garance = clusters
    assert resolve_audience(Audience("clusters", region_codes=("53", "28"))) == [three.pk, granit.pk]
    assert resolve_audience(Audience("clusters", region_codes=("76",))) == [garance.pk]
    assert sorted(resolve_audience(Audience("clusters"))) == sorted(each.pk for each in clusters)
    assert resolve_audience(Audience("clusters", region_codes=("11",))) == []


def test_a_cluster_asked_has_its_card_answers_hands_over_a_part_and_has_its_visa(clusters, facilitator, mandate_of):
    director = mandate_of(clusters[0])
    survey = opened(facilitator, Audience("clusters"))
    [card] = tasks_of(director.member)
    response = Response.objects.get(survey=survey, organisation=clusters[0])
    assert card.url.startswith(response.get_absolute_url())
    block = content_of(survey.questionnaire_id)[0]
    names = {"given_name": "Lou", "family_name": "Essai", "email": "lou@example.org"}
    delegate_block(response=response, block=block, by=director, **names)
    begun(survey, director)
    ask_for_visa(response=Response.objects.get(pk=response.pk), by=director, name="Président", email="p@example.org")
    assert visa_waiting("surveys.response", response.pk) is not None


def test_a_cluster_reads_the_survey_that_asks_it_and_that_alone(clusters, facilitator, mandate_of):
    director = mandate_of(clusters[0])
    opened(facilitator)
    asked = opened(facilitator, Audience("chosen", organisation_ids=(clusters[0].pk,)))
    assert list(surveys_visible_to(director.member)) == [asked]
    standing = standing_of(director.member)
    assert standing.is_cluster
    assert not standing.is_partner
    assert not standing.takes_part
    assert not standing.colleges


def test_the_figures_show_every_college_that_was_asked(france, clusters, facilitator, mandate_of):
    bank = add_organisation(name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS)
    everybody = tuple(each.pk for each in (*france, *clusters, bank))
    survey = opened(facilitator, Audience("chosen", organisation_ids=everybody))
    for organisation in (*france[:4], *clusters):
        sent(survey, mandate_of(organisation))
    assert [(line.noun, line.answered, line.asked) for line in totals_of(survey)] == [
        ("Régions", 4, 18),
        ("pôles et\u00a0clusters", 3, 3),
        ("autres\u00a0organismes", 0, 1),
    ]
    # One partner alone would be told by its group: it is counted with the smallest of the others.
    assert {(rate.label, rate.answered, rate.asked) for rate in rates_of(survey).colleges} == {
        ("Collège des Régions", 4, 18),
        ("Pôles et clusters et Partenaires", 3, 4),
    }


def test_a_survey_put_to_clusters_alone_is_told_in_their_name(clusters, facilitator, mandate_of):
    survey = opened(facilitator, Audience("clusters"))
    sent(survey, mandate_of(clusters[0]))
    assert rates_of(survey).noun == "pôles et\u00a0clusters"
    assert [line.words for line in totals_of(survey)] == ["pôle ou\u00a0cluster a répondu"]


def test_a_cluster_is_of_its_own_college_in_the_database_too(clusters):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=clusters[0].pk).update(college=College.OTHERS)
    bank = Organisation(name="Banque", short_name="Banque", kind="BANK", college=College.CLUSTERS)
    with pytest.raises(ValidationError, match="collège des pôles"):
        bank.full_clean()
