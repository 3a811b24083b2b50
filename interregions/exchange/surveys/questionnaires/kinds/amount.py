from dataclasses import dataclass

from interregions.common.typography import number
from interregions.exchange.surveys.questionnaires.rules.kind import Question
from interregions.exchange.surveys.questionnaires.rules.numeric import Numeric
from interregions.exchange.surveys.questionnaires.rules.typed import Given


@dataclass(frozen=True, kw_only=True)
class Amount(Numeric):
    def words(self, question: Question, given: Given) -> str:
        """Two decimals as soon as there are cents."""
        if given.number is not None and given.number % 1:
            return number(given.number, 2) + self.after_a_number
        return super().words(question, given)


KIND = Amount(
    code="AMOUNT",
    label="Montant en euros",
    seconds=40,
    on_paper="Un montant en euros",
    xlsform=("decimal",),
    unit="€",
)
