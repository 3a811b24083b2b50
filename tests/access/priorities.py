"""What a Région puts first, what it will do next, and the convention that it funds, each with its canary."""

from datetime import date

from interregions.exchange.themes.models import Theme
from interregions.knowledge.observatory.clusters.models import Cluster, Convention, ConventionFunder
from interregions.knowledge.observatory.equipment.models import Competence, Equipment
from interregions.knowledge.observatory.priorities.models import Priority, PriorityCode
from interregions.knowledge.observatory.priorities.rules import ENDS_ON
from interregions.knowledge.observatory.priorities.services import next_steps, priorities
from interregions.knowledge.practices.models import Practice
from interregions.vocabulary.models import Scheme, Term
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
    carry_the_union(world, cluster, priority)


def carry_the_union(world: World, cluster: Cluster, priority: Priority) -> None:
    """Everything that may carry a priority of the Union does: what its page tells is what each reads elsewhere."""
    scheme = Scheme.objects.create(slug="pacte-vert", name="Axes du Pacte vert", source="Essai")
    term = Term.objects.create(scheme=scheme, code="1", label="Ambition climatique")
    PriorityCode.objects.create(priority=priority, term=term, confirmed_by=world.by("lead"))
    cluster.ecosystems.add(term)
    for model in (Practice, Theme, Equipment, Competence):
        for row in model.objects.all():
            row.tags.add(term)
