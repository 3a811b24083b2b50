"""Every read of the lists brought from elsewhere: who acts for the organisation that brought one sees it, no other."""

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from interregions.common.characters import sort_key
from interregions.common.erasure import texts_of, traces_in
from interregions.common.importing import Column, Importer
from interregions.common.rooms import importers
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.toolkit.documents.tables import Sheet
from interregions.toolkit.imports import rules
from interregions.toolkit.imports.choices import State, Verdict
from interregions.toolkit.imports.models import Import, ImportedRow, NamedColumn

BRINGERS = (Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR)
UNREAD = (Verdict.REFUSED, Verdict.LEFT, Verdict.WAITING)  # shown as they were typed


def importer_of(kind: str) -> Importer | None:
    """The list of this kind, if a room has one."""
    found: Importer | None = importers().get(kind)
    return found


def college_of(mandate: Mandate) -> str:
    """For whom one brings: the animation by its role, the others by their organisation."""
    return College.ANIMATION if mandate.role == Role.FACILITATOR else mandate.organisation.college


def may_bring(member: Member, importer: Importer) -> bool:
    """Whether this person sees where such a list is brought; under which mandate is for the services to say."""
    return any(brings(each, importer) for each in standing_of(member).mandates)


def brings(mandate: Mandate, importer: Importer) -> bool:
    """Whether such a list is brought under this mandate."""
    return mandate.role in BRINGERS and college_of(mandate) in importer.colleges


def imports_visible_to(member: Member | None) -> QuerySet[Import]:
    """The lists of one's own organisation, of the kinds that it brings; those whose room is gone are nobody’s."""
    seen = Q(pk__in=())
    for mandate in standing_of(member).mandates:
        if mandate.role in BRINGERS:
            college = college_of(mandate)
            kinds = [kind for kind, importer in importers().items() if college in importer.colleges]
            seen |= Q(kind__in=kinds, brought_by__organisation=mandate.organisation_id)
    return Import.objects.filter(seen).select_related("brought_by__member", "brought_by__organisation", "job")


def columns_for(importer: Importer, by: Mandate) -> tuple[Column, ...]:
    """The columns with the titles that this organisation has said the meaning of."""
    named: dict[str, list[str]] = {}
    for column, title in NamedColumn.objects.filter(kind=importer.kind, organisation=by.organisation_id).values_list(
        "column", "title"
    ):
        named.setdefault(column, []).append(title)
    return tuple(replace(each, also=(*each.also, *named.get(each.name, ()))) for each in importer.columns)


def taken_before(brought: Import) -> date | None:
    """The day on which a list of the same lines was taken and not undone."""
    same = Import.objects.filter(
        kind=brought.kind,
        fingerprint=brought.fingerprint,
        status=State.TAKEN,
        brought_by__organisation=brought.brought_by.organisation_id,
    )
    at = same.exclude(pk=brought.pk).order_by("-taken_at").values_list("taken_at", flat=True).first()
    return timezone.localdate(at) if at else None


@dataclass(frozen=True)
class Cell:
    """A value of a line; ``was`` when another would be replaced."""

    label: str
    value: str
    was: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the preview."""

    number: int
    verdict: Verdict
    cells: tuple[Cell, ...]
    reasons: tuple[str, ...]
    kept: str
    taken: bool  # something was written for it


@dataclass(frozen=True)
class ImportPage:
    """What the page of one list says."""

    importer: Importer
    columns: tuple[str, ...]
    counts: dict[str, int]
    only: str
    rows: QuerySet[ImportedRow]
    same_on: date | None
    reasons_not_to_take: list[str]

    @property
    def takeable(self) -> int:
        return self.counts[Verdict.NEW] + self.counts[Verdict.CHANGED]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def filters(self) -> list[tuple[str, str, int]]:
        """(value, label, number) of each verdict that has lines."""
        labels: dict[str, str] = {
            Verdict.NEW: "Nouvelles",
            Verdict.CHANGED: "Changées",
            Verdict.SAME: "Déjà là",
            Verdict.REFUSED: "Refusées",
            Verdict.LEFT: "Laissées",
            Verdict.WAITING: "À lire",
        }
        return [(value, label, self.counts[value]) for value, label in labels.items() if self.counts[value]]


def import_page(brought: Import, only: str) -> ImportPage:
    """A list with the number of its lines of each verdict, and those that are shown."""
    importer = importers()[brought.kind]
    numbers = dict(brought.rows.order_by().values_list("verdict").annotate(Count("id")))
    counts = {value: numbers.get(value, 0) for value in Verdict.values}
    rows = brought.rows.filter(verdict=only) if only in Verdict.values else brought.rows.all()
    takeable = counts[Verdict.NEW] + counts[Verdict.CHANGED]
    return ImportPage(
        importer=importer,
        columns=tuple(rules.plain_label(column) for column in shown(importer)),
        counts=counts,
        only=only,
        rows=rows,
        same_on=taken_before(brought),
        reasons_not_to_take=rules.reasons_not_to_take(status=brought.status, lines=takeable),
    )


def shown(importer: Importer) -> list[Column]:
    """The columns of the preview."""
    return [column for column in importer.columns if column.shown]


def line_of(row: ImportedRow, importer: Importer) -> Line:
    """A line as the page shows it: what would be kept, or what was typed when it is refused."""
    before = row.before if row.verdict == Verdict.CHANGED and row.before else {}
    typed = {name: value for name, value in row.typed.items() if value} if row.verdict in UNREAD else {}
    values = {**row.after, **typed}
    cells = []
    for column in shown(importer):
        value, was = values.get(column.name, ""), before.get(column.name, "")
        cells.append(Cell(rules.plain_label(column), value, was if was != value else ""))
    return Line(row.line, Verdict(row.verdict), tuple(cells), tuple(row.reasons), row.kept, bool(row.result))


def samples_of(brought: Import) -> list[tuple[str, list[str]]]:
    """The first values under each title of a file whose columns are to be named."""
    rows = list(brought.rows.values_list("typed", flat=True)[:3])
    return [(title, [row.get(str(place), "") for row in rows]) for place, title in enumerate(brought.titles)]


def template_sheet(importer: Importer, by: Mandate) -> Sheet:
    """The table to fill in: its columns as they are recognised, and the lines that may be prepared."""
    columns = [column for column in importer.columns if column.shown or column.prepared]
    rows = [[line.get(column.name, "") for column in columns] for line in importer.prepared(by)]
    return Sheet(importer.title, [column.label for column in columns], rows)


def rows_naming(person: Member) -> list[ImportedRow]:
    """The lines that surely name this person, by name or by address: those that hold their words, looked at closely."""
    words = [sort_key(each) for each in (person.family_name or person.given_name, person.email)]
    held = [Q(folded__contains=each) for each in words if each]
    perhaps = ImportedRow.objects.filter(reduce(or_, held)) if held else ImportedRow.objects.none()
    return [
        row
        for row in perhaps.select_related("of").iterator()
        if any(
            trace.sure
            for text in texts_of([row.typed, row.before or {}, row.after, " ".join(row.after.values())])
            for trace in traces_in(text, person)
        )
    ]


def labels_of(kind: str) -> dict[str, str]:
    """The columns of a list as a person reads them."""
    importer = importer_of(kind)
    return {column.name: rules.plain_label(column) for column in importer.columns} if importer else {}


def personal_data_of(member: Member) -> list[dict[str, Any]]:
    """The lines of lists that name this person: what they say, where they came from."""
    return [
        {
            "fichier": row.of.name,
            "ligne": row.line,
            "source": row.of.source,
            "apporté le": row.of.brought_at.isoformat(),
            "contenu": {labels_of(row.of.kind).get(name, name): value for name, value in row.typed.items() if value},
        }
        for row in rows_naming(member)
    ]
