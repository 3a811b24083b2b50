"""Every write of a profile: entered, written by two at once, confirmed by the pôle, given a label."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Stale, refuse_if
from interregions.common.rows import held_row
from interregions.common.seen import CHANGED
from interregions.knowledge.observatory.choices import LabelKind
from interregions.knowledge.observatory.clusters.models import Cluster, DatedFact, EuProject, Label
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import profile as rules
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import add_organisation, check_mandate
from interregions.toolkit.journal.queries import entries_about
from interregions.toolkit.journal.services import record
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Term, Territory

CHOSEN = ("regions", "ecosystems", "more_open")  # what is chosen, not typed: two versions are not merged by hand
OF_ORGANISATION = ("name", "siren")
TOLD = ("title", "lead", "source", "contested_words")  # of a European project


class StaleField(Stale):
    """Two people wrote the same field of a profile; ``field`` is its name in the form."""

    field: str = "text"


@transaction.atomic
def enter_cluster(*, values: Mapping[str, str], source: str = "", by: Mandate) -> Cluster:
    """Add a pôle or a cluster: proposed, until its own people have confirmed it."""
    check_mandate(by, roles=queries.WRITERS)
    codes = tuple(values.get("regions", "").split())
    bare = queries.bare_organisation(values.get("name", ""))
    refuse_if(queries.reasons_not_to_enter(by, queries.region_codes(bare) or codes if bare else codes))
    refuse_if(_reasons_not_to_keep(values, bare))
    organisation = _completed(bare, values) if bare else _added(values)
    cluster = Cluster(organisation=organisation, source=source[:300], entered_by=by)
    _write_fields(cluster, values)
    cluster.save()
    cluster.ecosystems.set(_ecosystems(values))
    record("observatory.cluster_entered", queries.cluster_reference(cluster), by)
    return cluster


def _added(values: Mapping[str, str]) -> Organisation:
    kind = OrganisationKind.CLUSTER
    return add_organisation(
        name=values["name"].strip(),
        short_name=values["name"].strip()[:60],
        kind=kind,
        college=college_of(kind),
        siren=values.get("siren", ""),
        territories=_regions(values),
    )


def _completed(organisation: Organisation, values: Mapping[str, str]) -> Organisation:
    """A pôle that came in before its profile: what it already says of itself stays."""
    if not organisation.siren and values.get("siren"):
        organisation.siren = values["siren"]
        organisation.save(update_fields=["siren"])
    if not queries.region_codes(organisation):
        organisation.territories.add(*_regions(values))
    return organisation


@transaction.atomic
def write_profile(
    *, cluster: Cluster, values: Mapping[str, str], seen: Mapping[str, str], revision: int, by: Mandate
) -> Cluster:
    """Write the profile. What only one of two people changed is kept from both; the rest is shown twice.

    Written by the pôle's own people it is confirmed at once; by a Région or the animation, it stays proposed.
    """
    cluster = _held(cluster, by)
    stored = queries.values_of(cluster)
    known = {name: value for name, value in values.items() if name in stored}
    own = queries.is_own(cluster, by)
    if not own:  # what is behind « Compléter » is the pôle's own
        known = {name: value for name, value in known.items() if name not in (*rules.MORE, "more_open")}
    kept, both = rules.merged(mine=known, seen=seen, stored=stored)
    if cluster.revision != revision and both:
        _refuse_two_versions(cluster, known, stored, both)
    written = {**stored, **(known if cluster.revision == revision else kept)}
    refuse_if(_reasons_not_to_keep(written, cluster.organisation))
    changed = [name for name in stored if written[name] != stored[name]]
    confirms = own and cluster.state != SourceState.CONFIRMED
    if not changed and not confirms:
        return cluster
    _keep(cluster, written, changed)
    if confirms:
        _confirm(cluster, by)
    cluster.revision += 1
    cluster.save()
    record("observatory.cluster_written", queries.cluster_reference(cluster), by, fields=changed)
    return cluster


def _refuse_two_versions(cluster: Cluster, mine: Mapping[str, str], stored: Mapping[str, str], both: list[str]) -> None:
    """Both versions of the first text; what is chosen from a list is told, and chosen again."""
    typed = [name for name in both if name not in CHOSEN]
    if not typed:
        refuse_if([CHANGED])
    name = typed[0]
    author = entries_about("observatory.cluster", cluster.pk).exclude(by=None).first()
    told = author.by.member.full_name if author is not None and author.by is not None else "une autre personne"
    stale = StaleField(mine=mine[name], theirs=stored[name], author=told, revision=cluster.revision)
    stale.field = name
    raise stale


def _keep(cluster: Cluster, written: Mapping[str, str], changed: list[str]) -> None:
    organisation = cluster.organisation
    if set(changed) & set(OF_ORGANISATION):
        if organisation.short_name == organisation.name[:60]:
            organisation.short_name = written["name"].strip()[:60]
        organisation.name, organisation.siren = written["name"].strip(), written["siren"]
        organisation.save(update_fields=["name", "short_name", "sort_name", "siren"])
    if "regions" in changed:
        others = organisation.territories.exclude(kind=TerritoryKind.REGION)
        organisation.territories.set([*_regions(written), *others])
    if "ecosystems" in changed:
        cluster.ecosystems.set(_ecosystems(written))
    _write_fields(cluster, written)


def _write_fields(cluster: Cluster, values: Mapping[str, str]) -> None:
    for name in ("subject", "seat", "contact", "site", *rules.MORE):
        field: Any = Cluster._meta.get_field(name)
        setattr(cluster, name, values.get(name, "").strip()[: field.max_length])
    cluster.more_open = bool(values.get("more_open"))


def _reasons_not_to_keep(values: Mapping[str, str], organisation: Organisation | None) -> list[str]:
    siren = values.get("siren", "")
    return rules.reasons_not_to_keep(
        name=values.get("name", ""),
        siren=siren,
        siren_taken=queries.holder_of_siren(siren, organisation.pk if organisation else None),
        regions=len(_regions(values)),
    )


def _regions(values: Mapping[str, str]) -> list[Territory]:
    codes = values.get("regions", "").split()
    return list(Territory.objects.filter(kind=TerritoryKind.REGION, code__in=codes))


def _ecosystems(values: Mapping[str, str]) -> list[Term]:
    codes = values.get("ecosystems", "").split()
    return list(Term.objects.filter(scheme__slug=queries.ECOSYSTEMS, code__in=codes))


@transaction.atomic
def confirm_profile(*, cluster: Cluster, by: Mandate) -> Cluster:
    """The pôle says that what others wrote of it is right."""
    check_mandate(by, roles=queries.WRITERS)
    cluster = held_row(Cluster.objects.select_related("organisation"), cluster.pk)
    refuse_if(
        rules.reasons_not_to_confirm(own=queries.is_own(cluster, by), confirmed=cluster.state == SourceState.CONFIRMED)
    )
    _confirm(cluster, by)
    cluster.save()
    record("observatory.cluster_confirmed", queries.cluster_reference(cluster), by)
    return cluster


def _confirm(cluster: Cluster, by: Mandate) -> None:
    cluster.state, cluster.checked_by, cluster.checked_on = SourceState.CONFIRMED, by, timezone.localdate()


@transaction.atomic
def add_label(
    *,
    cluster: Cluster,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date | None,
    source: str,
    address: str = "",
    by: Mandate,
) -> Label:
    """A label given to the pôle, with its announced term and where it was read."""
    cluster = _held(cluster, by)
    refuse_if(rules.reasons_not_to_label(starts_on=starts_on, ends_on=ends_on, kind=kind, name=name))
    own = queries.is_own(cluster, by)
    phase = Term.objects.filter(scheme__slug="phases-des-poles", starts_on__lte=starts_on, ends_on__gte=starts_on)
    label = Label.objects.create(
        cluster=cluster,
        kind=kind,
        name=name.strip(),
        phase=phase.first() if kind == LabelKind.POLE else None,
        starts_on=starts_on,
        ends_on=ends_on,
        source=source.strip()[:300],
        address=address,
        entered_by=by,
        state=SourceState.CONFIRMED if own else SourceState.PROPOSED,
        checked_by=by if own else None,
        checked_on=timezone.localdate() if own else None,
    )
    record("observatory.label_added", queries.cluster_reference(cluster), by, label=label.pk)
    return label


def _held(cluster: Cluster, by: Mandate) -> Cluster:
    check_mandate(by, roles=queries.WRITERS)
    found = held_row(queries.with_what_is_shown(Cluster.objects.select_related("organisation")), cluster.pk)
    refuse_if(queries.reasons_not_to_write(found, by))
    return found


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the words of profiles, labels, facts and European projects; what the pôle is stays."""
    texts = ("subject", "contact", *rules.MORE, "source", "contested_words")
    for model, names in (
        (Cluster, texts),
        (Label, ("name", "source")),
        (DatedFact, ("words", "source")),
        (EuProject, TOLD),
    ):
        for row in model.objects.all().iterator():
            before = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if before != after:
                model.objects.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))
