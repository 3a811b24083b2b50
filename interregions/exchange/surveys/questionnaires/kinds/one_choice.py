from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.choosing import Choosing
from interregions.exchange.surveys.questionnaires.rules.kind import Question

MOST_IN_SIGHT = 12


@dataclass(frozen=True, kw_only=True)
class OneChoice(Choosing):
    def is_group(self, question: Question) -> bool:
        """Past a dozen, a list that unfolds."""
        return len(question.options) <= MOST_IN_SIGHT


KIND = OneChoice(
    code="ONE_CHOICE",
    label="Un seul choix",
    template="one_choice",
    seconds=6,
    on_paper="Un seul choix",
    xlsform=("select_one",),
)
