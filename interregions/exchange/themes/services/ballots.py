"""An organisation's choice: one, that can be replaced until the close; and reminding those who have not chosen."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.errors import refuse_if
from interregions.exchange.themes import notifications, rules
from interregions.exchange.themes.choices import Occasion, ThemeStatus
from interregions.exchange.themes.models import Ballot, BallotChoice, Call
from interregions.exchange.themes.queries import calls, participation
from interregions.exchange.themes.services.announcements import tell_referents
from interregions.exchange.themes.services.calls import locked
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import referents_of
from interregions.network.services import check_mandate, speaking_for
from interregions.toolkit.journal.services import record


@transaction.atomic
def cast_ballot(
    *, call: Call, theme_ids: Collection[int], organisation: Organisation | None = None, by: Mandate
) -> Ballot:
    """Record the choice of one's organisation; a second one replaces the first, and the journal says so.

    ``organisation`` is whose the animation enters by telephone.
    """
    organisation = speaking_for(by, organisation, roles={Role.REFERENT})
    call = locked(call)
    refuse_if(
        rules.reasons_not_to_take_part(
            college=organisation.college, consulted=call.colleges, role=Role.REFERENT, name=organisation.short_name
        )
        + rules.reasons_not_to_choose(status=call.status, choices_until=call.choices_until, today=deadline_day())
    )
    proposed = list(call.themes.filter(status=ThemeStatus.PROPOSED).values_list("pk", flat=True))
    refuse_if(rules.reasons_not_to_choose_these(chosen=theme_ids, proposed=proposed))
    ballot, created = Ballot.objects.get_or_create(call=call, organisation=organisation, defaults={"by": by})
    before = ballot.choices.count()
    if not created:
        ballot.by, ballot.revision = by, ballot.revision + 1
        ballot.save()
        ballot.choices.all().delete()
    BallotChoice.objects.bulk_create(BallotChoice(ballot=ballot, theme_id=pk) for pk in sorted(set(theme_ids)))
    number = len(set(theme_ids))
    if created:
        record("themes.ballot_cast", calls.call_reference(call), by, choices=number)
    else:
        record("themes.ballot_replaced", calls.call_reference(call), by, choices_before=before, choices=number)
    told = list(referents_of([organisation]))
    notifications.take_back_reminders(call=call, mandates=told, day=timezone.localdate())
    return ballot


@transaction.atomic
def remind_non_choosers(*, call: Call, by: Mandate) -> int:
    """Remind, by hand and once a day at most, the referents of silent organisations; how many messages."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    silent = participation.silent_organisations(call)
    people = len(participation.referents_to_remind(call))
    refuse_if(rules.reasons_not_to_remind(status=call.status, silent=len(silent), people=people))
    told = tell_referents(call=call, occasion=Occasion.REMINDER, by=by)
    record("themes.reminded", calls.call_reference(call), by, organisations=len(silent), people=told)
    return told
