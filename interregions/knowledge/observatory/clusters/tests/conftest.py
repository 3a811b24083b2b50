"""Pôles of a small network, fictional."""

from collections.abc import Callable

import pytest

from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.network.choices import OrganisationKind, Role, college_of
from interregions.network.models import Mandate
from interregions.network.services import add_organisation


@pytest.fixture
def cluster_named(france) -> Callable[..., Cluster]:
    """A pôle with its profile."""

    def make(name: str, siren: str = "") -> Cluster:
        kind = OrganisationKind.CLUSTER
        organisation = add_organisation(name=name, short_name=name, kind=kind, college=college_of(kind), siren=siren)
        return Cluster.objects.create(organisation=organisation)

    return make


@pytest.fixture
def pole(cluster_named) -> Cluster:
    return cluster_named("Pôle Marée", "732829320")


@pytest.fixture
def pole_referent(pole: Cluster, mandate_of) -> Mandate:
    return mandate_of(pole.organisation, Role.REFERENT)
