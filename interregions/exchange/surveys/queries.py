"""Every read of step 2, by noun: content, questionnaires, responses, answers, collection, figures, restitution."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.queries import responses
from interregions.exchange.surveys.choices import ResponseStatus, RestitutionStatus
from interregions.exchange.surveys.collection.queries import collection
from interregions.exchange.surveys.collection.queries.personal import personal_data_of
from interregions.exchange.surveys.models import Restitution, Survey
from interregions.exchange.surveys.questionnaires.queries import questionnaires
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.exchange.surveys.restitution.queries import restitution
from interregions.network.models import Member

__all__ = ["expected_of", "personal_data_of", "remaining_work", "thread_of"]


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """What is left to do in step 2 of this cycle, in order."""
    surveys = surveys_of(cycle)
    return [
        *questionnaires.remaining_work(cycle),
        *collection.remaining_work(cycle, surveys),
        *responses.remaining_work(surveys),
        *restitution.remaining_work(surveys),
    ]


def expected_of(member: Member | None) -> list[Expected]:
    """What step 2 expects of this person."""
    return [
        *questionnaires.expected_of(member),
        *collection.expected_of(member),
        *responses.expected_of(member),
        *restitution.expected_of(member),
    ]


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """Questionnaires, surveys and restitutions of the cycle, as far as this person may see."""
    return [
        *questionnaires.thread_of(cycle, member),
        *collection.thread_of(cycle, member),
        *restitution.thread_of(cycle, member),
    ]


def surveys_of(cycle: Cycle) -> list[Any]:
    """The surveys of a cycle as what is left of its step reads them: ``asked``, ``given``, ``held``, ``published``."""
    published = Restitution.objects.filter(survey=OuterRef("pk"), status=RestitutionStatus.PUBLISHED)
    return list(
        Survey.objects.filter(cycle=cycle)
        .only("title", "status", "closes_on")
        .annotate(
            asked=Count("responses"),
            given=Count("responses", filter=Q(responses__status__in=GIVEN)),
            held=Count("responses", filter=Q(responses__status=ResponseStatus.AWAITING_VISA)),
            published=Exists(published),
        )
        .order_by("-opened_at", "-id")
    )
