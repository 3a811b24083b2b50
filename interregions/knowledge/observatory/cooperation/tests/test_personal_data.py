"""What a person did in the observatory is in their data, and leaves its words with them."""

import pytest
from django.utils import timezone

from interregions.common.rooms import rooms
from interregions.knowledge.observatory.choices import ProjectPart, Subject, Unit
from interregions.knowledge.observatory.clusters.models import Cluster, EuProject, ProjectRole, Release
from interregions.knowledge.observatory.cooperation.choices import Sort
from interregions.knowledge.observatory.cooperation.models import Mission, Need, Offer
from interregions.knowledge.observatory.cooperation.services import missions, notices
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.services import add_organisation

pytestmark = pytest.mark.django_db
ROOM = "interregions.knowledge.observatory"


def observatory():
    return next(room for room in rooms() if room.name == ROOM)


@pytest.fixture
def name(bretagne, normandie):
    name, later = bretagne.member.full_name, timezone.localdate() + timezone.timedelta(days=30)
    offer = notices.publish_notice(model=Offer, title="Halle", sort=Sort.EQUIPMENT, ends_on=later, by=bretagne)
    need = notices.publish_notice(
        model=Need, title="Bassin", words=f"Voir {name}", sort=Sort.EQUIPMENT, ends_on=later, by=normandie
    )
    notices.refuse_match(offer=offer, need=need, by=bretagne)
    told = {"title": "Salon", "kind": "FAIR", "country": "Chili", "starts_on": later, "ends_on": later}
    fair = missions.enter_mission(values={**told, "open_to_others": True, "places": 4}, by=normandie)
    Mission.objects.filter(pk=fair.pk).update(words=f"Avec {name}")
    missions.go(mission=fair, by=bretagne)
    return name


def test_what_a_person_published_refused_and_joined_is_in_their_data(name, bretagne):
    _, kept = observatory().personal_data(bretagne.member)
    assert [each["intitulé"] for each in kept["offres"]] == ["Halle"]
    assert [each["intitulé"] for each in kept["besoins"]] == ["Bassin"]
    assert [each["intitulé"] for each in kept["salons et missions"]] == ["Salon"]
    assert kept["propositions écartées"][0].startswith("Halle / Bassin")
    assert kept["salons et missions où vous allez"][0]["places"] == 1


def test_what_a_person_showed_of_a_pole_is_in_their_data_and_their_name_leaves_its_projects(bretagne, mandate_of):
    kind = OrganisationKind.CLUSTER
    pole = add_organisation(name="Pôle", short_name="Pôle", kind=kind, college=college_of(kind))
    by, cluster = mandate_of(pole), Cluster.objects.create(organisation=pole)
    indicator = Indicator.objects.create(code="pole-budget", label="Budget", subject=Subject.CLUSTER, unit=Unit.EUROS)
    Release.objects.create(cluster=cluster, indicator=indicator, to=bretagne.organisation, released_by=by)
    project = EuProject.objects.create(
        programme="Interreg", number="1", identity="1", title="Alga", lead=by.member.full_name, entered_by=by
    )
    ProjectRole.objects.create(project=project, cluster=cluster, part=ProjectPart.LEAD, said_by=by)
    _, kept = observatory().personal_data(by.member)
    assert kept["chiffres montrés"][0]["montré à"] == bretagne.organisation.short_name
    assert kept["projets européens"] == ["Interreg 1"]
    assert kept["rôles dans un projet européen"] == ["Pôle : Interreg 1"]
    name = by.member.full_name
    observatory().erase(by.member)
    project.refresh_from_db()
    assert name not in project.lead


def test_erased_their_name_leaves_the_words(name, bretagne):
    observatory().erase(bretagne.member)
    assert name not in Need.objects.get().words
    assert name not in Mission.objects.get().words
