"""« Je montre »: an agreement given and withdrawn in one gesture, and the words beside one's own figures."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import hold
from interregions.knowledge.observatory.policies.models import Indicator, Reply, Showing
from interregions.knowledge.observatory.policies.queries.references import indicator_reference
from interregions.knowledge.observatory.policies.queries.visible import WRITERS, confirmed_count
from interregions.knowledge.observatory.policies.rules import readings
from interregions.network.choices import OrganisationKind
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


@transaction.atomic
def show_indicator(*, indicator: Indicator, by: Mandate) -> Showing:
    """Let the Régions that show this indicator read our confirmed values by name, and read theirs."""
    check_mandate(by, roles=WRITERS)
    given = Showing.objects.filter(organisation_id=by.organisation_id, indicator=indicator, withdrawn_at=None)
    hold(given)
    refuse_if(
        readings.reasons_not_to_show(
            subject=indicator.subject,
            is_region=by.organisation.kind == OrganisationKind.REGION,
            confirmed=confirmed_count(by.organisation_id, indicator),
            shown=given.exists(),
        )
    )
    agreed = Showing.objects.create(organisation=by.organisation, indicator=indicator, agreed_by=by)
    record("observatory.indicator_shown", indicator_reference(indicator), by)
    return agreed


@transaction.atomic
def stop_showing(*, indicator: Indicator, by: Mandate) -> None:
    """Take the agreement back: effect at once, both ways."""
    check_mandate(by, roles=WRITERS)
    given = Showing.objects.filter(organisation_id=by.organisation_id, indicator=indicator, withdrawn_at=None)
    refuse_if(readings.reasons_not_to_stop(shown=bool(hold(given))))
    given.update(withdrawn_by=by, withdrawn_at=timezone.now())
    record("observatory.indicator_hidden", indicator_reference(indicator), by)


@transaction.atomic
def write_reply(*, indicator: Indicator, year: int, words: str, by: Mandate) -> None:
    """Our own words beside our figure; without words they go."""
    check_mandate(by, roles=WRITERS)
    refuse_if(
        readings.reasons_not_to_reply(words=words, confirmed=confirmed_count(by.organisation_id, indicator, year))
    )
    place: dict[str, Any] = {"organisation_id": by.organisation_id, "indicator": indicator, "year": year}
    if words.strip():
        Reply.objects.update_or_create(**place, defaults={"words": words.strip(), "by": by})
    else:
        Reply.objects.filter(**place).delete()
    record("observatory.reply_written", indicator_reference(indicator), by, year=year)
