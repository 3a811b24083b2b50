"""What the door asks: hand over before a mandate ends; for the animation, find a referent where there is none."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from interregions.common.task_rows import task_row
from interregions.common.tasks import ANYBODY, TODAY, TaskKind
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import current, current_organisations
from interregions.reception import task_words as words
from interregions.reception.models import Invitation, PersonToInvite


def _mandates_that_end() -> QuerySet[Any]:
    # A deputy's ends as it was meant to.
    dated = Mandate.objects.filter(current(TODAY), ends_on__isnull=False, deputy_of=None)
    return task_row(
        dated, "reception.mandate", organisation="organisation_id", role=ANYBODY, member="member_id", due="ends_on"
    )


def _alone() -> QuerySet[Any]:
    """Nobody acts as a referent there, and nobody was asked to."""
    referents = Mandate.objects.filter(role=Role.REFERENT, organisation=OuterRef("pk"))
    reached = referents.filter(current(TODAY), member__removed_at__isnull=True)
    asked = Invitation.objects.filter(
        role=Role.REFERENT, accepted_at__isnull=True, withdrawn_at__isnull=True, organisation=OuterRef("pk")
    )
    found: QuerySet[Any] = current_organisations(on=TODAY).annotate(had_one=Exists(referents))
    return found.filter(~Exists(reached), ~Exists(asked))


def _without_referent() -> QuerySet[Any]:
    return task_row(_alone().filter(had_one=True), "reception.left", animation=True, label=F("short_name"))


def _never_reached() -> QuerySet[Any]:
    never = _alone().filter(had_one=False, kind=OrganisationKind.REGION)
    number = never.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return task_row(
        Organisation.objects.filter(is_host=True),
        "reception.never",
        animation=True,
        a=Coalesce(Subquery(number, output_field=IntegerField()), 0),
    )


def _waiting_together() -> QuerySet[Any]:
    waiting = PersonToInvite.objects.filter(invitation=None)
    number = waiting.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return task_row(
        Organisation.objects.filter(is_host=True),
        "reception.together",
        animation=True,
        a=Coalesce(Subquery(number, output_field=IntegerField()), 0),
    )


KINDS = (
    TaskKind("reception.together", "network.organisation", _waiting_together, words.invite_together),
    TaskKind("reception.mandate", "network.mandate", _mandates_that_end, words.mandate_that_ends),
    TaskKind("reception.left", "network.organisation", _without_referent, words.without_referent),
    TaskKind("reception.never", "network.organisation", _never_reached, words.never_reached),
)
