"""Bring the indicators and the facts in line with the files of the package; nothing a Région decided is undone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.policies.catalogue import FactRow, IndicatorRow, read_facts, read_indicators
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.network.choices import OrganisationKind
from interregions.network.models import Organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind


@dataclass(frozen=True)
class Loaded:
    """What loading did."""

    indicators: int
    withdrawn: int
    facts: int
    corrected: int
    waiting: int  # facts about a Région that this network does not have yet


@transaction.atomic
def load_observatory(
    *, indicators: Sequence[IndicatorRow] | None = None, facts: Sequence[FactRow] | None = None
) -> Loaded:
    """Create, correct and withdraw the indicators; propose to each Région the facts it has not been told yet."""
    changed, withdrawn = _load_indicators(read_indicators() if indicators is None else indicators)
    proposed, corrected, waiting = _propose_facts(read_facts() if facts is None else facts)
    return Loaded(changed, withdrawn, proposed, corrected, waiting)


def _load_indicators(rows: Sequence[IndicatorRow]) -> tuple[int, int]:
    standing = {each.code: each for each in Indicator.objects.all()}
    changed = 0
    for row in rows:
        wanted = {**asdict(row), "withdrawn_on": None}
        before = standing.pop(row.code, None)
        if before is None or any(getattr(before, name) != value for name, value in wanted.items()):
            Indicator.objects.update_or_create(code=row.code, defaults=wanted)
            changed += 1
    gone = [each.pk for each in standing.values() if each.withdrawn_on is None]
    Indicator.objects.filter(pk__in=gone).update(withdrawn_on=timezone.localdate())
    return changed, len(gone)


def _propose_facts(rows: Sequence[FactRow]) -> tuple[int, int, int]:
    regions = {
        code: organisation
        for organisation in Organisation.objects.filter(kind=OrganisationKind.REGION).prefetch_related("territories")
        for code in [each.code for each in organisation.territories.all() if each.kind == TerritoryKind.REGION]
    }
    indicators = {each.code: each for each in Indicator.objects.all()}
    told = {
        (each.organisation_id, each.brought_key): each for each in Reading.objects.filter(provenance=Provenance.PRESS)
    }
    new, corrected, waiting = [], 0, 0
    for row in rows:
        organisation = regions.get(row.region)
        if organisation is None:
            waiting += 1
            continue
        said = {name: getattr(row, name) for name in ("value", "words", "as_of", "source", "address")}
        before = told.get((organisation.pk, row.key))
        if before is None:
            new.append(
                Reading(
                    organisation=organisation,
                    indicator=indicators[row.indicator],
                    year=row.year,
                    provenance=Provenance.PRESS,
                    brought_key=row.key,
                    **said,
                )
            )
        elif before.state == SourceState.PROPOSED and any(getattr(before, name) != said[name] for name in said):
            Reading.objects.filter(pk=before.pk, state=SourceState.PROPOSED).update(**said)
            corrected += 1
    Reading.objects.bulk_create(new, ignore_conflicts=True)
    return len(new), corrected, waiting
