"""What the lines of a list of pôles are compared with, read once for a whole portion of them."""

from collections.abc import Sequence

from django.utils import timezone

from interregions.common.characters import sort_key
from interregions.common.importing import Read, Values
from interregions.knowledge.observatory.choices import LabelKind
from interregions.knowledge.observatory.clusters.models import Cluster, Label
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import lines as rules
from interregions.knowledge.observatory.clusters.rules import typed
from interregions.knowledge.observatory.policies.models import Reading
from interregions.network.choices import OrganisationKind
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import is_facilitator
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory
from interregions.vocabulary.queries import regions, terms_of


def read_lines(found: Sequence[Values], by: Mandate) -> list[Read]:
    """What each line says, in a number of queries that does not depend on theirs."""
    known = _known(by)
    year = timezone.localdate().year
    return [rules.read_line(line, known, this_year=year) for line in found]


def key_of(after: Values) -> str:
    """What tells a pôle from another in one file: its SIREN, else its name."""
    return after.get("siren") or sort_key(after["name"])


def _known(by: Mandate) -> rules.Known:
    own = "" if is_facilitator(by) else _own_region(by)
    kept = _kept(own)
    by_name: dict[str, rules.Kept] = {}
    for names, each in kept:
        for name in names:
            by_name.setdefault(sort_key(name), each)
    others = Organisation.objects.exclude(kind=OrganisationKind.CLUSTER).exclude(siren="").order_by()
    return rules.Known(
        regions={
            sort_key(word): region.name
            for region in regions()
            for word in (region.name, region.code, region.nuts)
            if word
        },
        ecosystems={
            sort_key(word): term.label for term in terms_of(queries.ECOSYSTEMS) for word in (term.label, term.code)
        },
        by_siren={each.values["siren"]: each for _, each in kept if each.values["siren"]},
        by_name=by_name,
        taken=dict(others.values_list("siren", "name")),
        own_region=own,
        figures=_figures(),
    )


def _own_region(by: Mandate) -> str:
    found = Territory.objects.filter(kind=TerritoryKind.REGION, organisations=by.organisation_id)
    return found.values_list("name", flat=True).first() or ""


def _kept(own: str) -> list[tuple[tuple[str, ...], rules.Kept]]:
    """Each pôle with its names: those of its organisation, and the one under which public pages name it."""
    found: list[tuple[tuple[str, ...], rules.Kept]] = []
    labels = _labels()
    for cluster in queries.with_what_is_shown(Cluster.objects.select_related("organisation")):
        organisation = cluster.organisation
        names = [each.name for each in organisation.territories.all() if each.kind == TerritoryKind.REGION]
        values = {
            "id": str(cluster.pk),
            "name": organisation.name,
            "siren": organisation.siren,
            "regions": rules.BETWEEN.join(sorted(names, key=sort_key)),
            "ecosystems": rules.BETWEEN.join(sorted((each.label for each in cluster.ecosystems.all()), key=sort_key)),
            **{name: getattr(cluster, name) for name in rules.TEXTS},
        }
        kept = rules.Kept(
            cluster.pk,
            values,
            confirmed=cluster.state == SourceState.CONFIRMED,
            writable=not own or own in names,
            labels=labels.get(cluster.pk, {}),
        )
        found.append(((organisation.name, organisation.short_name, cluster.fact_key), kept))
    return found


def _labels() -> dict[int, dict[tuple[str, str], str]]:
    """The labels of each pôle: what they are, their first day, their announced term."""
    found: dict[int, dict[tuple[str, str], str]] = {}
    for label in Label.objects.exclude(state=SourceState.DISCARDED).order_by("pk"):
        name = rules.POLE if label.kind == LabelKind.POLE else label.name or label.get_kind_display()
        of = (name, typed.day_text(label.starts_on))
        found.setdefault(label.cluster_id, {})[of] = typed.day_text(label.ends_on)
    return found


def _figures() -> dict[tuple[int, str, str], str]:
    """What is said of each pôle today; a confirmed value before a proposed one."""
    codes = list(rules.FIGURES.values())
    found = Reading.objects.filter(
        indicator__code__in=codes, state__in=[SourceState.PROPOSED, SourceState.CONFIRMED], value__isnull=False
    ).order_by("pk")
    rows = found.values_list("organisation__cluster", "indicator__code", "year", "value", "state")
    said = sorted(rows, key=lambda row: row[4] == SourceState.CONFIRMED)
    return {(pk, code, str(year)): rules.figure_text(value) for pk, code, year, value, _ in said if pk}
