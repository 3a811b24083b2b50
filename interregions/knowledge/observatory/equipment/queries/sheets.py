"""Who reads a sheet, how sheets are searched, how near they are to whoever searches."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, FilteredRelation, IntegerField, Prefetch, Q, QuerySet, Value, When

from interregions.common.lists import having_words
from interregions.common.references import Reference
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.equipment import rules
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus, Near
from interregions.knowledge.observatory.equipment.models import Competence, Declared, Equipment, EquipmentFunding
from interregions.knowledge.observatory.equipment.places import DEPARTMENTS, departments_of, neighbours_of
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, current_organisations, standing_of
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Term, Territory

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)
MODELS: dict[str, type[Declared]] = {"equipment": Equipment, "competence": Competence}
KINDS = "equipements"
ECOSYSTEMS = "ecosystemes-industriels"
FINANCIAL = "financier"  # financial instruments come with their own sheets, in « Financement »
READ_BY_THE_FILTER = ("name", "words", "town", "owner__name", "owner__short_name")
READ_OF_EQUIPMENT = (*READ_BY_THE_FILTER, "kind__label", "conditions")
Sheet = TypeVar("Sheet", bound=Declared)


@dataclass(frozen=True)
class Here:
    """Where whoever searches stands: their groupings and Régions, and the département they said."""

    epci: frozenset[int]
    regions: frozenset[str]
    department: str = ""


@dataclass(frozen=True)
class SheetLine:
    """One line of the list."""

    sheet: Any
    near: str

    @property
    def trl(self) -> str:
        """« TRL 4 à 6 », « TRL 9 »."""
        low, high = getattr(self.sheet, "trl_from", None), getattr(self.sheet, "trl_to", None)
        if low is None:
            return ""
        return f"TRL {low}" if low == high else f"TRL {low} à {high}"


@dataclass(frozen=True)
class SheetPage:
    """One sheet, and what this mandate may do with it."""

    line: SheetLine
    clusters: tuple[Cluster, ...]
    tags: tuple[Term, ...]
    fundings: tuple[EquipmentFunding, ...]
    may_write: bool
    holds: bool
    reasons_to_request: tuple[str, ...]
    requests: int

    @property
    def sheet(self) -> Any:
        return self.line.sheet

    @property
    def published(self) -> bool:
        return bool(self.sheet.status == DeclaredStatus.PUBLISHED)

    @property
    def waits(self) -> bool:
        return bool(self.sheet.status == DeclaredStatus.WAITING)

    @property
    def may_withdraw(self) -> bool:
        return self.may_write and (self.published or self.waits)


def opened_to(standing: Standing) -> Q:
    """The condition « published, and opened to this reader »: pôles and partners are never included by default."""
    published = Q(status=DeclaredStatus.PUBLISHED)
    if standing.takes_part:
        return published
    opened = Q(pk__in=())
    if standing.is_cluster:
        opened |= Q(open_to_clusters=True)
    if standing.is_partner:
        opened |= Q(open_to_partners=True)
    return published & opened


def sheets_visible_to(member: Member | None, model: type[Sheet]) -> QuerySet[Sheet]:
    """What is published and opened to one; before that its holder, whoever entered it for them, the animation."""
    found = model._default_manager.select_related("owner", "epci")
    if model is Equipment:
        found = found.select_related("kind")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    own = Q(owner_id__in=standing.organisation_ids)
    entered = Q(entered_by__organisation_id__in=standing.organisation_ids)
    entered &= Q(status__in=[DeclaredStatus.WAITING, DeclaredStatus.DECLINED])
    return found.filter(own | entered | opened_to(standing))


def sheet_visible_to(member: Member | None, model: type[Sheet], sheet_id: int) -> Sheet | None:
    """One sheet, or None when it does not exist for this member."""
    return sheets_visible_to(member, model).select_related("entered_by__organisation").filter(pk=sheet_id).first()


def sheet_written_by(mandate: Mandate | None, model: type[Sheet], sheet_id: int) -> Sheet | None:
    """A sheet this acting mandate writes; None for the others."""
    found = sheet_visible_to(mandate.member, model, sheet_id) if mandate is not None else None
    return found if found is not None and may_write(found, mandate) else None


def may_write(sheet: Declared, mandate: Mandate | None) -> bool:
    """Whether this acting mandate writes this sheet."""
    if mandate is None or mandate.role not in WRITERS:
        return False
    return rules.may_write(status=sheet.status, holds=holds(sheet, mandate), entered=has_entered(sheet, mandate))


def holds(sheet: Declared, mandate: Mandate) -> bool:
    return bool(sheet.owner_id == mandate.organisation_id)


def has_entered(sheet: Declared, mandate: Mandate) -> bool:
    return bool(sheet.entered_by.organisation_id == mandate.organisation_id)


def here_of(mandate: Mandate | None, department: str = "") -> Here:
    """Where this mandate’s organisation stands, in one query."""
    epci, regions = set[int](), set[str]()
    if mandate is not None:
        above = FilteredRelation("parents", condition=Q(parents__ends_on=None))
        places = Territory.objects.filter(organisations=mandate.organisation_id).annotate(above=above).order_by()
        rows = places.values_list("pk", "kind", "code", "above__parent__kind", "above__parent__code")
        for pk, kind, code, above_kind, above_code in rows:
            if kind == TerritoryKind.EPCI:
                epci.add(pk)
            if kind == TerritoryKind.REGION:
                regions.add(code)
            if above_kind == TerritoryKind.REGION:
                regions.add(above_code)
    return Here(frozenset(epci), frozenset(regions), department if department in DEPARTMENTS else "")


def filtered(
    sheets: QuerySet[Sheet],
    *,
    words: str = "",
    kind: str = "",
    trl: int | None = None,
    near: str = "",
    here: Here,
) -> QuerySet[Sheet]:
    """Sheets that say these words, of a kind, at a level of maturity, and as near as said; the nearest first."""
    equipment = sheets.model is Equipment
    sheets = having_words(sheets, words, *(READ_OF_EQUIPMENT if equipment else READ_BY_THE_FILTER))
    if kind and equipment:
        sheets = sheets.filter(kind__code=kind)
    if trl is not None and equipment:
        sheets = sheets.filter(trl_from__lte=trl, trl_to__gte=trl)
    ranks = _conditions(here)
    if near in Near.values:
        wanted = Q(pk__in=())
        for name in Near.values[: Near.values.index(near) + 1]:
            wanted |= ranks[name]
        sheets = sheets.filter(wanted)
    order = Case(
        *(When(condition, then=Value(rank)) for rank, condition in enumerate(ranks.values())),
        default=Value(len(ranks)),
        output_field=IntegerField(),
    )
    return sheets.order_by(order, "name", "pk")


def _conditions(here: Here) -> dict[str, Q]:
    return {
        Near.EPCI: Q(epci_id__in=here.epci),
        Near.DEPARTMENT: Q(department=here.department) if here.department else Q(pk__in=()),
        Near.REGION: Q(department__in=departments_of(here.regions)),
        Near.NEIGHBOUR: Q(department__in=departments_of(neighbours_of(here.regions))),
    }


def line_of(sheet: Any, here: Here) -> SheetLine:
    """The line of one sheet, with how near it is in words."""
    how = rules.near(
        department=sheet.department, epci=sheet.epci_id, here=here.epci, own=here.department, regions=here.regions
    )
    return SheetLine(sheet, Near(how).label if how else "")


def sheet_page(sheet: Any, mandate: Mandate | None, reasons_to_request: list[str], requests: int) -> SheetPage:
    """The sheet as this mandate reads it; the money is read once its holder has confirmed it."""
    writes = may_write(sheet, mandate)
    fundings = sheet.fundings.all() if isinstance(sheet, Equipment) else ()
    return SheetPage(
        line=line_of(sheet, here_of(mandate)),
        clusters=tuple(sheet.clusters.select_related("organisation")),
        tags=tuple(sheet.tags.all()),
        fundings=tuple(each for each in fundings if writes or each.state == SourceState.CONFIRMED),
        may_write=writes,
        holds=mandate is not None and holds(sheet, mandate),
        reasons_to_request=tuple(reasons_to_request),
        requests=requests,
    )


def for_files(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """The same with what a table tells of each."""
    found = sheets.prefetch_related("tags", Prefetch("clusters", Cluster.objects.select_related("organisation")))
    if sheets.model is Equipment:
        confirmed = EquipmentFunding.objects.filter(state=SourceState.CONFIRMED)
        found = found.prefetch_related(Prefetch("fundings", confirmed, to_attr="confirmed_fundings"))
    return found


def kinds_of_equipment() -> QuerySet[Term]:
    """The kinds of the official list, without the financial ones."""
    found = Term.objects.filter(scheme__slug=KINDS, withdrawn_on=None).exclude(code=FINANCIAL)
    return found.order_by("position", "code")


def ecosystems() -> QuerySet[Term]:
    return Term.objects.filter(scheme__slug=ECOSYSTEMS, withdrawn_on=None).order_by("position", "code")


def clusters_to_name() -> QuerySet[Cluster]:
    return Cluster.objects.select_related("organisation").order_by("organisation__sort_name", "pk")


def epci_to_name() -> QuerySet[Territory]:
    return Territory.objects.filter(kind=TerritoryKind.EPCI, withdrawn_on=None).order_by("name", "pk")


def owners_named_by(mandate: Mandate | None) -> QuerySet[Organisation]:
    """For whom this mandate may enter a sheet: the others too, for whoever reads the directory."""
    if mandate is None or mandate.role not in WRITERS:
        return Organisation.objects.none()
    if standing_of(mandate.member).takes_part:
        return current_organisations().order_by("sort_name", "pk")
    return Organisation.objects.filter(pk=mandate.organisation_id)


def sheet_reference(sheet: Declared) -> Reference:
    kind = f"observatory.{type(sheet).__name__.lower()}"
    return Reference(kind, str(sheet.pk), sheet.name, sheet.get_absolute_url())


def waiting_reference(sheet: Declared) -> Reference:
    """What is not published has no name in the journal of the others: the organisation that holds it has."""
    owner = sheet.owner
    return Reference("network.organisation", str(owner.pk), owner.short_name, owner.get_absolute_url())
