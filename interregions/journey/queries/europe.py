"""One page for each priority of the Union: all that carries it in the house, as far as its reader sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from interregions.common.typography import counted
from interregions.exchange.themes.choices import ThemeStatus
from interregions.exchange.themes.queries.themes import themes_visible_to
from interregions.journey import europe
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries.clusters import clusters_visible_to
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus
from interregions.knowledge.observatory.equipment.models import Competence, Equipment
from interregions.knowledge.observatory.equipment.queries.sheets import sheets_visible_to
from interregions.knowledge.observatory.priorities.models import PriorityCode
from interregions.knowledge.observatory.priorities.queries.priorities import priorities_visible_to
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.knowledge.practices.queries import practices_visible_to
from interregions.network.models import Installation, Mandate, Member
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.models import Scheme, Term

LISTED = 25  # on the page: the documents hold all of them
Row = TypeVar("Row", bound=Model)
TO_CONFIRM = "fiche à confirmer par le pôle"


@dataclass(frozen=True)
class Line:
    """One thing that carries the priority: by which of its terms."""

    label: str
    detail: str
    url: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Section:
    """The things of one kind."""

    key: str
    name: str
    words: str  # « bonne pratique publiée,bonnes pratiques publiées »
    lines: tuple[Line, ...]
    silence: str  # who makes something appear, when there is nothing

    @property
    def listed(self) -> tuple[Line, ...]:
        return self.lines[:LISTED]

    @property
    def more(self) -> int:
        return max(0, len(self.lines) - LISTED)

    @property
    def told(self) -> str:
        """« 3 pôles et clusters »."""
        return counted(len(self.lines), *self.words.split(","))


@dataclass(frozen=True)
class EuropePage:
    """A priority, its list with its doubt and its dates, and what carries it."""

    priority: europe.EuPriority
    scheme: Scheme | None
    terms: tuple[Term, ...]
    sections: tuple[Section, ...]
    on: date
    reader: str
    fictional: bool

    @property
    def said(self) -> tuple[Section, ...]:
        """The kinds in which there is something."""
        return tuple(each for each in self.sections if each.lines)

    @property
    def paragraph(self) -> str:
        """What may be copied as it is."""
        said = [each.told for each in self.said]
        return europe.paragraph(name=self.priority.name, on=self.on, counted=said, reader=self.reader)

    @property
    def by_term(self) -> list[tuple[Term, list[int]]]:
        """How many things of each kind each term carries, in the order of the list."""
        return [
            (term, [sum(term in line.terms for line in section.lines) for section in self.said]) for term in self.terms
        ]


def europe_schemes() -> list[tuple[europe.EuPriority, Scheme | None]]:
    """Each priority with its official list, if this installation holds it."""
    found = {each.slug: each for each in Scheme.objects.filter(slug__in=[each.scheme for each in europe.PRIORITIES])}
    return [(each, found.get(each.scheme)) for each in europe.PRIORITIES]


def europe_page(priority: europe.EuPriority, member: Member | None, mandate: Mandate | None) -> EuropePage:
    """What this person reads of a priority, in a number of queries that does not depend on what carries it."""
    scheme = Scheme.objects.filter(slug=priority.scheme, withdrawn_on=None).first()
    terms = list(Term.objects.filter(scheme=scheme, withdrawn_on=None).order_by("position", "code")) if scheme else []
    here = Installation.objects.first()
    return EuropePage(
        priority=priority,
        scheme=scheme,
        terms=tuple(terms),
        sections=(
            _practices(member, terms),
            _themes(member, terms),
            _priorities(member, terms),
            _clusters(member, terms),
            _equipment(member, terms),
            _competences(member, terms),
        ),
        on=timezone.localdate(),
        reader=mandate.organisation.short_name if mandate else "",
        fictional=bool(here and here.demonstration),
    )


def _carrying(found: QuerySet[Row], terms: Sequence[Term], field: str = "tags") -> QuerySet[Row]:
    """Those that carry one of these terms, each with those that it carries."""
    carried = Prefetch(field, Term.objects.filter(pk__in=[term.pk for term in terms]), to_attr="carried")
    pks = found.model._default_manager.filter(**{f"{field}__in": terms}).order_by().values("pk")
    return found.filter(pk__in=pks).prefetch_related(carried)


def _line(row: Any, label: str, detail: str, carried: Iterable[Term] | None = None) -> Line:
    terms = row.carried if carried is None else carried
    return Line(label, detail, row.get_absolute_url(), tuple(sorted(terms, key=lambda term: (term.position, term.pk))))


def _practices(member: Member | None, terms: Sequence[Term]) -> Section:
    found = practices_visible_to(member).filter(status=PracticeStatus.PUBLISHED)
    return Section(
        "pratiques",
        "Bonnes pratiques",
        "bonne pratique publiée,bonnes pratiques publiées",
        tuple(_line(row, row.title, row.organisation.short_name) for row in _carrying(found, terms)),
        "La fiche d’une bonne pratique ne demande pas encore à quelle priorité elle répond.",
    )


def _themes(member: Member | None, terms: Sequence[Term]) -> Section:
    found = themes_visible_to(member).exclude(status=ThemeStatus.WITHDRAWN)
    return Section(
        "themes",
        "Thèmes",
        "thème",
        tuple(
            _line(row, row.title, f"{row.call}, {row.get_status_display().lower()}") for row in _carrying(found, terms)
        ),
        "Qui propose un thème le rattache aux priorités de l’Union.",
    )


def _priorities(member: Member | None, terms: Sequence[Term]) -> Section:
    coded: dict[int, list[Term]] = {}
    for code in PriorityCode.objects.filter(term__in=terms).select_related("term"):
        coded.setdefault(code.priority_id, []).append(code.term)
    found = priorities_visible_to(member).filter(pk__in=coded).prefetch_related(None)
    return Section(
        "priorites",
        "Priorités des Régions",
        "priorité de Région,priorités de Régions",
        tuple(_line(row, row.title, row.organisation.short_name, coded[row.pk]) for row in found),
        "Une Région confirme, sur la page de sa priorité, les termes auxquels elle répond.",
    )


def _clusters(member: Member | None, terms: Sequence[Term]) -> Section:
    """Those of these ecosystems, and those that say to serve a priority of a Région which carries a term."""
    visible = priorities_visible_to(member).order_by().values("pk")
    codes = PriorityCode.objects.filter(term__in=terms, priority__in=visible, priority__served_by__isnull=False)
    served: dict[int, set[Term]] = {}
    for code in codes.select_related("term").prefetch_related("priority__served_by"):
        for each in code.priority.served_by.all():
            served.setdefault(each.organisation_id, set()).add(code.term)
    own = Cluster.objects.filter(ecosystems__in=terms).order_by().values("pk")
    carried = Prefetch("ecosystems", Term.objects.filter(pk__in=[term.pk for term in terms]), to_attr="carried")
    found = clusters_visible_to(member).filter(Q(pk__in=own) | Q(organisation__in=served))
    lines = []
    for row in found.exclude(state=SourceState.DISCARDED).prefetch_related(carried).order_by("organisation__sort_name"):
        detail = row.subject if row.state == SourceState.CONFIRMED else TO_CONFIRM
        carries = {*row.carried, *served.get(row.organisation_id, ())}
        lines.append(_line(row, row.organisation.name, detail, carries))
    return Section(
        "poles",
        "Pôles et clusters",
        "pôle ou cluster,pôles et clusters",
        tuple(lines),
        "Un pôle dit ses écosystèmes sur sa fiche, et les priorités des Régions qu’il sert.",
    )


def _equipment(member: Member | None, terms: Sequence[Term]) -> Section:
    found = sheets_visible_to(member, Equipment).filter(status=DeclaredStatus.PUBLISHED)
    return Section(
        "equipements",
        "Équipements",
        "équipement",
        tuple(_line(row, row.name, f"{row.owner.short_name}, {row.place}") for row in _carrying(found, terms)),
        "Le détenteur d’un équipement dit sur sa fiche les écosystèmes industriels qu’il sert.",
    )


def _competences(member: Member | None, terms: Sequence[Term]) -> Section:
    found = sheets_visible_to(member, Competence).filter(status=DeclaredStatus.PUBLISHED)
    return Section(
        "competences",
        "Compétences",
        "compétence",
        tuple(_line(row, row.name, f"{row.owner.short_name}, {row.place}") for row in _carrying(found, terms)),
        "Qui sait faire dit sur sa fiche les écosystèmes industriels qu’il sert.",
    )
