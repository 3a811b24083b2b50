"""The page of one pôle, as this member reads it."""

from dataclasses import dataclass
from datetime import date

from interregions.knowledge.observatory.clusters.catalogue import READ_ON
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.queries import figures as shown
from interregions.knowledge.observatory.clusters.rules import profile as rules
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import Territory


@dataclass(frozen=True)
class Part:
    """One of the texts behind « Compléter »."""

    name: str
    text: str


@dataclass(frozen=True)
class ClusterPage:
    """A profile, and what this mandate may do with it."""

    cluster: Cluster
    regions: tuple[Territory, ...]
    to_check: tuple[Territory, ...]
    labels: tuple[queries.LabelLine, ...]
    facts: tuple[queries.FactLine, ...]
    parts: tuple[Part, ...]
    figures: tuple[shown.FigureLine, ...]
    places: tuple[shown.PlaceLine, ...]
    may_propose: bool
    missing: tuple[str, ...]
    own: bool
    confirmed: bool
    may_write: bool

    @property
    def tiles(self) -> list[dict[str, str]]:
        """The Régions of the pôle, and those that nobody has verified."""
        here = [{"code": each.code, "state": "3"} for each in self.regions]
        return here + [{"code": each.code, "state": "off", "value": "?"} for each in self.to_check]

    @property
    def told(self) -> list[shown.FigureLine]:
        """The indicators of which something is read."""
        return [line for line in self.figures if line.figures]

    @property
    def untold(self) -> list[shown.FigureLine]:
        """Those of which nobody said anything: folded, never reminded."""
        return [line for line in self.figures if not line.figures]

    @property
    def read_on(self) -> date:
        """The day on which the public pages were read."""
        return READ_ON

    @property
    def has_term(self) -> bool:
        """Whether a label has an announced term: what follows is then said to be unknown."""
        return any(line.label.ends_on for line in self.labels)


NAMED = (
    ("siren", "le SIREN"),
    ("subject", "la thématique"),
    ("ecosystems", "les écosystèmes"),
    ("contact", "le contact"),
    ("site", "le site"),
)


def cluster_page(cluster: Cluster, member: Member | None, mandate: Mandate | None) -> ClusterPage:
    """What this member reads of a pôle: the ten fields; the rest if it is theirs, or opened."""
    standing = standing_of(member)
    own = cluster.organisation_id in standing.organisation_ids
    values = queries.values_of(cluster)
    more = rules.MORE if own or cluster.more_open else {}
    return ClusterPage(
        cluster=cluster,
        regions=tuple(cluster.organisation.territories.all()),
        to_check=queries.still_to_check(cluster),
        labels=queries.label_lines(cluster),
        facts=queries.fact_lines(cluster),
        parts=tuple(Part(label, values[name]) for name, label in more.items() if values[name].strip()),
        figures=shown.figure_lines(cluster, member),
        places=shown.place_lines(cluster) if own else (),
        may_propose=queries.may_propose(cluster, mandate),
        missing=tuple(words for name, words in NAMED if not values[name]),
        own=own,
        confirmed=cluster.state == SourceState.CONFIRMED,
        may_write=not queries.reasons_not_to_write(cluster, mandate),
    )
