"""What the tests of equipment are played with."""

import pytest

from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_organisation
from interregions.vocabulary.models import Scheme, Term


@pytest.fixture
def kind(db) -> Term:
    scheme = Scheme.objects.create(slug="equipements", name="Équipements structurants", source="Essai")
    Term.objects.create(scheme=scheme, code="financier", label="Outil financier")
    return Term.objects.create(scheme=scheme, code="plateforme", label="Plate-forme technologique")


@pytest.fixture
def of_pole(mandate_of, db):
    """The referent of a pôle."""
    pole = add_organisation(
        name="Pôle Bio-Océan", short_name="Bio-Océan", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS
    )
    return mandate_of(pole)


@pytest.fixture
def of_bank(mandate_of, db):
    bank = add_organisation(name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS)
    return mandate_of(bank)
