"""What the tests of cooperation are played with."""

import pytest

from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_organisation
from interregions.vocabulary.models import Scheme, Term


@pytest.fixture
def sea(db) -> Term:
    scheme = Scheme.objects.create(slug="ecosystemes-industriels", name="Écosystèmes", source="Essai")
    Term.objects.create(scheme=scheme, code="sante", label="Santé")
    return Term.objects.create(scheme=scheme, code="mer", label="Économie de la mer")


@pytest.fixture
def of_pole(mandate_of, db):
    pole = add_organisation(
        name="Pôle Bio-Océan", short_name="Bio-Océan", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS
    )
    return mandate_of(pole)
