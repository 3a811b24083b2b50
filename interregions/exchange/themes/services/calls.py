"""Opening a call, moving its dates, opening the choices."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.exchange.themes import notifications, rules
from interregions.exchange.themes.choices import CallMethod, CallStatus, Occasion, ThemeStatus
from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries import calls, results
from interregions.exchange.themes.services.announcements import tell_referents
from interregions.network.choices import College, Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate, hold_installation
from interregions.toolkit.journal.services import record


def locked(call: Call) -> Call:
    """The call as it stands now, held until the end of the transaction."""
    return Call.objects.select_for_update().get(pk=call.pk)


@transaction.atomic
def open_call(
    *,
    season: str,
    words: str = "",
    retained_number: int,
    colleges: Collection[str] = (College.REGIONS,),
    method: str = CallMethod.APPROVAL,
    proposals_until: date,
    choices_until: date,
    anyway: bool = False,
    by: Mandate,
) -> Call:
    """Open a call for themes and tell the referents of the consulted colleges; ``anyway``, when its season has one."""
    check_mandate(by, roles={Role.FACILITATOR})
    hold_installation()  # one call by season, and no row says yet that it is being opened
    wanted = [str(college) for college in rules.COLLEGE_ORDER if college in colleges]
    refuse_if(
        rules.reasons_not_to_open_call(
            retained_number=retained_number,
            colleges=wanted,
            proposals_until=proposals_until,
            choices_until=choices_until,
            today=timezone.localdate(),
        )
        + rules.reasons_not_to_open_twice(open_call=str(calls.open_call_of(season) or ""), anyway=anyway)
    )
    call = Call.objects.create(
        season=season.strip(),
        words=words.strip(),
        retained_number=retained_number,
        colleges=wanted,
        method=method,
        proposals_until=proposals_until,
        choices_until=choices_until,
        opened_by=by,
    )
    record("themes.call_opened", calls.call_reference(call), by, colleges=wanted, retained_number=retained_number)
    tell_referents(call=call, occasion=Occasion.OPENED, by=by)
    return call


@transaction.atomic
def change_dates(*, call: Call, proposals_until: date, choices_until: date, by: Mandate) -> Call:
    """Give more time, or less; nobody is written to, « À faire » shows the new date."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    refuse_if(
        rules.reasons_not_to_set_dates(
            proposals_until=proposals_until,
            choices_until=choices_until,
            today=timezone.localdate(),
            closed=call.status in rules.ENDED,
        )
    )
    call.proposals_until, call.choices_until = proposals_until, choices_until
    call.save(update_fields=["proposals_until", "choices_until"])
    dates = {"proposals_until": proposals_until.isoformat(), "choices_until": choices_until.isoformat()}
    record("themes.dates_changed", calls.call_reference(call), by, **dates)
    return call


@transaction.atomic
def open_choices(*, call: Call, by: Mandate) -> Call:
    """Close the proposals and ask each organisation for its priorities."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    themes = call.themes.filter(status=ThemeStatus.PROPOSED).count()
    refuse_if(rules.reasons_not_to_open_choices(status=call.status, method=call.method, themes=themes))
    call.status = CallStatus.CHOICES
    call.save(update_fields=["status"])
    record("themes.choices_opened", calls.call_reference(call), by, themes=themes)
    tell_referents(call=call, occasion=Occasion.CHOICES, by=by)
    return call


@transaction.atomic
def cancel_call(*, call: Call, reason: str, by: Mandate) -> Call:
    """Cancel a call no theme of which was retained: it stays readable with its reason, and nothing is expected of
    anybody; those who were told are told, and what has not left is taken back."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    count = results.count_of(call)
    refuse_if(
        rules.reasons_not_to_cancel(status=call.status, decided=bool(count and count.retained))
        + rules.reasons_against_cancel_reason(reason)
    )
    call.status, call.closed_at, call.cancel_reason = CallStatus.CANCELLED, timezone.now(), reason.strip()
    call.save(update_fields=["status", "closed_at", "cancel_reason"])
    record("themes.call_cancelled", calls.call_reference(call), by)
    notifications.take_back_all(call=call)
    tell_referents(call=call, occasion=Occasion.CANCELLED, by=by)
    return call
