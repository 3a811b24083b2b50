"""Every write of conventions: entered, funded, shown, their documents asked, sent, received."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.knowledge.observatory.choices import AmountsReader
from interregions.knowledge.observatory.clusters.models import (
    AmountsShown,
    Cluster,
    Convention,
    ConventionFunder,
    DueDocument,
)
from interregions.knowledge.observatory.clusters.queries import conventions as queries
from interregions.knowledge.observatory.clusters.rules import conventions as rules
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


@transaction.atomic
def enter_convention(
    *,
    cluster: Cluster,
    title: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    deliberation: str = "",
    deliberated_on: date | None = None,
    voted: Decimal | None = None,
    paid: Decimal | None = None,
    by: Mandate,
) -> Convention:
    """Enter a convention that one’s organisation funds."""
    check_mandate(by, roles=queries.WRITERS)
    refuse_if(rules.reasons_not_to_hold(funds=queries.may_fund(by)))
    refuse_if(rules.reasons_not_to_write(title=title, starts_on=starts_on, ends_on=ends_on))
    refuse_if(rules.reasons_not_to_fund(voted=voted, paid=paid))
    convention = Convention.objects.create(
        cluster=cluster, title=title.strip()[:200], starts_on=starts_on, ends_on=ends_on, entered_by=by
    )
    ConventionFunder.objects.create(
        convention=convention,
        organisation=by.organisation,
        deliberation=deliberation.strip()[:120],
        deliberated_on=deliberated_on,
        voted=voted,
        paid=paid,
        decision_key=rules.decision_key(deliberation=deliberation, title=title),
    )
    record("observatory.convention_entered", queries.convention_reference(convention), by)
    return convention


@transaction.atomic
def write_convention(
    *,
    convention: Convention,
    title: str,
    starts_on: date | None,
    ends_on: date | None,
    deliberation: str,
    deliberated_on: date | None,
    voted: Decimal | None,
    paid: Decimal | None,
    by: Mandate,
) -> Convention:
    """Correct what is common to all, and what one’s own organisation decided."""
    held, own = _held(convention, by)
    refuse_if(rules.reasons_not_to_write(title=title, starts_on=starts_on, ends_on=ends_on))
    refuse_if(rules.reasons_not_to_fund(voted=voted, paid=paid))
    held.title, held.starts_on, held.ends_on = title.strip()[:200], starts_on, ends_on
    held.save(update_fields=["title", "starts_on", "ends_on"])
    own.deliberation, own.deliberated_on = deliberation.strip()[:120], deliberated_on
    own.voted, own.paid = voted, paid
    own.decision_key = rules.decision_key(deliberation=deliberation, title=title)
    own.save(update_fields=["deliberation", "deliberated_on", "voted", "paid", "decision_key"])
    record("observatory.convention_written", queries.convention_reference(held), by)
    return held


@transaction.atomic
def add_funder(*, convention: Convention, organisation: Organisation, by: Mandate) -> ConventionFunder:
    """Say who else funds it: they then read it, and write what they decided."""
    held, _ = _held(convention, by)
    already = held.funders.filter(organisation=organisation).exists()
    refuse_if(rules.reasons_not_to_add_funder(already=already))
    added = ConventionFunder.objects.create(
        convention=held,
        organisation=organisation,
        decision_key=rules.decision_key(deliberation="", title=held.title),
    )
    record("observatory.funder_added", queries.convention_reference(held), by, organisation=organisation.pk)
    return added


@transaction.atomic
def ask_document(*, convention: Convention, name: str, due_on: date, by: Mandate) -> DueDocument:
    """Say which document one’s organisation waits for, by which day."""
    held, own = _held(convention, by)
    already = own.documents.filter(name=name.strip()[:160], due_on=due_on).exists()
    refuse_if(rules.reasons_not_to_ask(name=name, already=already))
    asked = DueDocument.objects.create(
        convention=held,
        funder=own,
        name=name.strip()[:160],
        due_on=due_on,
        asked_from=rules.asked_from(due_on),
    )
    record("observatory.document_asked", queries.convention_reference(held), by, document=asked.pk)
    return asked


@transaction.atomic
def send_document(*, document: DueDocument, by: Mandate) -> DueDocument:
    """The pôle says that a document is gone; the document itself travels as the convention says."""
    check_mandate(by, roles=queries.WRITERS)
    held = held_row(DueDocument.objects.select_related("convention__cluster"), document.pk)
    refuse_if(_only(held.convention.cluster.organisation_id == by.organisation_id, "le pôle"))
    refuse_if(rules.reasons_not_to_send(received_on=held.received_on, sent_on=held.sent_on))
    held.sent_on, held.sent_by = timezone.localdate(), by
    held.save(update_fields=["sent_on", "sent_by"])
    record("observatory.document_sent", queries.convention_reference(held.convention), by, document=held.pk)
    return held


@transaction.atomic
def receive_document(*, document: DueDocument, by: Mandate) -> DueDocument:
    """The funder has received it."""
    held = _document(document, by)
    refuse_if(rules.reasons_not_to_receive(received_on=held.received_on))
    held.received_on, held.received_by = timezone.localdate(), by
    held.save(update_fields=["received_on", "received_by"])
    record("observatory.document_received", queries.convention_reference(held.convention), by, document=held.pk)
    return held


@transaction.atomic
def take_back_document(*, document: DueDocument, by: Mandate) -> DueDocument:
    """Received by mistake: it is awaited again."""
    held = _document(document, by)
    refuse_if(rules.reasons_not_to_take_back(received_on=held.received_on))
    held.received_on = held.received_by = None
    held.save(update_fields=["received_on", "received_by"])
    record("observatory.document_awaited_again", queries.convention_reference(held.convention), by, document=held.pk)
    return held


@transaction.atomic
def withdraw_document(*, document: DueDocument, by: Mandate) -> None:
    """It is no longer asked for."""
    held = _document(document, by)
    refuse_if(rules.reasons_not_to_withdraw(received_on=held.received_on, sent_on=held.sent_on))
    record("observatory.document_withdrawn", queries.convention_reference(held.convention), by, document=held.pk)
    held.delete()


@transaction.atomic
def show_amounts(*, convention: Convention, reader: str, shown: bool, by: Mandate) -> None:
    """Let the pôle, the other funders or the animation read one’s own amounts, or stop."""
    held, own = _held(convention, by)
    value = AmountsReader(reader)
    if shown:
        AmountsShown.objects.get_or_create(funder=own, reader=value, defaults={"shown_by": by})
    else:
        AmountsShown.objects.filter(funder=own, reader=value).delete()
    verb = "observatory.amounts_shown" if shown else "observatory.amounts_hidden"
    record(verb, queries.convention_reference(held), by, reader=str(value))


def _held(convention: Convention, by: Mandate) -> tuple[Convention, ConventionFunder]:
    """The convention, held, and what one’s own organisation is to it."""
    check_mandate(by, roles=queries.WRITERS)
    held = held_row(Convention.objects.select_related("cluster"), convention.pk)
    own = held.funders.filter(organisation=by.organisation_id).first()
    refuse_if(rules.reasons_not_to_hold(funds=own is not None))
    assert own is not None  # noqa: S101  refused above
    return held, own


def _document(document: DueDocument, by: Mandate) -> DueDocument:
    check_mandate(by, roles=queries.WRITERS)
    held = held_row(DueDocument.objects.select_related("convention__cluster", "funder"), document.pk)
    refuse_if(_only(held.funder.organisation_id == by.organisation_id, "le financeur qui l’attend"))
    return held


def _only(own: bool, who: str) -> list[str]:
    return [] if own else [f"Ce geste revient à {who}."]


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person’s name out of the words of conventions and of documents."""
    for row in queries.conventions_naming(member):
        field = "title" if isinstance(row, Convention) else "name"
        (words,) = without_person([str(row)], member)
        type(row)._default_manager.filter(pk=row.pk).update(**{field: words})
