"""Kinds answered by a number. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from interregions.common.typography import number
from interregions.exchange.surveys.questionnaires.rules.kind import Cell, FigureForm, Kind, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read, read_number
from interregions.toolkit.expressions import Value, value_of


@dataclass(frozen=True, kw_only=True)
class Numeric(Kind):
    storage: Storage = Storage.NUMBER
    figure: FigureForm = FigureForm.NUMBERS
    template: str = "number"
    keyboard: str = "decimal"  # of a phone
    summed: bool = True  # its answers add up to something

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        found = read_number(values[-1])
        if found is None:
            return Read(reasons=["Écrivez un nombre en chiffres, par exemple 1\u202f255,50."])
        return Read(Given(number=found))

    def words(self, question: Question, given: Given) -> str:
        return "".join(self.typed_again(given)) + self.after_a_number

    def cell(self, question: Question, given: Given) -> Cell:
        """Without the zeros that the column holds after it."""
        return None if given.number is None else Decimal(f"{given.number.normalize():f}")

    def typed_again(self, given: Given) -> tuple[str, ...]:
        if given.number is None:
            return ()
        decimals = -int(given.number.normalize().as_tuple().exponent)
        return (number(given.number, decimals if decimals > 2 else None),)

    def value(self, given: Given) -> Value:
        return None if given.number is None else value_of(given.number)
