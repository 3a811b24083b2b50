"""Pôles, a cluster and a bank come in: fictional names, and for each something to do and something that is open."""

from dataclasses import dataclass
from datetime import timedelta

from interregions.exchange.surveys.answering.services.answering import save_block, typed_from
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.express.services import ExpressQuestion, start_express
from interregions.exchange.surveys.models import Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.queries.restitution import published_editions
from interregions.journey.demonstration import words
from interregions.journey.demonstration.cast import Cast
from interregions.journey.demonstration.chapters import today
from interregions.knowledge.practices.queries import published_practices
from interregions.network.models import Mandate
from interregions.toolkit.publication.choices import Circle
from interregions.toolkit.publication.services import open_to

ANSWERED_IN = timedelta(days=12)


@dataclass(frozen=True)
class _Said:
    """What the pôle that answers first says, question by question."""

    values: tuple[str, ...] = ("yes", "Deux réunions par an suffisent (réponse fictive).", "3")


def welcome(cast: Cast) -> None:
    """The animation asks them, one answers; the Régions and the animation open a few pages to them."""
    survey = consult(cast)
    answer(survey, cast.clusters[words.CLUSTERS[0].short_name], _Said().values)
    for practice in published_practices():
        owner = cast.referents.get(practice.organisation.short_name)
        if owner is not None:
            for to in Circle:
                open_to(kind="practices.practice", thing=practice, to=to, by=owner)
    for edition in published_editions().order_by("pk")[:1]:
        open_to(kind="surveys.restitution", thing=edition, to=Circle.CLUSTERS, by=cast.facilitator)
    bretagne = cast.referent("Bretagne")
    open_to(kind="network.organisation", thing=bretagne.organisation, to=Circle.CLUSTERS, by=bretagne)


def consult(cast: Cast) -> Survey:
    """A consultation of the pôles, the cluster and the bank: apart from the cycle under way."""
    asked = [*cast.clusters.values(), *([cast.bank] if cast.bank else [])]
    return start_express(
        title=words.CONSULTATION,
        questions=[ExpressQuestion(*question) for question in words.CONSULTATION_QUESTIONS],
        audience=Audience("chosen", organisation_ids=tuple(mandate.organisation_id for mandate in asked)),
        closes_on=today() + ANSWERED_IN,
        by=cast.facilitator,
    )


def answer(survey: Survey, by: Mandate, values: tuple[str, ...]) -> Response:
    """One response, sent."""
    response = Response.objects.get(survey=survey, organisation=by.organisation)
    for block in content_of(survey.questionnaire_id):
        typed = {
            question.variables[0].id: typed_from(question.options[0].code if value == "yes" else value)
            for question, value in zip(block.questions, values, strict=True)
        }
        save_block(response=response, block=block, values=typed, by=by)
    return submit_response(response=Response.objects.get(pk=response.pk), by=by)
