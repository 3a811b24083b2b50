"""The pôles of phase V, as public pages tell them."""

import pytest

from interregions.knowledge.observatory.clusters.catalogue import read_events, read_labels
from interregions.knowledge.observatory.clusters.models import Cluster, DatedFact, Label
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.services import profile
from interregions.knowledge.observatory.clusters.services.loading import Loaded, load_clusters
from interregions.network.models import Organisation


def test_the_files_hold_what_is_said_of_them():
    rows = read_labels()
    assert len(rows) == 57
    assert sum(row.sequel_unverified for row in rows) == 8
    assert sum(bool(row.regions_to_check) for row in rows) == 9
    assert all(row.address.startswith("http") and row.as_of for row in rows)
    assert all(row.ends_on.isoformat() == "2026-12-31" for row in rows if not row.sequel_unverified)
    assert {row.name for row in read_events()} <= {row.name for row in rows}


def test_loading_twice_changes_nothing(france):
    assert load_clusters() == Loaded(57, 57, 7)
    assert load_clusters() == Loaded(0, 0, 0)
    assert Cluster.objects.count() == 57
    assert not Organisation.objects.filter(cluster__isnull=False).exclude(siren="").exists()
    assert Label.objects.filter(sequel_unverified=True).count() == 8
    assert DatedFact.objects.count() == 7


def test_what_somebody_wrote_stays(france, facilitator):
    mine = profile.enter_cluster(
        values={"name": "Derbi", "regions": "76", "subject": "Énergies, selon nous"}, by=facilitator
    )
    assert load_clusters() == Loaded(56, 57, 7)
    mine.refresh_from_db()
    assert mine.subject == "Énergies, selon nous"
    assert mine.fact_key == "Derbi"
    vitagora = Cluster.objects.get(fact_key="Vitagora")
    seen = queries.values_of(vitagora)
    profile.write_profile(
        cluster=vitagora, values={**seen, "name": "Vitagora pôle"}, seen=seen, revision=1, by=facilitator
    )
    assert load_clusters() == Loaded(0, 0, 0)
    assert Cluster.objects.get(fact_key="Vitagora").organisation.name == "Vitagora pôle"


def test_the_pages_say_what_was_not_read(france, bretagne, client_as):
    load_clusters()
    client = client_as(bretagne)
    page = client.get(Cluster.objects.get(fact_key="Derbi").get_absolute_url()).content.decode()
    assert "suite non vérifiée" in page
    assert "expiré" not in page
    page = client.get(Cluster.objects.get(fact_key="Vitagora").get_absolute_url()).content.decode()
    assert "Région à vérifier" in page


@pytest.mark.parametrize("name", ["Systematic Paris-Region"])
def test_a_name_that_was_read_nowhere_says_so(france, bretagne, client_as, name):
    load_clusters()
    assert (
        "lu dans aucune liste"
        in client_as(bretagne).get(Cluster.objects.get(fact_key=name).get_absolute_url()).content.decode()
    )
