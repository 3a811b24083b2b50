"""Keep the lines of a list of pôles, and take them back exactly."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from interregions.common.characters import sort_key
from interregions.common.importing import Origin, Row
from interregions.knowledge.observatory.choices import LabelKind, Provenance
from interregions.knowledge.observatory.clusters.models import Cluster, Label
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import lines as rules
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Term, Territory

SERVED = "Ce pôle a servi depuis : quelqu’un agit pour lui, ou une autre page le nomme."
CHANGED = "La fiche a été changée depuis."
CONFIRMED = "Le pôle a confirmé sa fiche depuis."


class _Lists:
    """The vocabularies that the lines name, read once."""

    def __init__(self) -> None:
        self.regions = {each.name: each for each in Territory.objects.filter(kind=TerritoryKind.REGION)}
        self.ecosystems = {each.label: each for each in Term.objects.filter(scheme__slug=queries.ECOSYSTEMS)}
        self.indicators = {each.code: each for each in Indicator.objects.filter(code__in=rules.FIGURES.values())}
        self.phases = list(Term.objects.filter(scheme__slug="phases-des-poles"))

    def regions_of(self, said: Mapping[str, str]) -> list[Territory]:
        return [self.regions[name] for name in said.get("regions", "").split(rules.BETWEEN) if name in self.regions]

    def ecosystems_of(self, said: Mapping[str, str]) -> list[Term]:
        names = said.get("ecosystems", "").split(rules.BETWEEN)
        return [self.ecosystems[name] for name in names if name in self.ecosystems]

    def phase_of(self, kind: str, day: date) -> Term | None:
        if kind != LabelKind.POLE:
            return None
        return next((each for each in self.phases if _holds(each, day)), None)


def _holds(phase: Term, day: date) -> bool:
    return bool(phase.starts_on and phase.ends_on and phase.starts_on <= day <= phase.ends_on)


def keep_clusters(rows: Sequence[Row], origin: Origin, by: Mandate) -> list[str]:
    """Enter the new pôles and complete the others, in the caller's transaction; for each, what undoing will need."""
    lists = _Lists()
    new = [row for row in rows if row.before is None]
    entered = _enter([row.after for row in new], lists, origin, by)
    cluster_of = dict(zip((row.line for row in new), entered, strict=True))
    changed = _found([row for row in rows if row.before is not None])
    results = []
    readings: list[Reading] = []
    for row in rows:
        cluster = cluster_of.get(row.line) or changed[row.line]
        if row.before is not None:
            _write(cluster, row.after, lists)
        readings += _readings(cluster, row, lists, origin, by)
        results.append(f"{cluster.pk} {origin.number} {_label(cluster, row, lists, origin, by)}")
    Reading.objects.bulk_create(readings, batch_size=500)
    return results


def _enter(said: Sequence[Mapping[str, str]], lists: _Lists, origin: Origin, by: Mandate) -> list[Cluster]:
    """Thousands of them in a few statements."""
    kind = OrganisationKind.CLUSTER
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(
                name=each["name"],
                short_name=each["name"][:60],
                kind=kind,
                college=college_of(kind),
                siren=each.get("siren", ""),
            )
            for each in said
        ],
        batch_size=500,
    )
    clusters = Cluster.objects.bulk_create(
        [
            Cluster(
                organisation=organisation,
                source=origin.source[:300],
                as_of=origin.given_on,
                entered_by=by,
                **{name: each.get(name, "") for name in rules.TEXTS},
            )
            for organisation, each in zip(organisations, said, strict=True)
        ],
        batch_size=500,
    )
    places, domains = Organisation.territories.through, Cluster.ecosystems.through
    places.objects.bulk_create(
        [
            places(organisation_id=organisation.pk, territory_id=region.pk)
            for organisation, each in zip(organisations, said, strict=True)
            for region in lists.regions_of(each)
        ],
        batch_size=500,
    )
    domains.objects.bulk_create(
        [
            domains(cluster_id=cluster.pk, term_id=term.pk)
            for cluster, each in zip(clusters, said, strict=True)
            for term in lists.ecosystems_of(each)
        ],
        batch_size=500,
    )
    return clusters


def _found(rows: Sequence[Row]) -> dict[int, Cluster]:
    """Line → the pôle that is there, held until the end of the transaction."""
    numbers = {row.line: int(row.after["id"]) for row in rows}
    held = Cluster.objects.select_for_update(of=("self",)).select_related("organisation").order_by("pk")
    by_pk = {each.pk: each for each in held.filter(pk__in=numbers.values())}
    return {line: by_pk[pk] for line, pk in numbers.items()}


def _write(cluster: Cluster, said: Mapping[str, str], lists: _Lists) -> None:
    """What the line says of a pôle that is there."""
    organisation = cluster.organisation
    if (organisation.name, organisation.siren) != (said["name"], said.get("siren", "")):
        if organisation.short_name == organisation.name[:60]:
            organisation.short_name = said["name"][:60]
        organisation.name, organisation.siren = said["name"], said.get("siren", "")
        organisation.save(update_fields=["name", "short_name", "sort_name", "siren"])
    others = [each.pk for each in organisation.territories.exclude(kind=TerritoryKind.REGION)]
    organisation.territories.set([*[each.pk for each in lists.regions_of(said)], *others])
    cluster.ecosystems.set(lists.ecosystems_of(said))
    for name in rules.TEXTS:
        setattr(cluster, name, said.get(name, ""))
    cluster.revision += 1
    cluster.save()


def _label(cluster: Cluster, row: Row, lists: _Lists, origin: Origin, by: Mandate) -> str:
    """The label that the line says: « +12 » when it is new, « 12 2024-12-31 1 » when its term was another."""
    said = row.after
    if not said.get("label"):
        return "0"
    kind = LabelKind.POLE if said["label"] == rules.POLE else LabelKind.OTHER
    starts_on = date.fromisoformat(said["starts_on"])
    ends_on = date.fromisoformat(said["ends_on"]) if said.get("ends_on") else None
    label, created = Label.objects.get_or_create(
        cluster=cluster,
        kind=kind,
        name="" if kind == LabelKind.POLE else said["label"],
        starts_on=starts_on,
        defaults={
            "phase": lists.phase_of(kind, starts_on),
            "ends_on": ends_on,
            "source": origin.source[:300],
            "as_of": origin.given_on,
            "entered_by": by,
        },
    )
    if created:
        return f"+{label.pk}"
    if ends_on is None or label.ends_on == ends_on or label.state != SourceState.PROPOSED:
        return "0"
    was = f"{label.pk} {label.ends_on or '-'} {int(label.sequel_unverified)}"
    Label.objects.filter(pk=label.pk).update(ends_on=ends_on, sequel_unverified=False)
    return was


def _readings(cluster: Cluster, row: Row, lists: _Lists, origin: Origin, by: Mandate) -> list[Reading]:
    """Its figures, each proposed: the pôle confirms, or contests."""
    before = row.before or {}
    return [
        Reading(
            organisation_id=cluster.organisation_id,
            indicator=lists.indicators[code],
            year=int(row.after["year"]),
            value=Decimal(row.after[column]),
            source=origin.source[:300],
            as_of=origin.given_on,
            entered_by=by,
            provenance=Provenance.LIST,
            brought_key=f"poles {origin.number} {row.line} {code}",
        )
        for column, code in rules.FIGURES.items()
        if code in lists.indicators and row.after.get(column) and row.after[column] != before.get(column, "")
    ]


def take_clusters_back(rows: Sequence[Row], by: Mandate) -> list[str]:
    """Each line as if it had never been taken; what has served since is kept, and says why."""
    del by
    lists = _Lists()
    return [_back(row, lists) for row in rows]


def _back(row: Row, lists: _Lists) -> str:
    number, brought, *label = row.result.split(" ")
    found = Cluster.objects.select_for_update(of=("self",)).select_related("organisation")
    cluster = found.filter(pk=int(number)).first()
    if cluster is None:
        return ""
    if why := _why_kept(cluster, row):
        return why
    key = f"poles {brought} {row.line} "
    Reading.objects.filter(
        organisation_id=cluster.organisation_id, state=SourceState.PROPOSED, brought_key__startswith=key
    ).delete()
    _label_back(label)
    if row.before is not None:
        _write(cluster, row.before, lists)
        return ""
    try:
        with transaction.atomic():
            organisation = cluster.organisation
            cluster.delete()
            organisation.delete()
    except ProtectedError:
        return SERVED
    return ""


def _why_kept(cluster: Cluster, row: Row) -> str:
    if cluster.state == SourceState.CONFIRMED:
        return CONFIRMED
    stands = queries.values_of(queries.with_what_is_shown(Cluster.objects.filter(pk=cluster.pk)).get())
    names = [each.name for each in cluster.organisation.territories.filter(kind=TerritoryKind.REGION)]
    as_left = all(stands[name] == row.after.get(name, "") for name in ("name", "siren", *rules.TEXTS))
    if not as_left or sorted(names, key=sort_key) != row.after.get("regions", "").split(rules.BETWEEN):
        return CHANGED
    if row.before is None and cluster.organisation.mandates.exists():
        return SERVED
    answered = Reading.objects.filter(organisation_id=cluster.organisation_id, brought_key__startswith="poles ")
    return CONFIRMED if answered.exclude(state=SourceState.PROPOSED).exists() else ""


def _label_back(label: Sequence[str]) -> None:
    if label[0].startswith("+"):
        Label.objects.filter(pk=int(label[0]), state=SourceState.PROPOSED).delete()
    elif len(label) == 3:
        ends_on = None if label[1] == "-" else date.fromisoformat(label[1])
        standing = Label.objects.filter(pk=int(label[0]), state=SourceState.PROPOSED)
        standing.update(ends_on=ends_on, sequel_unverified=label[2] == "1")
