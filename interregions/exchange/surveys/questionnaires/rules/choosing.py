"""Kinds answered among proposed answers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.kind import Cell, FigureForm, Kind, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value

NOT_PROPOSED = "Choisissez parmi les réponses proposées."


@dataclass(frozen=True, kw_only=True)
class Choosing(Kind):
    """One proposed answer."""

    storage: Storage = Storage.OPTION
    figure: FigureForm = FigureForm.CHOICES
    has_options: bool = True
    verb: str = "choisissent"  # « 11 Régions sur 14 choisissent « Oui » »

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        chosen = tuple(dict.fromkeys(values))
        if any(code not in {option.code for option in question.options} for code in chosen):
            return Read(reasons=[NOT_PROPOSED])
        if len(chosen) > 1:
            return Read(reasons=["Une seule réponse est possible à cette question."])
        return Read(Given(codes=chosen))

    def words(self, question: Question, given: Given) -> str:
        labels = {option.code: option.label for option in question.options}
        return ", ".join(labels.get(code, code) for code in given.codes)

    def cell(self, question: Question, given: Given) -> Cell:
        return self.words(question, given)

    def typed_again(self, given: Given) -> tuple[str, ...]:
        return given.codes

    def value(self, given: Given) -> Value:
        return given.codes[0] if given.codes else None
