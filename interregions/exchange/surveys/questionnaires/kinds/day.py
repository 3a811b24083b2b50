from collections.abc import Sequence
from dataclasses import dataclass

from interregions.common.typography import french_date
from interregions.exchange.surveys.questionnaires.rules.kind import Cell, FigureForm, Kind, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read, read_date, written_date
from interregions.toolkit.expressions import Value


@dataclass(frozen=True, kw_only=True)
class Day(Kind):
    storage: Storage = Storage.DATE
    figure: FigureForm = FigureForm.WORDS

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        if day := read_date(values[-1]):
            return Read(Given(day=day))
        if written_date(values[-1]):
            return Read(reasons=[f"Le {values[-1].strip()} n’existe pas\u202f: vérifiez le jour et le mois."])
        return Read(reasons=["Écrivez la date ainsi\u202f: 14/01/2027."])

    def words(self, question: Question, given: Given) -> str:
        return french_date(given.day) if given.day else ""

    def cell(self, question: Question, given: Given) -> Cell:
        return given.day

    def typed_again(self, given: Given) -> tuple[str, ...]:
        return (given.day.strftime("%d/%m/%Y"),) if given.day else ()

    def value(self, given: Given) -> Value:
        return given.day


KIND = Day(
    code="DATE",
    label="Date",
    template="day",
    seconds=12,
    on_paper="Une date",
    xlsform=("date",),
    told=("date indiquée", "dates indiquées"),
)
