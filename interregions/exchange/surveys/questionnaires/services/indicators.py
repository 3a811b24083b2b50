"""Tying a question to an indicator of the observatory: after the close its answers are proposed as figures."""

from django.db import transaction

from interregions.common.errors import refuse_if
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.models import Question
from interregions.exchange.surveys.questionnaires.rules.indicators import reasons_not_to_tie
from interregions.exchange.surveys.questionnaires.services.writing import record_change, writable
from interregions.knowledge.observatory.models import Indicator
from interregions.network.models import Mandate


@transaction.atomic
def tie_question(*, question: Question, indicator: Indicator | None, year: int | None, by: Mandate) -> Question:
    """The answers of the Régions will be proposed to them as figures; without an indicator, no longer."""
    questionnaire = writable(question.block.questionnaire, by)
    if indicator is not None:
        kind = KINDS[question.kind]
        refuse_if(reasons_not_to_tie(storage=kind.storage, has_rows=kind.has_rows, unit=indicator.unit, year=year))
    Question.objects.filter(pk=question.pk).update(indicator=indicator, indicator_year=year if indicator else None)
    record_change(questionnaire, "surveys.question_changed", by, question.label)
    return question
