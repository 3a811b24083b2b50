"""Frozen questionnaires that wait for their survey."""

from django.db.models import QuerySet

from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.questionnaires.models import Questionnaire
from interregions.network.models import Member
from interregions.network.queries import standing_of


def questionnaires_to_open(member: Member | None) -> QuerySet[Questionnaire]:
    """For the animation: approved by both parties, not yet put to anyone."""
    if not standing_of(member).is_facilitator:
        return Questionnaire.objects.none()
    return Questionnaire.objects.filter(status=QuestionnaireStatus.APPROVED, survey__isnull=True).select_related(
        "cycle"
    )
