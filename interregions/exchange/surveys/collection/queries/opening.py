"""Why a frozen questionnaire cannot be put to an audience yet."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from interregions.exchange.surveys.answering.models import Survey
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.collection import rules as rules
from interregions.exchange.surveys.questionnaires.models import Questionnaire


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
