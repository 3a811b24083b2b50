"""Who reads a pôle, and what of it."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from interregions.common.characters import sort_key
from interregions.common.references import Reference
from interregions.knowledge.observatory.clusters.models import Cluster, DatedFact, Label
from interregions.knowledge.observatory.clusters.rules import labels as label_rules
from interregions.knowledge.observatory.clusters.rules import profile as rules
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import is_facilitator, standing_of
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory
from interregions.vocabulary.queries import regions as all_regions
from interregions.vocabulary.queries import terms_of

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)
ECOSYSTEMS = "ecosystemes-industriels"


def clusters_visible_to(member: Member | None) -> QuerySet[Cluster]:
    """The ten fields of every pôle for whoever takes part; for the others, those they act for."""
    found = Cluster.objects.select_related("organisation")
    standing = standing_of(member)
    if standing.takes_part:
        return found
    return found.filter(organisation_id__in=standing.organisation_ids)


def with_what_is_shown(found: QuerySet[Cluster]) -> QuerySet[Cluster]:
    """The same with their Régions, labels and ecosystems, in a number of queries that does not depend on theirs."""
    return found.prefetch_related(
        Prefetch("organisation__territories", Territory.objects.order_by("name")),
        Prefetch("labels", Label.objects.select_related("phase").exclude(state=SourceState.DISCARDED)),
        "ecosystems",
        "regions_to_check",
    )


def cluster_visible_to(member: Member | None, pk: int) -> Cluster | None:
    """One pôle, with what its page shows; None when it does not exist for this member."""
    return with_what_is_shown(clusters_visible_to(member)).filter(pk=pk).first()


def is_own(cluster: Cluster, mandate: Mandate | None) -> bool:
    """Whether this mandate is of the pôle itself."""
    return mandate is not None and mandate.organisation_id == cluster.organisation_id


def is_of_its_region(cluster: Cluster, mandate: Mandate | None) -> bool:
    """Whether this mandate is of a Région that the pôle says to be of, or that was read to be."""
    if mandate is None or mandate.organisation.kind != OrganisationKind.REGION:
        return False
    own = Territory.objects.filter(kind=TerritoryKind.REGION, organisations=mandate.organisation_id).values("pk")
    return cluster.organisation.territories.filter(pk__in=own).exists()


def reasons_not_to_write(cluster: Cluster, mandate: Mandate | None) -> list[str]:
    """Why this acting mandate does not write the profile."""
    if mandate is None or mandate.role not in WRITERS:
        return ["Votre habilitation permet de lire cette fiche, pas de l’écrire."]
    return rules.reasons_not_to_write(
        own=is_own(cluster, mandate),
        is_facilitator=is_facilitator(mandate),
        of_its_region=is_of_its_region(cluster, mandate),
        confirmed=cluster.state == SourceState.CONFIRMED,
    )


def may_propose(cluster: Cluster, mandate: Mandate | None) -> bool:
    """Whether this acting mandate may say a figure of a pôle that is not its own, for the pôle to confirm."""
    if mandate is None or mandate.role not in WRITERS or is_own(cluster, mandate):
        return False
    return is_facilitator(mandate) or is_of_its_region(cluster, mandate)


def cluster_given_figures_by(mandate: Mandate | None, pk: int) -> Cluster | None:
    """A pôle of which this acting mandate may say a figure, its own or one that it proposes."""
    found = cluster_visible_to(mandate.member, pk) if mandate is not None and mandate.role in WRITERS else None
    return found if found is not None and (is_own(found, mandate) or may_propose(found, mandate)) else None


def cluster_written_by(mandate: Mandate | None, pk: int) -> Cluster | None:
    """A pôle whose profile this acting mandate may write; None for the others."""
    found = cluster_visible_to(mandate.member, pk) if mandate is not None else None
    return found if found is not None and not reasons_not_to_write(found, mandate) else None


def cluster_of(mandate: Mandate | None, pk: int) -> Cluster | None:
    """A pôle for its own people alone: who may write for it."""
    if mandate is None or mandate.role not in WRITERS:
        return None
    found = cluster_visible_to(mandate.member, pk)
    return found if found is not None and is_own(found, mandate) else None


def reasons_not_to_enter(mandate: Mandate | None, codes: tuple[str, ...] | None = None) -> list[str]:
    """Why this acting mandate adds no pôle (of these Régions, when they are chosen)."""
    if mandate is None or mandate.role not in WRITERS:
        return ["Votre habilitation permet de lire les pôles, pas d’en ajouter."]
    is_region = mandate.organisation.kind == OrganisationKind.REGION
    named = codes is None or (is_region and mandate.organisation.territories.filter(code__in=codes).exists())
    return rules.reasons_not_to_enter(
        is_facilitator=is_facilitator(mandate), is_region=is_region, own_region_named=named
    )


def region_choices() -> list[tuple[str, str]]:
    """INSEE code and name of each Région."""
    return [(each.code, each.name) for each in all_regions()]


def ecosystem_choices() -> list[tuple[str, str]]:
    """Code and label of each industrial ecosystem."""
    return list(terms_of(ECOSYSTEMS).values_list("code", "label"))


def bare_organisation(name: str) -> Organisation | None:
    """A pôle that came into the network under this name and has no profile yet."""
    wanted = sort_key(name)
    found = Organisation.objects.filter(kind=OrganisationKind.CLUSTER, cluster=None)
    return next((each for each in found if wanted in (sort_key(each.name), sort_key(each.short_name))), None)


def region_codes(organisation: Organisation) -> tuple[str, ...]:
    """The INSEE codes of its Régions."""
    found = organisation.territories.filter(kind=TerritoryKind.REGION)
    return tuple(found.order_by("code").values_list("code", flat=True))


def holder_of_siren(siren: str, but: int | None = None) -> str:
    """The name of the organisation that bears this SIREN, but for one; empty when nobody does."""
    found = Organisation.objects.filter(siren=siren) if siren else Organisation.objects.none()
    found = found if but is None else found.exclude(pk=but)
    return found.values_list("name", flat=True).first() or ""


def values_of(cluster: Cluster) -> dict[str, str]:
    """The profile as texts: what a form shows, and what two people are compared on."""
    organisation = cluster.organisation
    regions = [each.code for each in organisation.territories.all() if each.kind == TerritoryKind.REGION]
    return {
        "name": organisation.name,
        "siren": organisation.siren,
        "regions": " ".join(sorted(regions)),
        "ecosystems": " ".join(sorted(each.code for each in cluster.ecosystems.all())),
        **{name: getattr(cluster, name) for name in ("subject", "seat", "contact", "site", *rules.MORE)},
        "more_open": "oui" if cluster.more_open else "",
    }


def still_to_check(cluster: Cluster) -> tuple[Territory, ...]:
    """The Régions that nobody has said yet to be the pôle's."""
    said = {each.pk for each in cluster.organisation.territories.all()}
    return tuple(each for each in cluster.regions_to_check.all() if each.pk not in said)


@dataclass(frozen=True)
class LabelLine:
    """A label as the page tells it."""

    label: Label
    name: str
    years: str
    term: str


def label_lines(cluster: Cluster) -> tuple[LabelLine, ...]:
    """The labels, the latest first."""
    return tuple(
        LabelLine(
            each,
            label_rules.name_told(kind=each.kind, name=each.name, phase=each.phase.label if each.phase else ""),
            label_rules.years_told(each.starts_on, each.ends_on),
            label_rules.term_told(
                starts_on=each.starts_on, ends_on=each.ends_on, sequel_unverified=each.sequel_unverified
            ),
        )
        for each in cluster.labels.all()
    )


@dataclass(frozen=True)
class FactLine:
    """What a public page tells, with its day as precisely as it tells it."""

    fact: DatedFact
    day: str


def fact_lines(cluster: Cluster) -> tuple[FactLine, ...]:
    """What was read of the pôle, the oldest first."""
    found = cluster.facts.exclude(state=SourceState.DISCARDED)
    return tuple(FactLine(each, label_rules.day_told(each.dated_on, each.precision)) for each in found)


def cluster_reference(cluster: Cluster) -> Reference:
    """The pôle as the journal names it."""
    return Reference("observatory.cluster", str(cluster.pk), cluster.organisation.name, cluster.get_absolute_url())


def of_regions(found: QuerySet[Cluster], codes: tuple[str, ...]) -> QuerySet[Cluster]:
    """Those of at least one of these Régions."""
    here = Q(organisation__territories__code__in=codes, organisation__territories__kind=TerritoryKind.REGION)
    return found.filter(pk__in=Cluster.objects.filter(here).order_by().values("pk"))
