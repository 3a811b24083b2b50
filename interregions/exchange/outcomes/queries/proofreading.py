"""Who has read the minutes open to changes: those with nothing to report, and those who asked for a change."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from interregions.common.characters import number_in
from interregions.common.deadlines import deadline_day
from interregions.common.typography import counted
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.models import ChangeRequest, Minutes
from interregions.exchange.outcomes.wording import passages_of
from interregions.network.choices import Role
from interregions.network.models import Mandate


def approved_on(minutes: Minutes) -> date | None:
    """The day the last edition was approved."""
    return timezone.localdate(minutes.approved_at) if minutes.approved_at else None


def has_asked(minutes: Minutes, organisation_id: int) -> bool:
    """Whether this organisation asked for a change in the edition that is being read."""
    asked = minutes.change_requests.filter(organisation_id=organisation_id)
    return (asked.filter(at__gt=minutes.approved_at) if minutes.approved_at else asked).exists()


def has_reread(minutes: Minutes, organisation_id: int | None) -> bool:
    """Whether this organisation said that it has nothing to report on this edition."""
    if organisation_id is None or minutes.status != MinutesStatus.OPEN_TO_CHANGES:
        return False
    return minutes.proofreadings.filter(edition=minutes.edition, organisation_id=organisation_id).exists()


def reasons_to_mark_reread(minutes: Minutes, mandate: Mandate | None) -> list[str]:
    """Why this mandate may not say now that its organisation has nothing to report."""
    own = mandate.organisation_id if mandate else 0
    return rules.reasons_not_to_mark_reread(
        status=minutes.status,
        until=minutes.changes_until,
        approved_on=approved_on(minutes),
        convened=minutes.meeting.attendances.filter(organisation_id=own).exists(),
        is_referent=mandate is not None and mandate.role == Role.REFERENT,
        asked=has_asked(minutes, own),
        today=deadline_day(),
    )


def passage_asked(minutes: Minutes, key: str, number: str) -> str:
    """The passage whose pencil was taken, by its number in the part; empty when there is none."""
    section = minutes.text.sections.filter(key=key).first()
    passages = passages_of(section.blocks) if section else []
    at = number_in(number)
    return passages[at] if at is not None and at < len(passages) else ""


def reading_so_far(minutes: Minutes, requests: Collection[ChangeRequest]) -> str:
    """For the animation: how many have read, and what they said; nobody is named."""
    if minutes.status != MinutesStatus.OPEN_TO_CHANGES:
        return ""
    approved = minutes.approved_at
    asked = len({each.organisation_id for each in requests if approved is None or each.at > approved})
    well = minutes.proofreadings.filter(edition=minutes.edition).count()
    if not asked + well:
        return "Aucun organisme n’a encore dit avoir relu."
    read = counted(asked + well, "organisme a relu", "organismes ont relu")
    convened = minutes.meeting.attendances.count()
    return f"{read} sur {convened}. Rien à signaler : {well} ; modification demandée : {asked}."
