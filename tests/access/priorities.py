"""What a Région puts first, what it will do next, and the convention that it funds, each with its canary."""

from datetime import date

from interregions.knowledge.observatory.clusters.models import Cluster, Convention, ConventionFunder
from interregions.knowledge.observatory.priorities.rules import ENDS_ON
from interregions.knowledge.observatory.priorities.services import next_steps, priorities
from tests.access.people import BRETAGNE, MEMBERS, NORMANDIE, OCCITANIE, POLE, World


def put_first(world: World) -> None:
    """Bretagne and Normandie show what they will do next, Occitanie does not."""
    shown = BRETAGNE | NORMANDIE
    for person, readers in (("lead", shown), ("region", shown), ("other", OCCITANIE)):
        words = world.canary(f"what {person} will do next", readers)
        next_steps.say_next_step(words=words, about=None, ends_on=ENDS_ON, by=world.by(person))
        if readers == shown:
            next_steps.show_next_steps(ends_on=ENDS_ON, by=world.by(person))
    cluster, _ = Cluster.objects.get_or_create(organisation=world.by("pole").organisation)
    convention = Convention.objects.create(
        cluster=cluster,
        title=world.canary("a convention that Bretagne funds", BRETAGNE | POLE),
        starts_on=date(2024, 1, 1),
        ends_on=ENDS_ON,
    )
    ConventionFunder.objects.create(convention=convention, organisation=world.by("lead").organisation)
    priority = priorities.write_priority(
        title="Économie de la mer",
        text=world.canary("text of a priority", MEMBERS | POLE),
        source="S3",
        address="",
        starts_on=None,
        ends_on=None,
        by=world.by("lead"),
    )
    world.keep(priority=priority)
