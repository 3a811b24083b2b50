"""Every read of step 2, by noun: content, questionnaires, responses, answers, collection, figures, restitution."""

from importlib import import_module
from typing import Any

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.queries.personal import personal_data_of
from interregions.network.models import Member

__all__ = ["expected_of", "personal_data_of", "remaining_work", "thread_of"]

# In the order of the step: each part tells what is left, what is expected, what stands on the thread.
_PARTS = ("questionnaires", "collection", "responses", "restitution")


def _told(function: str, *arguments: Any) -> list[Any]:
    found: list[Any] = []
    for part in _PARTS:
        try:
            module = import_module(f"interregions.exchange.surveys.queries.{part}")
        except ModuleNotFoundError:
            continue
        found += getattr(module, function, lambda *_: [])(*arguments)
    return found


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """What is left to do in step 2 of this cycle, in order."""
    return _told("remaining_work", cycle)


def expected_of(member: Member | None) -> list[Expected]:
    """What step 2 expects of this person."""
    return _told("expected_of", member)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """Questionnaires, surveys and restitutions of the cycle, as far as this person may see."""
    return _told("thread_of", cycle, member)
