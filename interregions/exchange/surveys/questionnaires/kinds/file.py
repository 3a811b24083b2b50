from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.kind import Cell, FigureForm, Kind, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value


@dataclass(frozen=True, kw_only=True)
class File(Kind):
    """What is sent, kept or taken out is the service's: words alone bring no file."""

    storage: Storage = Storage.FILE
    figure: FigureForm = FigureForm.WORDS

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        return Read()

    def words(self, question: Question, given: Given) -> str:
        return given.file_name

    def cell(self, question: Question, given: Given) -> Cell:
        return given.file_name

    def typed_again(self, given: Given) -> tuple[str, ...]:
        return ()

    def value(self, given: Given) -> Value:
        return None if given.file_id is None else str(given.file_id)


KIND = File(
    code="FILE",
    label="Fichier",
    template="file",
    seconds=60,
    on_paper="Un fichier à joindre",
    xlsform=("file",),
    told=("fichier joint", "fichiers joints"),
)
