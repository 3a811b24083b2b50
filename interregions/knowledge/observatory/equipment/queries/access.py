"""Requests of access: read by whoever asks and by whoever holds the equipment, and by nobody else."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from interregions.common.references import Reference
from interregions.knowledge.observatory.equipment import rules
from interregions.knowledge.observatory.equipment.choices import RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest, Equipment
from interregions.knowledge.observatory.equipment.places import REGION_OF
from interregions.knowledge.observatory.equipment.queries import sheets
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of

ASKING = (Role.REFERENT, Role.CONTRIBUTOR)
KIND = "observatory.accessrequest"
PARTIES = ("equipment__owner", "organisation", "asked_by__member", "answered_by__member")


@dataclass(frozen=True)
class AccessPage:
    """One request, and what this mandate may do with it."""

    request: AccessRequest
    reasons_to_answer: tuple[str, ...]
    reasons_to_take_back: tuple[str, ...]
    reasons_to_tell: tuple[str, ...]
    holds: bool
    asked: bool

    @property
    def lead(self) -> str:
        """Where the request stands, for this reader."""
        request = self.request
        if request.status == RequestStatus.WAITING:
            if self.holds:
                return f"{request.organisation.short_name} attend votre réponse."
            return f"{request.equipment.owner.short_name} lit votre demande ; sa réponse vous sera écrite."
        if request.status == RequestStatus.WITHDRAWN:
            return "Cette demande a été retirée."
        if request.status == RequestStatus.DECLINED:
            return "Cette demande a été déclinée ; la raison est ci-dessous."
        if request.outcome:
            return f"Accès accordé. {request.get_outcome_display()}."
        if self.asked:
            return "Accès accordé. Dites ce qu’il en est advenu : les deux organismes le lisent."
        return "Accès accordé ; la suite sera demandée à qui l’a demandé."


def requests_visible_to(member: Member | None) -> QuerySet[AccessRequest]:
    """Those of one's organisations, made or received; the animation reads none of others."""
    standing = standing_of(member)
    found = AccessRequest.objects.select_related(*PARTIES)
    if standing.member is None:
        return found.none()
    own = Q(organisation_id__in=standing.organisation_ids)
    return found.filter(own | Q(equipment__owner_id__in=standing.organisation_ids))


def request_page(request: AccessRequest, mandate: Mandate | None) -> AccessPage:
    """The request as this mandate reads it; a reader acts on nothing."""
    acts = mandate is not None and mandate.role in (*ASKING, Role.FACILITATOR)
    mine = mandate.organisation_id if mandate is not None and acts else None
    holds, asked, status = request.equipment.owner_id == mine, request.organisation_id == mine, request.status
    return AccessPage(
        request=request,
        reasons_to_answer=tuple(rules.reasons_not_to_answer(status=status, holds=holds)),
        reasons_to_take_back=tuple(rules.reasons_not_to_take_back(status=status, asked=asked)),
        reasons_to_tell=tuple(rules.reasons_not_to_tell_outcome(status=status, asked=asked)),
        holds=holds,
        asked=asked,
    )


def reasons_not_to_request(equipment: Equipment, mandate: Mandate | None) -> list[str]:
    """Why this mandate has no request to make here."""
    if mandate is None or mandate.role not in ASKING:
        return ["Une demande d’accès est faite par un référent ou un contributeur d’un organisme."]
    return rules.reasons_not_to_request(
        status=equipment.status,
        holds=sheets.holds(equipment, mandate),
        opening=equipment.opening,
        region=REGION_OF.get(equipment.department, ""),
        regions=sheets.here_of(mandate).regions,
        waiting=AccessRequest.objects.filter(
            equipment=equipment, organisation=mandate.organisation_id, status=RequestStatus.WAITING
        ).exists(),
    )


def request_count(equipment: Any, mandate: Mandate | None) -> int:
    """How many requests its holder has received; nothing for the others."""
    if mandate is None or not isinstance(equipment, Equipment) or not sheets.holds(equipment, mandate):
        return 0
    return equipment.requests.count()


def request_reference(request: AccessRequest) -> Reference:
    return Reference(KIND, str(request.pk), f"Accès à « {request.equipment.name} »", request.get_absolute_url())
