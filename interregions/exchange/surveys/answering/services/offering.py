"""What the Régions answered to a question tied to an indicator, proposed to them as figures after the close."""

from interregions.exchange.surveys.answering.models import Answer, Survey
from interregions.exchange.surveys.answering.queries.responses import reference_of as response_reference
from interregions.exchange.surveys.choices import NAMED_TO_ORDER, AnswerState, NamedTo, SurveyStatus
from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.models import Reading
from interregions.knowledge.observatory.policies.services.readings import propose_readings
from interregions.network.choices import OrganisationKind
from interregions.toolkit.sources.choices import SourceState


def offer_if_closed(survey: Survey) -> int:
    """Each counted answer of a Région, once, when the survey is closed; how many wait for whom they describe."""
    if survey.status != SurveyStatus.CLOSED:
        return 0
    found = Answer.objects.filter(
        counted_in=survey,
        state=AnswerState.GIVEN,
        variable__question__indicator__isnull=False,
        response__organisation__kind=OrganisationKind.REGION,
    ).select_related("variable__question", "response__organisation", "response__survey")
    offered = [_reading(answer, survey) for answer in found if answer.number is not None or answer.text]
    _take_back_earlier(offered)
    return propose_readings(offered)


def _take_back_earlier(offered: list[Reading]) -> None:
    """An answer that was changed since it was offered is offered as it is now, if nobody has decided of it."""
    for reading in offered:
        start = reading.brought_key.rpartition(" ")[0]
        earlier = Reading.objects.filter(
            organisation=reading.organisation, brought_key__startswith=f"{start} ", state=SourceState.PROPOSED
        )
        earlier.exclude(brought_key=reading.brought_key).delete()


def _reading(answer: Answer, survey: Survey) -> Reading:
    question = answer.variable.question
    circle = max(answer.named_to or question.named_to, question.named_to, key=NAMED_TO_ORDER.index)
    return Reading(
        organisation=answer.response.organisation,
        indicator_id=question.indicator_id or 0,  # never empty here
        year=question.indicator_year or 0,
        value=answer.number,
        words=answer.text,
        source=f"Votre réponse à « {survey.title[:180]} »\u202f; cercle\u202f: {NamedTo(circle).label}",
        as_of=survey.closed_at.date() if survey.closed_at else None,
        provenance=Provenance.SURVEY,
        origin=response_reference(answer.response).as_json(),
        brought_key=f"answer {answer.pk} {answer.revision}",
    )
