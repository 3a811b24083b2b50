"""What step 2 puts on the thread of a cycle, read from its rooms in order."""

from interregions.common.ports import ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.collection.queries import collection
from interregions.exchange.surveys.questionnaires.queries import questionnaires
from interregions.exchange.surveys.restitution.queries import restitution
from interregions.network.models import Member


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """Questionnaires, surveys and restitutions of the cycle, as far as this person may see."""
    return [
        *questionnaires.thread_of(cycle, member),
        *collection.thread_of(cycle, member),
        *restitution.thread_of(cycle, member),
    ]
