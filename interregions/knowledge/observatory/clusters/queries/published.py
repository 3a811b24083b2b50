"""Published lines: who reads them (who paid), and who decides."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from interregions.common.erasure import traces_in
from interregions.common.references import Reference
from interregions.knowledge.observatory.choices import PublishedKind
from interregions.knowledge.observatory.clusters.models import Cluster, PublishedLine
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.toolkit.sources.choices import SourceState

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR)


@dataclass(frozen=True)
class OfCluster:
    """What waits of one pôle, decided at once."""

    cluster: Cluster
    subsidies: int
    operations: int

    @property
    def waiting(self) -> int:
        return self.subsidies + self.operations


def lines_visible_to(member: Member | None) -> QuerySet[PublishedLine]:
    """The lines of what one’s own organisation paid; nobody else’s, the animation included."""
    ours = standing_of(member).organisation_ids
    return PublishedLine.objects.filter(holder__in=ours).select_related(
        "cluster__organisation", "holder", "funder__convention", "project"
    )


def line_decided_by(mandate: Mandate | None, pk: int) -> PublishedLine | None:
    """One that this acting mandate decides."""
    if mandate is None or mandate.role not in WRITERS:
        return None
    found = PublishedLine.objects.filter(holder=mandate.organisation_id).select_related("cluster__organisation")
    return found.filter(pk=pk).first()


def decides(mandate: Mandate | None) -> bool:
    """Whether this mandate decides of its organisation’s lines."""
    return mandate is not None and mandate.role in WRITERS


def holds_lines(member: Member | None) -> bool:
    """Whether the page means something to this person: who acts for a Région or an EPCI."""
    return any(each.organisation.college in (College.REGIONS, College.EPCI) for each in standing_of(member).mandates)


def states_of(member: Member) -> list[tuple[str, str, int]]:
    """How many lines are of each state."""
    numbers = dict(lines_visible_to(member).order_by().values_list("state").annotate(Count("pk")))
    labels = {SourceState.PROPOSED: "À décider", SourceState.CONFIRMED: "Confirmées", SourceState.DISCARDED: "Écartées"}
    return [(str(value), label, numbers.get(value, 0)) for value, label in labels.items()]


def listed(member: Member, state: str) -> QuerySet[PublishedLine]:
    """Those of one state, by pôle."""
    found = lines_visible_to(member).filter(state=state if state in SourceState.values else SourceState.PROPOSED)
    return found.order_by("cluster__organisation__sort_name", "-dated_on", "pk")


def waiting_by_cluster(mandate: Mandate | None) -> list[OfCluster]:
    """The pôles of which lines wait, for who acts."""
    if mandate is None or not decides(mandate):
        return []
    waiting = Q(published_lines__state=SourceState.PROPOSED, published_lines__holder=mandate.organisation_id)
    found = (
        Cluster.objects.filter(waiting)
        .select_related("organisation")
        .annotate(
            subsidies=Count("published_lines", waiting & Q(published_lines__kind=PublishedKind.SUBSIDY)),
            operations=Count("published_lines", waiting & Q(published_lines__kind=PublishedKind.OPERATION)),
        )
    )
    return [OfCluster(each, each.subsidies, each.operations) for each in found.order_by("organisation__sort_name")]


def cluster_waiting(mandate: Mandate | None, pk: int) -> Cluster | None:
    """A pôle of which lines have been proposed to this mandate’s organisation."""
    if mandate is None or not decides(mandate):
        return None
    found = Cluster.objects.filter(published_lines__holder=mandate.organisation_id).select_related("organisation")
    return found.filter(pk=pk).distinct().first()


def line_reference(line: PublishedLine) -> Reference:
    """The line as the journal names it."""
    return Reference("observatory.publishedline", str(line.pk), str(line)[:200], "/observatoire/publie/")


def lines_naming(person: Member) -> list[PublishedLine]:
    """Those whose words carry this person’s name."""
    rows = PublishedLine.objects.only("pk", "title", "beneficiary").iterator()
    return [row for row in rows if any(t.sure for w in (row.title, row.beneficiary) for t in traces_in(w, person))]


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """The lines this person decided."""
    found = PublishedLine.objects.filter(checked_by__member=member).values_list("title", "state", "checked_on")
    return [{"ligne": title, "état": state, "le": str(day)} for title, state, day in found]
