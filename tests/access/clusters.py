"""A pôle in the sweep: its profile, what is its own alone."""

from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.services import profile
from interregions.vocabulary.models import Territory
from tests.access.people import MEMBERS, POLE, World


def gather_clusters(world: World) -> None:
    """The pôle of the sweep is of Bretagne; its people wrote what is behind « Compléter »; nobody has confirmed it."""
    world.pole.territories.add(Territory.objects.get(code="53"))
    cluster = Cluster.objects.create(organisation=world.pole)
    values = {
        **queries.values_of(cluster),
        "subject": world.canary("subject of a pôle", MEMBERS | POLE),
        "governance": world.canary("governance of a pôle", POLE),
    }
    profile.write_profile(cluster=cluster, values=values, seen={}, revision=1, by=world.by("pole"))
    Cluster.objects.update(state="PROPOSED")
    world.keep(cluster=Cluster.objects.get())
