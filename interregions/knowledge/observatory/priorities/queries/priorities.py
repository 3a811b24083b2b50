"""Published strategies, read by whoever takes part, and by the pôles that may serve them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from interregions.common.lists import having_words
from interregions.knowledge.observatory.priorities import rules
from interregions.knowledge.observatory.priorities.models import Priority, PriorityCode, PriorityServed
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.vocabulary.models import Term


def priorities_visible_to(member: Member | None) -> QuerySet[Priority]:
    """All that stand, for Régions, EPCI, the animation and pôles: a strategy is a published text."""
    standing = standing_of(member)
    if not (standing.takes_part or standing.is_cluster):
        return Priority.objects.none()
    found = Priority.objects.filter(withdrawn_on=None).select_related("organisation")
    codes = PriorityCode.objects.select_related("term", "term__scheme")
    served = PriorityServed.objects.select_related("organisation")
    return found.prefetch_related(Prefetch("codes", codes), Prefetch("served_by", served))


def priority_visible_to(member: Member | None, pk: int) -> Priority | None:
    """One of them, or None."""
    return priorities_visible_to(member).filter(pk=pk).first()


def priority_written_by(mandate: Mandate | None, pk: int) -> Priority | None:
    """One of one’s own Région, for its referents."""
    if mandate is None or mandate.role != Role.REFERENT:
        return None
    found = Priority.objects.filter(pk=pk, organisation=mandate.organisation_id, withdrawn_on=None)
    return found.select_related("organisation").first()


def may_write(mandate: Mandate | None) -> bool:
    """Whether this person writes the priorities of a Région."""
    return mandate is not None and mandate.role == Role.REFERENT and mandate.organisation.college == College.REGIONS


def may_serve(mandate: Mandate | None) -> bool:
    """Whether this person says what a pôle serves."""
    return mandate is not None and mandate.role == Role.REFERENT and mandate.organisation.college == College.CLUSTERS


def found(rows: QuerySet[Priority], *, words: str = "", term: str = "") -> QuerySet[Priority]:
    """Those whose words, or whose Région, hold these; those coded to a term (« filieres:bois »)."""
    rows = having_words(rows, words, "title", "text", "organisation__short_name")
    scheme, _, code = term.partition(":")
    return rows.filter(codes__term__scheme__slug=scheme, codes__term__code=code).distinct() if code else rows


@dataclass(frozen=True)
class Shared:
    """A term that several Régions have confirmed: who shares which."""

    term: Term
    regions: tuple[str, ...]


def shared_terms(rows: QuerySet[Priority]) -> list[Shared]:
    """The terms of two Régions or more, in the order of their lists; the Régions in their own order."""
    codes = PriorityCode.objects.filter(priority__in=rows.values("pk")).select_related(
        "term", "term__scheme", "priority__organisation"
    )
    by_term: dict[Term, dict[str, str]] = {}
    for code in codes.order_by("term__scheme__name", "term__position"):
        organisation = code.priority.organisation
        by_term.setdefault(code.term, {})[organisation.sort_name] = organisation.short_name
    return [
        Shared(term, tuple(name for _, name in sorted(names.items())))
        for term, names in by_term.items()
        if len(names) > 1
    ]


def coded_terms(rows: QuerySet[Priority]) -> list[tuple[str, str]]:
    """(value of the filter, label) of the terms under which something is found."""
    terms = Term.objects.filter(pk__in=PriorityCode.objects.filter(priority__in=rows.values("pk")).values("term"))
    terms = terms.select_related("scheme").order_by("scheme__name", "position")
    return [(f"{each.scheme.slug}:{each.code}", f"{each.label} ({each.scheme.name})") for each in terms]


@dataclass(frozen=True)
class SchemeChoice:
    """One list, with the terms that may be confirmed; those that the words propose, or that are confirmed, first."""

    name: str
    verified: bool
    proposed: tuple[Term, ...]
    others: tuple[Term, ...]


def coding_choices(priority: Priority) -> list[SchemeChoice]:
    """What the Région confirms: its words propose, nobody counts a proposal."""
    terms = list(
        Term.objects.filter(scheme__slug__in=rules.SCHEMES, withdrawn_on=None)
        .select_related("scheme")
        .order_by("position")
    )
    said = rules.proposed(f"{priority.title} {priority.text}", [(term.pk, term.label) for term in terms])
    kept = set(priority.codes.values_list("term_id", flat=True))
    first = {*said, *kept}
    choices = []
    for slug in rules.SCHEMES:
        of_scheme = [term for term in terms if term.scheme.slug == slug]
        if of_scheme:
            scheme = of_scheme[0].scheme
            choices.append(
                SchemeChoice(
                    scheme.name,
                    scheme.verified,
                    tuple(term for term in of_scheme if term.pk in first),
                    tuple(term for term in of_scheme if term.pk not in first),
                )
            )
    return choices


def terms_chosen(numbers: Sequence[str]) -> list[Term]:
    """The terms of these numbers that a priority may be coded to."""
    chosen = [int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 19]
    return list(Term.objects.filter(pk__in=chosen, scheme__slug__in=rules.SCHEMES, withdrawn_on=None))


def confirmed(priority: Priority) -> set[int]:
    """The terms that are confirmed."""
    return {code.term_id for code in priority.codes.all()}


def codes_of(priority: Priority) -> list[tuple[str, list[Any]]]:
    """The confirmed terms by list."""
    by_scheme: dict[str, list[Any]] = {}
    for code in priority.codes.all():
        by_scheme.setdefault(code.term.scheme.name_and_doubt, []).append(code.term)
    return list(by_scheme.items())


def region_count(rows: QuerySet[Priority]) -> int:
    """How many Régions have written one."""
    return rows.order_by().aggregate(count=Count("organisation", distinct=True))["count"]
