from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.choosing import NOT_PROPOSED, Choosing
from interregions.exchange.surveys.questionnaires.rules.kind import Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value


@dataclass(frozen=True, kw_only=True)
class SeveralChoices(Choosing):
    storage: Storage = Storage.SELECTIONS
    verb: str = "citent"

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        chosen = tuple(dict.fromkeys(values))
        if any(code not in {option.code for option in question.options} for code in chosen):
            return Read(reasons=[NOT_PROPOSED])
        return Read(Given(codes=chosen))

    def value(self, given: Given) -> Value:
        return given.codes or None


KIND = SeveralChoices(
    code="SEVERAL_CHOICES",
    label="Plusieurs choix",
    template="several_choices",
    seconds=12,
    on_paper="Un ou plusieurs choix",
    xlsform=("select_multiple",),
)
