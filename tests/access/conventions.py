"""What conventions and published lists hold in the sweep, each with its canaries."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from interregions.knowledge.observatory.choices import MatchedBy, PublishedKind
from interregions.knowledge.observatory.clusters.models import Cluster, PublishedLine
from interregions.knowledge.observatory.clusters.services import conventions as services
from tests.access.people import BRETAGNE, POLE, World


def sign_conventions(world: World) -> None:
    """Bretagne funds the pôle, waits for a document, and reads what is public of it."""
    cluster, _ = Cluster.objects.get_or_create(organisation=world.pole)
    lead = world.by("lead")
    convention = services.enter_convention(
        cluster=cluster,
        title=world.canary("a convention", BRETAGNE | POLE),
        deliberation=world.canary("deliberation of a convention", BRETAGNE),
        voted=Decimal(1000),
        by=lead,
    )
    document = services.ask_document(
        convention=convention,
        name=world.canary("a document due", BRETAGNE | POLE),
        due_on=timezone.localdate(),
        by=lead,
    )
    received = services.ask_document(convention=convention, name="Reçu", due_on=date(2026, 1, 1), by=lead)
    services.receive_document(document=received, by=lead)
    line = PublishedLine.objects.create(
        kind=PublishedKind.SUBSIDY,
        holder=world.bretagne,
        cluster=cluster,
        matched_by=MatchedBy.SIREN,
        key="canary",
        title=world.canary("a published line", BRETAGNE),
        source=world.canary("source of a published line", BRETAGNE),
    )
    world.keep(convention=convention, document=document, received=received, line_published=line, funded=cluster)
