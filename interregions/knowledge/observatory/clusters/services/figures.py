"""What others do with the figures of a pôle: propose one; and what the pôle shows, to whom, until it stops."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import hold
from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.clusters.models import Cluster, Release
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.queries.figures import releases_holding
from interregions.knowledge.observatory.clusters.rules import figures as rules
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.rules import readings
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


@transaction.atomic
def propose_figure(
    *, cluster: Cluster, indicator: Indicator, year: int, value: Decimal | None, source: str, by: Mandate
) -> Reading:
    """A Région of the pôle, or the animation, says a figure of it: the pôle alone confirms it, contests or discards."""
    check_mandate(by, roles=queries.WRITERS)
    own = queries.is_own(cluster, by)
    may_write = queries.may_propose(cluster, by)
    refuse_if(
        rules.reasons_not_to_propose(own=own, may_write=may_write, value=value)
        or readings.reasons_not_to_enter(
            value=value,
            words="",
            unit=indicator.unit,
            year=year,
            source=source,
            as_of=None,
            today=timezone.localdate(),
        )
    )
    reading = Reading.objects.create(
        organisation_id=cluster.organisation_id,
        indicator=indicator,
        year=year,
        value=value,
        source=source.strip()[:300],
        entered_by=by,
        provenance=Provenance.ENTERED,
    )
    record("observatory.figure_proposed", queries.cluster_reference(cluster), by, indicator=indicator.code, year=year)
    return reading


@transaction.atomic
def release_figure(*, cluster: Cluster, indicator: Indicator, to: Organisation, by: Mandate) -> Release:
    """« Montré à »: this organisation reads what the pôle has confirmed under this indicator, until it stops."""
    check_mandate(by, roles=queries.WRITERS)
    hold(Cluster.objects.filter(pk=cluster.pk))
    standing = releases_holding().filter(cluster=cluster, indicator=indicator, to=to)
    refuse_if(
        rules.reasons_not_to_release(
            own=queries.is_own(cluster, by),
            is_itself=to.pk == cluster.organisation_id,
            released=standing.exists(),
            withdrawn=to.ends_on is not None and to.ends_on < timezone.localdate(),
        )
    )
    release = Release.objects.create(cluster=cluster, indicator=indicator, to=to, released_by=by)
    record("observatory.figure_released", queries.cluster_reference(cluster), by, indicator=indicator.code, to=to.pk)
    return release


@transaction.atomic
def stop_release(*, release: Release, by: Mandate) -> Release:
    """The figure is no longer read by that organisation, at once."""
    check_mandate(by, roles=queries.WRITERS)
    hold(Release.objects.filter(pk=release.pk))
    release.refresh_from_db()
    refuse_if(
        rules.reasons_not_to_stop(own=queries.is_own(release.cluster, by), withdrawn=release.withdrawn_at is not None)
    )
    release.withdrawn_by, release.withdrawn_at = by, timezone.now()
    release.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(
        "observatory.figure_hidden",
        queries.cluster_reference(release.cluster),
        by,
        indicator=release.indicator.code,
        to=release.to_id,
    )
    return release
