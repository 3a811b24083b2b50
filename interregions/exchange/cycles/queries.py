"""Every read of cycles."""

from dataclasses import dataclass

from django.db.models import QuerySet

from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.common.rooms import paths_from_cycle
from interregions.exchange.cycles import rules
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes.choices import ThemeStatus
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.queries.themes import ready_organisations, retained_themes, theme_reference
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import visible
from interregions.network.queries import regions, standing_of


@dataclass(frozen=True)
class OpeningPage:
    """What the page that opens a cycle offers."""

    theme: Theme
    ready: tuple[Organisation, ...]
    reasons: tuple[str, ...]


def cycles_visible_to(member: Member | None) -> QuerySet[Cycle]:
    """All the cycles for whoever takes part, none for the others.

    A cycle says its theme, its lead and its stage; each object on it has its own circle.
    """
    found = Cycle.objects.select_related("theme__call", "theme__proposed_by", "lead", "previous__theme")
    return found if standing_of(member).takes_part else found.none()


_ONE = visible(cycles_visible_to)


def cycle_visible_to(member: Member | None, cycle_id: int) -> Cycle | None:
    """One cycle, or None when it does not exist for this member."""
    return _ONE.one(member, pk=cycle_id)


def is_lead(cycle: Cycle, mandate: Mandate | None) -> bool:
    """Whether this acting mandate is of the responsible region, whatever its role."""
    return mandate is not None and mandate.organisation_id == cycle.lead_id


def cycle_reference(cycle: Cycle) -> Reference:
    """The cycle as other rooms store it."""
    return Reference("cycles.cycle", str(cycle.pk), str(cycle), cycle.get_absolute_url())


def dossier_of(reference: Reference) -> str:
    """What a letter about this thing says of its cycle, or of its cycles; empty when it belongs to none."""
    path = paths_from_cycle().get(reference.kind)
    if path is None or not reference.id:
        return ""
    found = Cycle.objects.filter(**{path: reference.id}).order_by("pk").values_list("theme__title", "lead__short_name")
    return rules.dossier(list(found.distinct()))


def cycle_of(theme: Theme) -> Cycle | None:
    """The cycle opened on a theme."""
    return Cycle.objects.filter(theme=theme).select_related("theme", "lead").first()


def theme_to_open(member: Member | None, theme_id: int) -> Theme | None:
    """A theme a cycle may be opened on, for the animation; None for the others."""
    if not standing_of(member).is_facilitator:
        return None
    return Theme.objects.filter(pk=theme_id).select_related("call", "proposed_by").first()


def cycle_run_by(member: Member | None, cycle_id: int) -> Cycle | None:
    """A cycle the animation runs; None for the others."""
    return cycle_visible_to(member, cycle_id) if standing_of(member).is_facilitator else None


def opening_page(theme: Theme) -> OpeningPage:
    """Who offered to lead, and why the cycle could not open."""
    reasons = rules.reasons_not_to_open(
        retained=theme.status == ThemeStatus.RETAINED, opened=Cycle.objects.filter(theme=theme).exists()
    )
    return OpeningPage(theme=theme, ready=tuple(ready_organisations(theme)), reasons=tuple(reasons))


def lead_choices(theme: Theme) -> list[tuple[str, list[tuple[int, str]]]]:
    """The Régions to choose the lead from, those that offered first."""
    ready = ready_organisations(theme)
    offered = {organisation.pk for organisation in ready}
    others = [(region.pk, region.short_name) for region in regions() if region.pk not in offered]
    groups = [("Se sont proposées", [(organisation.pk, organisation.short_name) for organisation in ready])]
    return [*(groups if ready else []), ("Les autres Régions" if ready else "Les Régions", others)]


def previous_choices() -> list[tuple[int, str]]:
    """The cycles one may follow, latest first."""
    cycles = Cycle.objects.select_related("theme__call").order_by("-opened_at", "-pk")
    return [(cycle.pk, f"{cycle.theme.title} ({cycle.theme.call.season})") for cycle in cycles]


def previous_proposed(theme: Theme) -> int | None:
    """The cycle this theme comes from when its origin names one, else the last one opened before its call."""
    if theme.origin and theme.origin.get("kind") == "cycles.cycle":
        return int(theme.origin["id"])
    before = Cycle.objects.filter(opened_at__lt=theme.call.opened_at).order_by("-opened_at", "-pk")
    return before.values_list("pk", flat=True).first()


def previous_by_id(cycle_id: int | None) -> Cycle | None:
    """The cycle chosen in a form that offered it."""
    return Cycle.objects.filter(pk=cycle_id).first() if cycle_id else None


def lead_by_id(organisation_id: int) -> Organisation:
    """The Région chosen in a form that offered it."""
    return Organisation.objects.get(pk=organisation_id)


def themes_without_cycle() -> QuerySet[Theme]:
    """Retained themes on which no cycle is open yet."""
    return retained_themes().filter(cycle=None)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The opening of the cycle, the theme it comes from, the cycle before it, and the ones that followed."""
    if cycle_visible_to(member, cycle.pk) is None:
        return []
    origins = [theme_reference(cycle.theme)]
    if cycle.previous is not None:
        origins.append(cycle_reference(cycle.previous))
    following = Cycle.objects.filter(previous=cycle).select_related("theme")
    return [
        ThreadLine(
            label=f"Cycle ouvert, Région responsable : {cycle.lead.short_name}",
            state=str(Stage(cycle.stage).label),
            url=cycle.get_absolute_url(),
            at=cycle.opened_at,
            origins=tuple(origins),
            outcomes=tuple(cycle_reference(each) for each in following),
        )
    ]
