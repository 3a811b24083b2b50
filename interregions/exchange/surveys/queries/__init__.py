"""Every read of step 2, by noun: content, questionnaires, responses, answers, collection, figures, restitution."""

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.queries import collection, questionnaires, responses, restitution
from interregions.exchange.surveys.queries.personal import personal_data_of
from interregions.network.models import Member

__all__ = ["expected_of", "personal_data_of", "remaining_work", "thread_of"]


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """What is left to do in step 2 of this cycle, in order."""
    surveys = collection.surveys_of(cycle)
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
