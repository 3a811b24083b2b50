"""Every write of cycles: opening one, moving it to the next stage, giving it another lead."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.exchange.cycles import notifications, queries, rules
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle, StageMove
from interregions.exchange.themes.choices import ThemeStatus
from interregions.exchange.themes.models import Theme
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


def _check_lead(lead: Organisation) -> None:
    ended = lead.ends_on is not None and lead.ends_on < timezone.localdate()
    refuse_if(rules.reasons_not_to_lead(kind=lead.kind, ended=ended, name=lead.short_name))


@transaction.atomic
def open_cycle(*, theme: Theme, lead: Organisation, previous: Cycle | None = None, by: Mandate) -> Cycle:
    """Open the cycle of a retained theme, with its responsible region and the cycle it follows."""
    check_mandate(by, roles={Role.FACILITATOR})
    theme = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    refuse_if(
        rules.reasons_not_to_open(
            retained=theme.status == ThemeStatus.RETAINED, opened=Cycle.objects.filter(theme=theme).exists()
        )
    )
    _check_lead(lead)
    cycle = Cycle.objects.create(theme=theme, lead=lead, previous=previous, opened_by=by)
    of = queries.cycle_reference(cycle)
    entry = record("cycles.cycle_opened", of, by, cycle=str(cycle.pk), theme=theme.pk, lead=lead.pk)
    notifications.tell_lead(cycle=cycle, entry=entry.pk)
    return cycle


def held(cycle: Cycle) -> Cycle:
    """The cycle as it stands, held until the end of the transaction."""
    return held_row(Cycle.objects.select_related("theme", "lead"), cycle.pk)


@transaction.atomic
def move_stage(*, cycle: Cycle, to: str, by: Mandate) -> Cycle:
    """Write the next stage. Called by ``journey.services.advance`` alone, which has checked what is left to do."""
    check_mandate(by, roles={Role.FACILITATOR})
    cycle = held(cycle)
    before = cycle.stage
    refuse_if(rules.reasons_not_to_move(stage=before, to=to))
    cycle.stage = to
    cycle.closed_at = timezone.now() if to == Stage.CLOSED else None
    cycle.save(update_fields=["stage", "closed_at"])
    StageMove.objects.create(cycle=cycle, stage_before=before, stage_after=to, by=by)
    of = queries.cycle_reference(cycle)
    record("cycles.stage_moved", of, by, cycle=str(cycle.pk), stage_before=str(before), stage_after=str(to))
    return cycle


@transaction.atomic
def change_lead(*, cycle: Cycle, lead: Organisation, reason: str, by: Mandate) -> Cycle:
    """Write another responsible region, with its reason. Called by ``journey.services.change_lead`` alone, which gives
    it the note too."""
    check_mandate(by, roles={Role.FACILITATOR})
    cycle = held(cycle)
    refuse_if(rules.reasons_not_to_change_lead(stage=cycle.stage, same=cycle.lead_id == lead.pk, reason=reason))
    _check_lead(lead)
    before = cycle.lead
    cycle.lead = lead
    cycle.save(update_fields=["lead"])
    of = queries.cycle_reference(cycle)
    details = {"lead_before": before.pk, "lead": lead.pk, "reason": reason.strip()}
    entry = record("cycles.lead_changed", of, by, cycle=str(cycle.pk), **details)
    notifications.tell_new_lead(cycle=cycle, before=before.short_name, entry=entry.pk)
    return cycle
