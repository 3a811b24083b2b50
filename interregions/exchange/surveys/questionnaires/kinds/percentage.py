from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.kind import Question
from interregions.exchange.surveys.questionnaires.rules.numeric import Numeric
from interregions.exchange.surveys.questionnaires.rules.typed import Read


@dataclass(frozen=True, kw_only=True)
class Percentage(Numeric):
    summed: bool = False

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        read = super().understood(question, values)
        if read.given.number is not None and not 0 <= read.given.number <= 100:
            return Read(reasons=["Un pourcentage se situe entre 0 et 100."])
        return read


KIND = Percentage(
    code="PERCENTAGE",
    label="Pourcentage",
    seconds=30,
    on_paper="Un pourcentage",
    xlsform=("percentage",),
    unit="%",
)
