"""Write a priority of one’s Région, confirm its coding, withdraw it; say that one’s pôle serves it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row, hold
from interregions.knowledge.observatory.priorities import rules
from interregions.knowledge.observatory.priorities.models import Priority, PriorityCode, PriorityServed
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import Term


@transaction.atomic
def write_priority(
    *,
    title: str,
    text: str,
    source: str,
    address: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Mandate,
    priority: Priority | None = None,
) -> Priority:
    """A priority in the words of its Région, confirmed since it writes it itself; the last words count."""
    check_mandate(by, roles=[Role.REFERENT], organisation=priority.organisation if priority else None)
    hold(Organisation.objects.filter(pk=by.organisation_id))
    title = " ".join(title.split())
    same = Priority.objects.filter(organisation=by.organisation, title=title, withdrawn_on=None)
    taken = (same.exclude(pk=priority.pk) if priority else same).exists()
    college = by.organisation.college
    refuse_if(rules.reasons_not_to_write(college=college, regions=College.REGIONS, title=title, taken=taken))
    written = held_row(Priority.objects.all(), priority.pk) if priority else Priority(organisation=by.organisation)
    written.title, written.text, written.source, written.address = title, text.strip(), source.strip(), address
    written.starts_on, written.ends_on = starts_on, ends_on
    written.state, written.checked_by, written.checked_on = SourceState.CONFIRMED, by, timezone.localdate()
    written.entered_by = written.entered_by or by
    written.revision += 1 if priority else 0
    written.save()
    record("observatory.priority_written", _about(written), by)
    return written


@transaction.atomic
def code_priority(*, priority: Priority, terms: Collection[Term], by: Mandate) -> int:
    """Confirm under which terms it is found: these, and no other; how many."""
    check_mandate(by, roles=[Role.REFERENT], organisation=priority.organisation)
    held = held_row(Priority.objects.all(), priority.pk)
    chosen = {term.pk for term in terms}
    held.codes.exclude(term__in=chosen).delete()
    known = set(held.codes.values_list("term_id", flat=True))
    PriorityCode.objects.bulk_create(
        PriorityCode(priority=held, term_id=pk, confirmed_by=by) for pk in sorted(chosen - known)
    )
    record("observatory.priority_coded", _about(held), by)
    return len(chosen)


@transaction.atomic
def withdraw_priority(*, priority: Priority, by: Mandate) -> None:
    """It leaves the lists; what was written stays."""
    check_mandate(by, roles=[Role.REFERENT], organisation=priority.organisation)
    if Priority.objects.filter(pk=priority.pk, withdrawn_on=None).update(withdrawn_on=timezone.localdate()):
        record("observatory.priority_withdrawn", _about(priority), by)


@transaction.atomic
def serve_priority(*, priority: Priority, by: Mandate) -> PriorityServed:
    """A pôle says that it serves a priority."""
    check_mandate(by, roles=[Role.REFERENT])
    hold(Organisation.objects.filter(pk=by.organisation_id))
    already = PriorityServed.objects.filter(priority=priority, organisation=by.organisation).exists()
    is_cluster = by.organisation.college == College.CLUSTERS
    refuse_if(rules.reasons_not_to_serve(is_cluster=is_cluster, already=already))
    served = PriorityServed.objects.create(priority=priority, organisation=by.organisation, said_by=by)
    record("observatory.priority_served", _about(priority), by)
    return served


@transaction.atomic
def serve_no_more(*, priority: Priority, by: Mandate) -> None:
    """A pôle takes back that it serves a priority."""
    check_mandate(by, roles=[Role.REFERENT])
    refuse_if(rules.reasons_not_to_serve(is_cluster=by.organisation.college == College.CLUSTERS, already=False))
    gone, _ = PriorityServed.objects.filter(priority=priority, organisation=by.organisation).delete()
    if gone:
        record("observatory.priority_served_no_more", _about(priority), by)


def _about(priority: Priority) -> Reference:
    return Reference("observatory.priority", str(priority.pk), priority.title, priority.get_absolute_url())
