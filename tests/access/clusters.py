"""A pôle in the sweep: its profile, what is its own alone."""

from decimal import Decimal

from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.services import figures, profile
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import readings
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import Territory
from tests.access.people import BRETAGNE, MEMBERS, NORMANDIE, POLE, World


def gather_clusters(world: World) -> None:
    """The pôle of the sweep is of Bretagne; its people wrote what is behind « Compléter »; nobody has confirmed it."""
    world.pole.territories.add(Territory.objects.get(code="53"))
    cluster, _ = Cluster.objects.get_or_create(organisation=world.pole)
    values = {
        **queries.values_of(cluster),
        "subject": world.canary("subject of a pôle", MEMBERS | POLE),
        "governance": world.canary("governance of a pôle", POLE),
    }
    profile.write_profile(cluster=cluster, values=values, seen={}, revision=1, by=world.by("pole"))
    Cluster.objects.filter(pk=cluster.pk).update(state=SourceState.PROPOSED)
    cluster.refresh_from_db()
    budget, by = Indicator.objects.get(code="pole-budget"), world.by("pole")
    release = figures.release_figure(cluster=cluster, indicator=budget, to=world.normandie, by=by)
    source = world.canary("source of a figure that a pôle shows to Normandie", POLE | NORMANDIE)
    said = readings.Said(value=Decimal(2_100_000), words="", nature=Nature(), source=source)
    readings.enter_reading(organisation=world.pole, indicator=budget, year=2025, said=said, seen=set(), by=by)
    proposed = figures.propose_figure(
        cluster=cluster,
        indicator=Indicator.objects.get(code="pole-part-privee"),
        year=2025,
        value=Decimal(52),
        source=world.canary("source of a figure proposed to a pôle", POLE | BRETAGNE),
        by=world.by("lead"),
    )
    world.keep(cluster=cluster, cluster_release=release, cluster_figure=proposed)
