"""Frozen questionnaires that wait for their survey."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.models import Questionnaire, Survey
from interregions.exchange.surveys.rules import collection as rules
from interregions.network.models import Member
from interregions.network.queries import standing_of


def questionnaires_to_open(member: Member | None) -> QuerySet[Questionnaire]:
    """For the animation: approved by both parties, not yet put to anyone."""
    if not standing_of(member).is_facilitator:
        return Questionnaire.objects.none()
    return Questionnaire.objects.filter(status=QuestionnaireStatus.APPROVED, survey__isnull=True).select_related(
        "cycle"
    )


def reasons_not_to_open(
    questionnaire: Questionnaire, asked: int, opens_on: date, closes_on: date, reminders: Sequence[date] = ()
) -> list[str]:
    """Why it cannot be put to so many organisations between these dates."""
    return rules.reasons_not_to_open(
        approved=questionnaire.status == QuestionnaireStatus.APPROVED,
        already_open=Survey.objects.filter(questionnaire=questionnaire).exists(),
        asked=asked,
        opens_on=opens_on,
        closes_on=closes_on,
        today=timezone.localdate(),
    ) + rules.reasons_not_to_plan_reminders(days=reminders, opens_on=opens_on, closes_on=closes_on)


def approved_of(cycle: Cycle) -> Questionnaire | None:
    """The questionnaire of this cycle that both parties approved and nobody was asked yet."""
    found = Questionnaire.objects.filter(
        cycle=cycle, status=QuestionnaireStatus.APPROVED, survey__isnull=True, express=False
    )
    return found.order_by("-frozen_at", "-pk").first()
