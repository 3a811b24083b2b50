from collections.abc import Mapping
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.choosing import Choosing
from interregions.exchange.surveys.questionnaires.rules.kind import Question
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.toolkit.expressions import Value


@dataclass(frozen=True, kw_only=True)
class Table(Choosing):
    """One choice by row; each row is counted apart."""

    has_rows: bool = True

    def names(self, question: Question, answers: Mapping[int, Given]) -> dict[str, Value]:
        rows = {row.code: self.value(answers[row.id]) for row in question.variables if row.id in answers}
        return {question.name: tuple(str(code) for code in rows.values()) or None, **rows}


KIND = Table(
    code="TABLE",
    label="Tableau (un choix par ligne)",
    template="table",
    seconds=6,
    on_paper="Un choix par ligne",
    xlsform=("select_one",),
)
