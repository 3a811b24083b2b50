"""Declare an equipment or a competence, propose it to whoever holds it, agree, change, withdraw."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.knowledge.observatory.equipment import notifications, rules
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus
from interregions.knowledge.observatory.equipment.models import Competence, Declared, Equipment, EquipmentFunding
from interregions.knowledge.observatory.equipment.queries import sheets as queries
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.sources.choices import SourceState

COMMON = ("name", "words", "department", "town", "epci", "contact", "site", "open_to_clusters", "open_to_partners")
OF_EQUIPMENT = ("kind", "opening", "tariff", "tariff_words", "conditions", "aid_regime", "trl_from", "trl_to")
MANY = ("clusters", "tags")
Sheet = TypeVar("Sheet", bound=Declared)
Funding = tuple[str, Decimal, int | None]  # who, how much, which year


@transaction.atomic
def declare_equipment(
    *, owner: Organisation, values: Mapping[str, Any], fundings: Collection[Funding] = (), by: Mandate
) -> Equipment:
    """Its holder declares it, and it is published; another enters it, and its holder is asked."""
    refuse_if(rules.reasons_about_equipment(values))
    equipment = _declare(Equipment(), owner, values, (*COMMON, *OF_EQUIPMENT), by)
    _write_fundings(equipment, fundings, by)
    return equipment


@transaction.atomic
def declare_competence(*, owner: Organisation, values: Mapping[str, Any], by: Mandate) -> Competence:
    """The same for what an organisation knows how to do."""
    refuse_if(rules.reasons_about_sheet(values))
    return _declare(Competence(), owner, values, COMMON, by)


def _declare(
    sheet: Sheet, owner: Organisation, values: Mapping[str, Any], names: Collection[str], by: Mandate
) -> Sheet:
    check_mandate(by, roles=queries.WRITERS)
    refuse_if([] if queries.owners_named_by(by).filter(pk=owner.pk).exists() else [NOT_NAMED])
    _fill(sheet, values, names)
    sheet.owner, sheet.entered_by = owner, by
    own = owner.pk == by.organisation_id
    if own:
        _publish(sheet, by)
    sheet.save()
    _fill_many(sheet, values)
    if own:
        record("observatory.sheet_published", queries.sheet_reference(sheet), by)
    else:
        record("observatory.sheet_proposed", queries.waiting_reference(sheet), by)
        notifications.ask_agreement(sheet)
    return sheet


NOT_NAMED = "Vous ne pouvez déclarer que ce que votre organisme détient."


def _fill(sheet: Declared, values: Mapping[str, Any], names: Collection[str]) -> None:
    for name in names:
        if name in values:
            value = values[name]
            setattr(sheet, name, value.strip() if isinstance(value, str) else value)


def _fill_many(sheet: Declared, values: Mapping[str, Any]) -> None:
    for name in MANY:
        if name in values:
            getattr(sheet, name).set(values[name])


def _publish(sheet: Declared, by: Mandate) -> None:
    sheet.status, sheet.agreed_by, sheet.published_at = DeclaredStatus.PUBLISHED, by, timezone.now()


def _write_fundings(equipment: Equipment, fundings: Collection[Funding], by: Mandate) -> None:
    """What its holder says is confirmed by that; what another says waits with the sheet."""
    own = equipment.owner_id == by.organisation_id
    told: dict[str, Any] = {"state": SourceState.CONFIRMED if own else SourceState.PROPOSED, "entered_by": by}
    told |= {"source": f"Déclaré par {by.organisation.short_name}", "as_of": timezone.localdate()}
    if own:
        told |= {"checked_by": by, "checked_on": timezone.localdate()}
    EquipmentFunding.objects.bulk_create(
        EquipmentFunding(equipment=equipment, funder=funder.strip()[:200], amount=amount, year=year, **told)
        for funder, amount, year in fundings
    )


@transaction.atomic
def agree_to_publish(*, sheet: Sheet, by: Mandate) -> Sheet:
    """Whoever holds it publishes what another entered, with its money."""
    check_mandate(by, roles=queries.WRITERS)
    sheet = _held(sheet)
    refuse_if(rules.reasons_not_to_agree(status=sheet.status, holds=queries.holds(sheet, by)))
    return _published(sheet, by)


@transaction.atomic
def publish_again(*, sheet: Sheet, by: Mandate) -> Sheet:
    """What its holder withdrew or declined is published again."""
    check_mandate(by, roles=queries.WRITERS)
    sheet = _held(sheet)
    refuse_if(rules.reasons_not_to_publish_again(status=sheet.status, holds=queries.holds(sheet, by)))
    return _published(sheet, by)


def _published(sheet: Sheet, by: Mandate) -> Sheet:
    _publish(sheet, by)
    sheet.declined_words = ""
    sheet.save(update_fields=["status", "agreed_by", "published_at", "declined_words"])
    if isinstance(sheet, Equipment):
        sheet.fundings.filter(state=SourceState.PROPOSED).update(
            state=SourceState.CONFIRMED, checked_by=by, checked_on=timezone.localdate()
        )
    record("observatory.sheet_published", queries.sheet_reference(sheet), by)
    return sheet


@transaction.atomic
def decline_to_publish(*, sheet: Sheet, words: str, by: Mandate) -> Sheet:
    """Whoever holds it does not wish it read; whoever entered it reads why, if it is said."""
    check_mandate(by, roles=queries.WRITERS)
    sheet = _held(sheet)
    refuse_if(rules.reasons_not_to_agree(status=sheet.status, holds=queries.holds(sheet, by)))
    sheet.status, sheet.declined_words = DeclaredStatus.DECLINED, words.strip()[:300]
    sheet.save(update_fields=["status", "declined_words"])
    record("observatory.sheet_declined", queries.waiting_reference(sheet), by)
    return sheet


@transaction.atomic
def change_sheet(
    *, sheet: Sheet, values: Mapping[str, Any], fundings: Collection[Funding] | None, revision: int, by: Mandate
) -> Sheet:
    """Write a sheet again; what somebody else wrote meanwhile is not replaced. ``fundings=None`` leaves the money."""
    check_mandate(by, roles=queries.WRITERS)
    sheet = _held(sheet)
    refuse_if(
        rules.reasons_not_to_change(
            status=sheet.status, holds=queries.holds(sheet, by), entered=queries.has_entered(sheet, by)
        )
    )
    refuse_if([] if sheet.revision == revision else [rules.STALE])
    equipment = isinstance(sheet, Equipment)
    refuse_if(rules.reasons_about_equipment(values) if equipment else rules.reasons_about_sheet(values))
    _fill(sheet, values, (*COMMON, *OF_EQUIPMENT) if equipment else COMMON)
    sheet.revision += 1
    sheet.save()
    _fill_many(sheet, values)
    if isinstance(sheet, Equipment) and fundings is not None:
        sheet.fundings.all().delete()
        _write_fundings(sheet, fundings, by)
    public = sheet.status == DeclaredStatus.PUBLISHED
    record("observatory.sheet_changed", (queries.sheet_reference if public else queries.waiting_reference)(sheet), by)
    return sheet


@transaction.atomic
def withdraw_sheet(*, sheet: Sheet, by: Mandate) -> Sheet:
    """Others read it no more; the requests it received stay with both."""
    check_mandate(by, roles=queries.WRITERS)
    sheet = _held(sheet)
    refuse_if(
        rules.reasons_not_to_withdraw(
            status=sheet.status, holds=queries.holds(sheet, by), entered=queries.has_entered(sheet, by)
        )
    )
    sheet.status = DeclaredStatus.WITHDRAWN
    sheet.save(update_fields=["status"])
    record("observatory.sheet_withdrawn", queries.waiting_reference(sheet), by)
    return sheet


def _held(sheet: Sheet) -> Sheet:
    return held_row(type(sheet)._default_manager.select_related("owner", "entered_by"), sheet.pk)
