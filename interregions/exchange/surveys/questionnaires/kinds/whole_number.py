from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.kind import Question
from interregions.exchange.surveys.questionnaires.rules.numeric import Numeric
from interregions.exchange.surveys.questionnaires.rules.typed import Read


@dataclass(frozen=True, kw_only=True)
class Whole(Numeric):
    def understood(self, question: Question, values: Sequence[str]) -> Read:
        read = super().understood(question, values)
        if read.given.number is not None and read.given.number % 1:
            return Read(reasons=["Écrivez un nombre entier, sans virgule, par exemple 12."])
        return read


KIND = Whole(
    code="WHOLE_NUMBER",
    label="Nombre entier",
    seconds=25,
    on_paper="Un nombre entier",
    xlsform=("integer",),
    keyboard="numeric",
)
