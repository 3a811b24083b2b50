"""Why answers do not leave as they were given, and which of those without a name do. Pure."""

from collections.abc import Sequence
from typing import TypeVar

from interregions.exchange.surveys.restitution.rules.disclosure import SMALLEST_GROUP

Id = TypeVar("Id")
NOT_YET_FOR_LEAD = (
    "Les réponses s’ouvrent à la Région responsable à la clôture de l’enquête, ou au jour qui a été dit avant de "
    "répondre."
)
NOTHING_TO_TAKE = "Aucune réponse envoyée parmi ces filtres\u202f: il n’y a rien à emporter."


def reasons_not_to_take_answers(*, is_facilitator: bool, open_to_lead: bool, rows: int) -> list[str]:
    """The animation takes away what was sent at any moment; the responsible Région once its circle is open."""
    if not is_facilitator and not open_to_lead:
        return [NOT_YET_FOR_LEAD]
    return [] if rows else [NOTHING_TO_TAKE]


def batches(in_order: Sequence[tuple[Id, bool]]) -> list[Id]:
    """Of answers without a name, in the order in which they first came, those that may leave together.

    They leave three by three, and a batch leaves whole or not at all: whoever takes them away before and after one
    organisation answers would otherwise read the one row that is new. Each is told with whether it is sent now.
    """
    found: list[Id] = []
    for start in range(0, len(in_order) - SMALLEST_GROUP + 1, SMALLEST_GROUP):
        batch = in_order[start : start + SMALLEST_GROUP]
        if all(sent for _, sent in batch):
            found += [each for each, _ in batch]
    return found
