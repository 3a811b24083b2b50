"""The demonstration of the pôles and of the priorities: fictional, and every page of theirs has something to show."""

import pytest
from django.utils import timezone

from interregions.knowledge.observatory.clusters import demonstration
from interregions.knowledge.observatory.clusters.models import Cluster, DueDocument, EuProject, PublishedLine
from interregions.knowledge.observatory.clusters.queries.figures import figure_lines
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.knowledge.observatory.policies.tests.people import regions
from interregions.knowledge.observatory.priorities.demonstration import set_priorities
from interregions.knowledge.observatory.priorities.models import Priority
from interregions.knowledge.observatory.priorities.queries.priorities import shared_terms
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.services import add_organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import Scheme, Term


class Cast:
    """The referents by the short name of their Région, and those of four pôles."""

    def __init__(self, mandate_of):
        self.by_name = {by.organisation.short_name: by for by in regions(18)}
        self.clusters = {}
        homes = {told.short_name: told.region for told in demonstration.POLES} | {"Bois des Marches": "Grand Est"}
        for short_name, region in homes.items():
            kind = OrganisationKind.CLUSTER
            organisation = add_organisation(
                name=f"Pôle {short_name} (fiction)",
                short_name=short_name,
                kind=kind,
                college=college_of(kind),
                territories=self.by_name[region].organisation.territories.all(),
            )
            self.clusters[short_name] = mandate_of(organisation)

    def referent(self, region):
        return self.by_name[region]


@pytest.fixture
def cast(db, mandate_of):
    load_observatory(facts=[])
    found = Cast(mandate_of)
    demonstration.fill_profiles(found)
    return found


def test_three_poles_confirm_their_profile_and_one_waits(cast):
    assert Cluster.objects.filter(state=SourceState.CONFIRMED).count() == 3
    assert Cluster.objects.get(state=SourceState.PROPOSED).organisation.short_name == "Bois des Marches"
    granit = Cluster.objects.get(organisation__short_name="Granit Bleu")
    read = {line.indicator.code for line in figure_lines(granit, cast.referent("Bretagne").member) if line.figures}
    assert {demonstration.BUDGET, demonstration.MEMBERS} <= read
    other = {line.indicator.code for line in figure_lines(granit, cast.referent("Normandie").member) if line.figures}
    assert demonstration.BUDGET not in other
    assert demonstration.MEMBERS in other


def test_two_regions_await_documents_one_of_them_late_and_a_published_line_waits(cast):
    demonstration.sign_conventions(cast)
    today = timezone.localdate()
    assert DueDocument.objects.filter(due_on__lt=today).count() == 1
    assert DueDocument.objects.values("funder").distinct().count() == 2
    assert (EuProject.objects.count(), PublishedLine.objects.filter(state=SourceState.PROPOSED).count()) == (1, 1)


def test_two_of_three_regions_share_a_priority(cast):
    scheme = Scheme.objects.create(slug="objectifs-s3", name="Objectifs")
    Term.objects.create(scheme=scheme, code="B", label="Croissance bleue")
    set_priorities(cast)
    (shared,) = shared_terms(Priority.objects.all())
    assert shared.regions == ("Bretagne", "Normandie")
    assert Priority.objects.filter(served_by__isnull=False).count() == 2
