"""The shared calendar of fairs and collective missions: who reads it, who goes, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from interregions.common.lists import having_words
from interregions.common.references import Reference
from interregions.knowledge.observatory.cooperation import rules
from interregions.knowledge.observatory.cooperation.choices import MissionKind
from interregions.knowledge.observatory.cooperation.models import Going, Mission
from interregions.knowledge.observatory.equipment.queries.sheets import here_of
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)
GOING = (Role.REFERENT, Role.CONTRIBUTOR)


@dataclass(frozen=True)
class MissionLine:
    """One date, with the places left."""

    mission: Any
    left: int | None

    @property
    def left_words(self) -> str:
        """« 4 places », « complet », nothing when they are not counted."""
        if self.left is None:
            return ""
        return "complet" if not self.left else "1 place" if self.left == 1 else f"{self.left} places"


@dataclass(frozen=True)
class MissionPage:
    """One date, who goes, and what this mandate may do with it."""

    line: MissionLine
    goings: tuple[Going, ...]
    mine: Going | None
    may_write: bool
    reasons_to_go: tuple[str, ...]
    reasons_to_withdraw: tuple[str, ...]
    reasons_to_cancel: tuple[str, ...]

    @property
    def mission(self) -> Any:
        return self.line.mission


def missions_visible_to(member: Member | None) -> QuerySet[Mission]:
    """Whoever takes part; a pôle reads its own, those it goes to, and those opened to pôles."""
    found = Mission.objects.select_related("organiser").annotate(
        taken=Coalesce(Sum("goings__places"), 0, output_field=IntegerField())
    )
    standing = standing_of(member)
    if standing.takes_part:
        return found
    own = Q(organiser_id__in=standing.organisation_ids)
    own |= Q(pk__in=Going.objects.filter(organisation_id__in=standing.organisation_ids).values("mission_id"))
    return found.filter(own | Q(open_to_clusters=True) if standing.is_cluster else own)


def filtered(missions: QuerySet[Mission], *, words: str = "", kind: str = "", past: bool = False) -> QuerySet[Mission]:
    """Those to come, or all of them, that say these words, of a kind."""
    missions = having_words(missions, words, "title", "country", "town", "organiser__name", "organiser__short_name")
    missions = missions.filter(kind=kind) if kind in MissionKind.values else missions
    if not past:
        missions = missions.filter(ends_on__gte=timezone.localdate(), cancelled_at=None)
    return missions.order_by("starts_on", "pk")


def line_of(mission: Any) -> MissionLine:
    return MissionLine(mission, rules.left(places=mission.places, taken=mission.taken))


def mission_visible_to(member: Member | None, mission_id: int) -> Mission | None:
    return missions_visible_to(member).filter(pk=mission_id).first()


def may_write(mission: Mission, mandate: Mandate | None) -> bool:
    """Whoever organises it, or entered it."""
    if mandate is None or mandate.role not in WRITERS:
        return False
    return mandate.organisation_id in (mission.organiser_id, _entered_by(mission)) or mandate.role == Role.FACILITATOR


def _entered_by(mission: Mission) -> int:
    return mission.entered_by.organisation_id


def mission_page(mission: Any, mandate: Mandate | None) -> MissionPage:
    """The date as this mandate reads it."""
    goings = tuple(mission.goings.select_related("organisation"))
    mine = next((each for each in goings if mandate and each.organisation_id == mandate.organisation_id), None)
    over = mission.ends_on < timezone.localdate()
    acts = mandate is not None and mandate.role in GOING
    return MissionPage(
        line=line_of(mission),
        goings=goings,
        mine=mine,
        may_write=may_write(mission, mandate),
        reasons_to_go=tuple(reasons_not_to_go(mission, mandate, mission.taken, mine is not None, 1)),
        reasons_to_withdraw=tuple(rules.reasons_not_to_withdraw_going(going=acts and mine is not None, over=over)),
        reasons_to_cancel=tuple(
            rules.reasons_not_to_cancel(
                own=may_write(mission, mandate), cancelled=mission.cancelled_at is not None, over=over
            )
        ),
    )


def reasons_not_to_go(mission: Mission, mandate: Mandate | None, taken: int, going: bool, asked: int) -> list[str]:
    """Why this mandate does not take places."""
    if mandate is None or mandate.role not in GOING:
        return ["Un référent ou un contributeur de votre organisme le dit."]
    return rules.reasons_not_to_go(
        over=mission.ends_on < timezone.localdate(),
        cancelled=mission.cancelled_at is not None,
        own=mission.organiser_id == mandate.organisation_id,
        going=going,
        open_to_others=mission.open_to_others,
        same_region=mission.open_to_others or bool(here_of(mandate).regions & regions_of(mission.organiser_id)),
        asked=asked,
        left=rules.left(places=mission.places, taken=taken),
    )


def regions_of(organisation_id: int) -> frozenset[str]:
    """The Régions an organisation lies in."""
    own = Q(organisations=organisation_id)
    above = Q(parts__child__organisations=organisation_id, parts__ends_on=None)
    return frozenset(Territory.objects.filter(own | above, kind=TerritoryKind.REGION).values_list("code", flat=True))


def may_enter(mandate: Mandate | None) -> bool:
    return mandate is not None and mandate.role in WRITERS


def mission_reference(mission: Mission) -> Reference:
    return Reference("observatory.mission", str(mission.pk), mission.title, mission.get_absolute_url())


def missions_of(missions: Iterable[Any]) -> list[MissionLine]:
    return [line_of(each) for each in missions]
