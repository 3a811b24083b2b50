"""Opening a thing to a circle, closing it: each undoes the other."""

from datetime import date
from typing import Any

from django.db import transaction

from interregions.common.deadlines import deadline_day
from interregions.common.errors import refuse_if
from interregions.common.rooms import publishables
from interregions.common.rows import hold
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.publication import queries, rules
from interregions.toolkit.publication.models import Opened


@transaction.atomic
def open_to(*, kind: str, thing: Any, to: str, by: Mandate, until: date | None = None) -> Opened:
    """Let a circle read the thing, until the end of a day or until it is closed."""
    check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    refuse_if(queries.reasons_not_to_open(kind, thing, to, until, by))
    Opened.objects.filter(kind=kind, object_id=thing.pk, to=to, until__lt=deadline_day()).delete()
    opened = Opened.objects.create(kind=kind, object_id=thing.pk, to=to, until=until, by=by)
    details = {"to": to} | ({"until": until.isoformat()} if until else {})
    record("publication.opened", publishables()[kind].reference(thing), by, **details)
    return opened


@transaction.atomic
def close_to(*, kind: str, thing: Any, to: str, by: Mandate) -> None:
    """From now on the circle no longer reads it; what was taken away before is not taken back."""
    check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    each = publishables()[kind]
    owner = queries.holder_words(each.owner(thing))
    refuse_if(rules.reasons_not_to_handle(owns=queries.owns(each, thing, by), holder=owner))
    found = Opened.objects.filter(kind=kind, object_id=thing.pk, to=to)
    refuse_if(rules.reasons_not_to_close(opened=hold(found) > 0, to=to))
    found.delete()
    record("publication.closed", each.reference(thing), by, to=to)
