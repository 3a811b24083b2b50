"""A survey of choices, numbers and words, answered by whoever the test says: built through the services."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interregions.exchange.surveys.answering.services.answering import save_block, typed_from
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import open_survey
from interregions.exchange.surveys.models import Questionnaire, Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.network.models import Mandate, Organisation

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"name": "role", "kind": "YES_NO", "label": "Votre Région a-t-elle un référent ?"},
    {"name": "moyens", "kind": "SEVERAL_CHOICES", "label": "Quels moyens ?", "options": ["Aides", "Réseau", "Fonds"]},
    {"name": "budget", "kind": "AMOUNT", "label": "Quel budget ?"},
    {"name": "avis", "kind": "LONG_TEXT", "label": "Votre avis ?"},
)
EVERYTHING = {"role": "yes", "moyens": [0, 1], "budget": "1000", "avis": "Une phrase."}


def frozen_questionnaire(facilitator: Mandate, questions: Sequence[Mapping[str, Any]] = QUESTIONS) -> Questionnaire:
    """Written and frozen by the animation alone: no cycle."""
    questionnaire = draft_questionnaire(title="Politiques de filière", cycle=None, by=facilitator)
    block = questionnaire.blocks.first() or add_block(questionnaire=questionnaire, title="Rubrique", by=facilitator)
    for question in questions:
        add_question(block=block, by=facilitator, **question)
    questionnaire.refresh_from_db()
    return approve_questionnaire(questionnaire=questionnaire, revision=questionnaire.revision, by=facilitator)


def opened(facilitator: Mandate, audience: Audience | None = None, **options: Any) -> Survey:
    """A survey to all Régions, open for ten days."""
    questions = options.pop("questions", QUESTIONS)
    today = timezone.localdate()
    return open_survey(
        questionnaire=frozen_questionnaire(facilitator, questions),
        audience=audience or Audience("all_regions"),
        opens_on=today,
        closes_on=options.pop("closes_on", today + timedelta(days=10)),
        by=facilitator,
        **options,
    )


def typed_value(question: Any, value: Any) -> Any:
    """The codes of the proposed answers, by their place or their code."""
    if isinstance(value, list):
        return [question.options[place].code for place in value]
    if value in ("yes", "no"):
        return question.options[0 if value == "yes" else 1].code
    return value


def begun(survey: Survey, by: Mandate, values: Mapping[str, Any] = EVERYTHING) -> Response:
    """Answers written, not sent."""
    response = Response.objects.get(survey=survey, organisation=by.organisation)
    for block in content_of(survey.questionnaire_id):
        typed = {
            question.variables[0].id: typed_from(typed_value(question, values[question.name]))
            for question in block.questions
            if question.name in values
        }
        if typed:
            outcome = save_block(response=response, block=block, values=typed, by=by)
            assert not outcome.errors, outcome.errors
            assert not outcome.stale, outcome.stale
    return Response.objects.get(pk=response.pk)


def sent(survey: Survey, by: Mandate, values: Mapping[str, Any] = EVERYTHING) -> Response:
    return submit_response(response=begun(survey, by, values), by=by)


def referents(organisations: Sequence[Organisation], mandate_of: Any) -> list[Mandate]:
    return [mandate_of(organisation) for organisation in organisations]
