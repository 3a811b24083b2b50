"""Enter a fair or a mission, change its places, cancel it, go, withdraw."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.knowledge.observatory.cooperation import rules
from interregions.knowledge.observatory.cooperation.models import Going, Mission
from interregions.knowledge.observatory.cooperation.queries import missions as queries
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

FIELDS = (
    "title", "kind", "country", "town", "starts_on", "ends_on", "words", "site", "places", "open_to_others",
    "open_to_clusters",
)  # fmt: skip


@transaction.atomic
def enter_mission(*, values: Mapping[str, Any], by: Mandate) -> Mission:
    """Put a date in the shared calendar: one’s organisation organises it."""
    check_mandate(by, roles=queries.WRITERS)
    refuse_if(rules.reasons_about_mission(values, today=timezone.localdate()))
    told = {name: values[name] for name in FIELDS if name in values}
    mission = Mission.objects.create(organiser=by.organisation, entered_by=by, **told)
    record("observatory.mission_entered", queries.mission_reference(mission), by)
    return mission


@transaction.atomic
def change_mission(*, mission: Mission, values: Mapping[str, Any], by: Mandate) -> Mission:
    """Its days, its words, its places: never fewer than those taken."""
    mission = _held(mission, by)
    refuse_if(rules.reasons_about_mission(values, today=timezone.localdate()))
    refuse_if(rules.reasons_not_to_keep_places(places=values.get("places"), taken=_taken(mission)))
    for name in FIELDS:
        if name in values:
            setattr(mission, name, values[name])
    mission.save()
    record("observatory.mission_changed", queries.mission_reference(mission), by)
    return mission


@transaction.atomic
def cancel_mission(*, mission: Mission, by: Mandate) -> Mission:
    """It does not take place."""
    mission = _held(mission, by)
    over = mission.ends_on < timezone.localdate()
    refuse_if(rules.reasons_not_to_cancel(own=True, cancelled=mission.cancelled_at is not None, over=over))
    mission.cancelled_at = timezone.now()
    mission.save(update_fields=["cancelled_at"])
    record("observatory.mission_cancelled", queries.mission_reference(mission), by)
    return mission


@transaction.atomic
def go(*, mission: Mission, places: int = 1, by: Mandate) -> Going:
    """« Nous y allons aussi »: take places, counted while the row of the date is held."""
    check_mandate(by, roles=queries.GOING)
    mission = held_row(Mission.objects.select_related("organiser"), mission.pk)
    going = mission.goings.filter(organisation=by.organisation_id).exists()
    refuse_if(queries.reasons_not_to_go(mission, by, _taken(mission), going, places))
    made = Going.objects.create(mission=mission, organisation=by.organisation, places=places, by=by)
    record("observatory.mission_joined", queries.mission_reference(mission), by)
    return made


@transaction.atomic
def withdraw_going(*, mission: Mission, by: Mandate) -> Mission:
    """One’s places are free again."""
    check_mandate(by, roles=queries.GOING)
    mission = held_row(Mission.objects.all(), mission.pk)
    found = mission.goings.filter(organisation=by.organisation_id)
    over = mission.ends_on < timezone.localdate()
    refuse_if(rules.reasons_not_to_withdraw_going(going=found.exists(), over=over))
    found.delete()
    record("observatory.mission_left", queries.mission_reference(mission), by)
    return mission


def _taken(mission: Mission) -> int:
    return int(mission.goings.aggregate(taken=Sum("places"))["taken"] or 0)


def _held(mission: Mission, by: Mandate) -> Mission:
    check_mandate(by, roles=queries.WRITERS)
    found = held_row(Mission.objects.select_related("organiser", "entered_by"), mission.pk)
    refuse_if(rules.reasons_not_to_cancel(own=queries.may_write(found, by), cancelled=False, over=False))
    return found
