"""Who reads a convention, and what of it: its funders and its pôle; amounts are each funder’s own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet

from interregions.common.erasure import traces_in
from interregions.common.lists import naming
from interregions.common.references import Reference
from interregions.knowledge.observatory.choices import AmountsReader
from interregions.knowledge.observatory.clusters.models import (
    AmountsShown,
    Cluster,
    Convention,
    ConventionFunder,
    DueDocument,
)
from interregions.knowledge.observatory.clusters.rules import conventions as rules
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, current_organisations, standing_of

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR)
FUNDING = (College.REGIONS, College.EPCI)


@dataclass(frozen=True)
class FunderLine:
    """One funder as this reader reads it; ``open`` when its amounts are."""

    funder: ConventionFunder
    own: bool
    open: bool
    shown_to: tuple[str, ...]


@dataclass(frozen=True)
class DocumentLine:
    """One document, and what this reader may do of it."""

    document: DueDocument
    may_send: bool
    may_receive: bool
    late: bool


@dataclass(frozen=True)
class ConventionPage:
    """A convention as this mandate reads it."""

    convention: Convention
    funders: tuple[FunderLine, ...]
    documents: tuple[DocumentLine, ...]
    own: ConventionFunder | None
    may_write: bool
    readers: tuple[tuple[str, str, bool], ...]  # to whom the own amounts may be shown: value, label, shown

    @property
    def state(self) -> str:
        """What is awaited, in a sentence."""
        waiting = [each.document for each in self.documents if each.document.received_on is None]
        if not self.documents:
            return "Aucun document n’est attendu."
        if not waiting:
            return "Tous les documents attendus sont reçus."
        return f"{waiting[0].name} est le prochain document attendu."


def conventions_visible_to(member: Member | None) -> QuerySet[Convention]:
    """Those one’s organisation funds or has signed; for the animation, those whose amounts a funder shows it."""
    standing = standing_of(member)
    ours = standing.organisation_ids
    seen = Q(funders__organisation__in=ours) | Q(cluster__organisation__in=ours)
    if standing.is_facilitator:
        seen |= Q(funders__shown_to__reader=AmountsReader.ANIMATION)
    found = Convention.objects.filter(pk__in=Convention.objects.filter(seen).order_by().values("pk"))
    return found.select_related("cluster__organisation")


def listed(member: Member, words: str = "") -> QuerySet[Convention]:
    """The list, those whose documents are awaited first; by words of the pôle or of the subject."""
    waiting = Min("documents__due_on", filter=Q(documents__received_on=None))
    found = conventions_visible_to(member).annotate(next_due=waiting).prefetch_related(*_parts())
    if words.strip():
        found = found.filter(naming(words, "title", "cluster__organisation__name", "cluster__organisation__short_name"))
    return found.order_by("next_due", "cluster__organisation__sort_name", "-starts_on", "pk")


def _parts() -> tuple[Any, ...]:
    funders = ConventionFunder.objects.select_related("organisation").prefetch_related("shown_to")
    return (
        Prefetch("funders", funders.order_by("organisation__sort_name")),
        Prefetch("documents", DueDocument.objects.select_related("funder__organisation").order_by("due_on", "pk")),
    )


def convention_visible_to(member: Member | None, pk: int) -> Convention | None:
    """One convention with its parts; None when it does not exist for this member."""
    return conventions_visible_to(member).prefetch_related(*_parts()).filter(pk=pk).first()


def convention_held_by(mandate: Mandate | None, pk: int) -> Convention | None:
    """A convention that this acting mandate may write: one that its organisation funds."""
    if not may_fund(mandate) or mandate is None:
        return None
    found = Convention.objects.filter(funders__organisation=mandate.organisation_id)
    return found.select_related("cluster__organisation").prefetch_related(*_parts()).filter(pk=pk).first()


def may_fund(mandate: Mandate | None) -> bool:
    """Whether this mandate writes conventions: for a Région or an EPCI."""
    return mandate is not None and mandate.role in WRITERS and mandate.organisation.college in FUNDING


def funder_lines(convention: Convention, standing: Standing) -> tuple[FunderLine, ...]:
    """Each funder as this person reads it."""
    ours = standing.organisation_ids
    funders = list(convention.funders.all())
    funds = any(each.organisation_id in ours for each in funders)
    cluster = convention.cluster.organisation_id in ours
    lines = []
    for each in funders:
        shown = tuple(row.reader for row in each.shown_to.all())
        own = each.organisation_id in ours
        opened = rules.reads_amounts(
            own=own, cluster=cluster, funds=funds, animation=standing.is_facilitator, shown_to=shown
        )
        lines.append(FunderLine(each, own, opened, shown))
    return tuple(lines)


def convention_page(convention: Convention, member: Member, mandate: Mandate | None, today: date) -> ConventionPage:
    """A convention with what this mandate may do of it."""
    lines = funder_lines(convention, standing_of(member))
    acting = mandate.organisation_id if mandate is not None and mandate.role in WRITERS else None
    own = next((each.funder for each in lines if each.funder.organisation_id == acting), None)
    shown = {row.reader for row in own.shown_to.all()} if own else set()
    return ConventionPage(
        convention=convention,
        funders=lines,
        documents=tuple(_document(each, convention, acting, today) for each in convention.documents.all()),
        own=own,
        may_write=own is not None,
        readers=tuple((value, label, value in shown) for value, label in AmountsReader.choices) if own else (),
    )


def _document(document: DueDocument, convention: Convention, acting: int | None, today: date) -> DocumentLine:
    waiting = document.received_on is None
    return DocumentLine(
        document,
        may_send=waiting and document.sent_on is None and convention.cluster.organisation_id == acting,
        may_receive=document.funder.organisation_id == acting,
        late=waiting and document.sent_on is None and document.due_on < today,
    )


def documents_visible_to(member: Member | None) -> QuerySet[DueDocument]:
    """The documents of the conventions that one funds or has signed."""
    ours = standing_of(member).organisation_ids
    seen = Q(funder__organisation__in=ours) | Q(convention__cluster__organisation__in=ours)
    return DueDocument.objects.filter(seen).select_related("convention__cluster__organisation", "funder__organisation")


def document_of(member: Member | None, pk: int) -> DueDocument | None:
    """One of them."""
    return documents_visible_to(member).filter(pk=pk).first()


def awaited_documents(member: Member | None) -> QuerySet[DueDocument]:
    """Those not received yet, the nearest first."""
    return documents_visible_to(member).filter(received_on=None).order_by("due_on", "pk")


def cluster_choices() -> QuerySet[Cluster]:
    """The pôles with which a convention may be signed."""
    return Cluster.objects.select_related("organisation").order_by("organisation__sort_name")


def funder_choices(convention: Convention) -> QuerySet[Organisation]:
    """The other organisations that may fund it."""
    kinds = [OrganisationKind.REGION, OrganisationKind.EPCI, OrganisationKind.STATE, OrganisationKind.OTHER]
    standing = [each.organisation_id for each in convention.funders.all()]
    return current_organisations(kinds).exclude(pk__in=standing).order_by("kind", "sort_name")


def convention_reference(convention: Convention) -> Reference:
    """The convention as other rooms store it, by its number alone: the journal is read by who does not read it."""
    label = f"Convention nº {convention.pk}"
    return Reference("observatory.convention", str(convention.pk), label, convention.get_absolute_url())


def conventions_naming(person: Member) -> list[Convention | DueDocument]:
    """What carries this person’s name in its words."""
    rows: list[Convention | DueDocument] = [
        *Convention.objects.only("pk", "title").iterator(),
        *DueDocument.objects.only("pk", "name").iterator(),
    ]
    return [row for row in rows if any(trace.sure for trace in traces_in(str(row), person))]


def personal_data_of(member: Member) -> dict[str, Any]:
    """The conventions this person entered, the documents they sent or received."""
    entered = Convention.objects.filter(entered_by__member=member).values_list("title", flat=True)
    sent = DueDocument.objects.filter(sent_by__member=member).values_list("name", "sent_on")
    received = DueDocument.objects.filter(received_by__member=member).values_list("name", "received_on")
    shown = AmountsShown.objects.filter(shown_by__member=member).values_list("funder__convention__title", "shown_at")
    return {
        "conventions": list(entered),
        "documents envoyés": [{"nom": name, "le": str(day)} for name, day in sent],
        "documents reçus": [{"nom": name, "le": str(day)} for name, day in received],
        "montants montrés": [{"convention": title, "le": at.isoformat()} for title, at in shown],
    }


def lines_of(found: Sequence[Convention], member: Member) -> list[tuple[Convention, tuple[FunderLine, ...]]]:
    """Each convention of a list with its funders as this person reads them."""
    standing = standing_of(member)
    return [(each, funder_lines(each, standing)) for each in found]
