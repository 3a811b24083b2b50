"""The profile of a pôle: who enters, writes, confirms and reads it; what two people wrote at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.common.errors import Refused, Stale
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import labels, profile
from interregions.knowledge.observatory.clusters.services import profile as services
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.services import add_organisation
from interregions.toolkit.sources.choices import SourceState

VALUES = {"name": "Pôle Bio-Océan", "siren": "", "regions": "53 52", "subject": "Biotechnologies marines"}


@pytest.fixture
def cluster(bretagne):
    return services.enter_cluster(values=VALUES, source="site du pôle", by=bretagne)


@pytest.fixture
def pole(cluster, mandate_of):
    return mandate_of(cluster.organisation)


def write(cluster, by, **values):
    seen = queries.values_of(cluster)
    return services.write_profile(
        cluster=cluster, values={**seen, **values}, seen=seen, revision=cluster.revision, by=by
    )


def again(cluster):
    return queries.with_what_is_shown(Cluster.objects.select_related("organisation")).get(pk=cluster.pk)


def test_a_region_enters_a_cluster_of_several_regions_and_only_proposes_it(cluster):
    found = again(cluster)
    assert found.state == SourceState.PROPOSED
    assert found.organisation.kind == OrganisationKind.CLUSTER
    assert sorted(each.code for each in found.organisation.territories.all()) == ["52", "53"]


def test_a_cluster_that_came_before_its_profile_is_completed_and_stays_one(bretagne, normandie, facilitator):
    kind = OrganisationKind.CLUSTER
    there = add_organisation(name="Pôle Bio-Océan", short_name="Bio-Océan", kind=kind, college=College.CLUSTERS)
    there.territories.set(normandie.organisation.territories.all())
    with pytest.raises(Refused):
        services.enter_cluster(values=VALUES, by=bretagne)
    entered = services.enter_cluster(values=VALUES, by=normandie)
    assert entered.organisation == there
    assert entered.organisation.territories.get() == normandie.organisation.territories.get()


def test_a_region_enters_no_cluster_of_the_others(normandie):
    with pytest.raises(Refused):
        services.enter_cluster(values=VALUES, by=normandie)


def test_once_the_cluster_confirmed_it_it_alone_writes_it(cluster, pole, bretagne, facilitator):
    write(again(cluster), bretagne, seat="Brest")
    services.confirm_profile(cluster=cluster, by=pole)
    for other in (bretagne, facilitator):
        with pytest.raises(Refused) as refusal:
            write(again(cluster), other, seat="Nantes")
        assert refusal.value.reasons == [profile.CONFIRMED_BY_ITSELF]
    assert again(cluster).seat == "Brest"


def test_writing_it_confirms_it_when_the_cluster_writes(cluster, pole):
    assert write(again(cluster), pole, contact="direction@pole.example").state == SourceState.CONFIRMED


def test_nobody_else_confirms(cluster, bretagne, facilitator):
    for other in (bretagne, facilitator):
        with pytest.raises(Refused):
            services.confirm_profile(cluster=cluster, by=other)


def test_what_is_behind_complete_is_written_and_read_by_the_cluster_alone_until_opened(
    cluster, pole, bretagne, client_as
):
    write(again(cluster), bretagne, governance="Une gouvernance écrite par une Région")
    assert again(cluster).governance == ""
    write(again(cluster), pole, governance="Deux coprésidents")
    address = cluster.get_absolute_url()
    assert "Deux coprésidents" in client_as(pole).get(address).content.decode()
    assert "Deux coprésidents" not in client_as(bretagne).get(address).content.decode()
    write(again(cluster), pole, more_open="oui")
    assert "Deux coprésidents" in client_as(bretagne).get(address).content.decode()


def test_a_siren_is_true_and_of_one_organisation(cluster, pole, facilitator):
    with pytest.raises(Refused):
        write(again(cluster), pole, siren="123456789")
    write(again(cluster), pole, siren="732829320")
    with pytest.raises(Refused) as refusal:
        services.enter_cluster(values={**VALUES, "name": "Autre", "siren": "732829320"}, by=facilitator)
    assert "Pôle Bio-Océan" in refusal.value.reasons[0]


def test_two_people_who_write_at_once_lose_nothing(cluster, pole, mandate_of):
    opened = again(cluster)
    seen = queries.values_of(opened)
    write(again(cluster), pole, subject="Algues", seat="Brest")
    colleague = mandate_of(cluster.organisation, Role.CONTRIBUTOR)
    mine = {**seen, "contact": "accueil"}
    services.write_profile(cluster=opened, values=mine, seen=seen, revision=opened.revision, by=colleague)
    found = again(cluster)
    assert (found.subject, found.seat, found.contact) == ("Algues", "Brest", "accueil")
    with pytest.raises(Stale) as stale:
        services.write_profile(
            cluster=opened, values={**seen, "subject": "Coquillages"}, seen=seen, revision=opened.revision, by=colleague
        )
    assert (stale.value.mine, stale.value.theirs) == ("Coquillages", "Algues")


def test_regions_chosen_by_two_are_not_replaced_without_a_word(cluster, pole, mandate_of):
    opened = again(cluster)
    seen = queries.values_of(opened)
    write(again(cluster), pole, regions="52 53 04")
    with pytest.raises(Refused):
        services.write_profile(
            cluster=opened, values={**seen, "regions": "53"}, seen=seen, revision=opened.revision, by=pole
        )


def test_who_reads_a_cluster(cluster, pole, bretagne, normandie, facilitator, mandate_of, client_as):
    other = mandate_of(
        add_organisation(name="Autre pôle", short_name="Autre", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS)
    )
    bank = mandate_of(
        add_organisation(name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS)
    )
    address = cluster.get_absolute_url()
    for reader in (pole, bretagne, normandie, facilitator):
        assert client_as(reader).get(address).status_code == 200
    for stranger in (other, bank):
        assert client_as(stranger).get(address).status_code == 404
        assert "Bio-Océan" not in client_as(stranger).get(reverse("observatory:clusters")).content.decode()
        assert "Bio-Oc" not in client_as(stranger).get(
            reverse("observatory:clusters_file", args=["csv"])
        ).content.decode("utf-8-sig")


def test_the_form_and_the_page_of_two_versions(cluster, pole, client_as):
    client = client_as(pole)
    address = reverse("observatory:write_cluster", args=[cluster.pk])
    page = client.get(address).content.decode()
    assert "Gouvernance" in page
    seen = queries.values_of(again(cluster))
    sent = {f"seen_{name}": value for name, value in seen.items()} | {**seen, "regions": ["53"], "revision": 1}
    sent = {name: value for name, value in sent.items() if value not in ("", [])} | {"subject": "Coquillages"}
    write(again(cluster), pole, subject="Algues")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Coquillages" in answer.content.decode()
    assert "Algues" in answer.content.decode()


def test_a_label_is_told_to_its_announced_term_and_never_said_expired(cluster, bretagne):
    label = services.add_label(
        cluster=cluster,
        kind="POLE",
        name="",
        starts_on=date(2019, 1, 1),
        ends_on=date(2022, 12, 31),
        source="communiqué",
        by=bretagne,
    )
    told = labels.term_told(starts_on=label.starts_on, ends_on=label.ends_on, sequel_unverified=False)
    assert told == "terme annoncé : 31 décembre 2022, suite non connue"
    with pytest.raises(Refused):
        services.add_label(
            cluster=cluster,
            kind="POLE",
            name="",
            starts_on=date(2023, 1, 1),
            ends_on=date(2022, 1, 1),
            source="",
            by=bretagne,
        )


def test_the_list_is_narrowed_and_costs_the_same_at_one_and_many(cluster, bretagne, client_as, facilitator):
    client = client_as(bretagne)
    address = reverse("observatory:clusters")

    def queries_of():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    queries_of()
    one = queries_of()
    for number in range(30):
        values = {"name": f"Pôle {number:02}", "regions": "76"}
        services.enter_cluster(values=values, by=facilitator)
    assert queries_of() == one
    assert "Bio-Océan" in client.get(address, {"region": "53"}).content.decode()
    assert "Bio-Océan" not in client.get(address, {"region": "76"}).content.decode()
    assert "Bio-Océan" in client.get(address, {"mots": "biotechno"}).content.decode()
    assert "Bio-Océan" not in client.get(address, {"label": "pole"}).content.decode()
    assert "31 pôles et clusters" in client.get(address, {"region": "pas un code"}).content.decode()
