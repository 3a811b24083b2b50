"""Consultation express: up to five questions on one page, out in one gesture, one page of results. No cycle."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.exchange.surveys.answering.models import Survey
from interregions.exchange.surveys.choices import NamedTo, SurveyStatus
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import close_survey, open_survey
from interregions.exchange.surveys.express import rules as rules
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate


@dataclass(frozen=True)
class ExpressQuestion:
    """One question: its words, its kind, its proposed answers (one a line)."""

    label: str
    kind: str
    options: Sequence[str] = field(default_factory=tuple)


def default_deadline(today: date) -> date:
    """Forty-eight hours."""
    return today + timedelta(days=2)


@transaction.atomic
def start_express(
    *,
    title: str,
    questions: Sequence[ExpressQuestion],
    audience: Audience,
    closes_on: date,
    by: Mandate,
    named_to: str = NamedTo.REGIONS_AND_EPCI,
) -> Survey:
    """Write, freeze, open and send: one gesture. The animation alone approves a questionnaire without cycle."""
    check_mandate(by, roles={Role.FACILITATOR})
    refuse_if(
        rules.reasons_not_to_send(
            title=title, questions=[(question.label, question.kind, question.options) for question in questions]
        )
    )
    questionnaire = draft_questionnaire(title=title.strip(), cycle=None, by=by, express=True)
    block = questionnaire.blocks.first() or add_block(questionnaire=questionnaire, title="Questions", by=by)
    for question in questions:
        add_question(
            block=block,
            kind=question.kind,
            label=question.label.strip(),
            options=rules.proposed_answers(question.kind, question.options),
            named_to=named_to,
            by=by,
        )
    questionnaire.refresh_from_db()
    approve_questionnaire(questionnaire=questionnaire, revision=questionnaire.revision, by=by)
    return open_survey(
        questionnaire=questionnaire, audience=audience, opens_on=timezone.localdate(), closes_on=closes_on, by=by
    )


@transaction.atomic
def publish_express(
    *, survey: Survey, by: Mandate, partial: str = "left_out", cuts_extensions: bool = False
) -> Restitution:
    """Close and publish the one page of results."""
    check_mandate(by, roles={Role.FACILITATOR})
    if survey.status == SurveyStatus.OPEN:
        survey = close_survey(survey=survey, by=by, partial=partial, cuts_extensions=cuts_extensions, publishes=True)
    return publish_restitution(restitution=draft_restitution(survey=survey, by=by), by=by)
