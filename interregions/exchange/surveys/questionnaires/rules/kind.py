"""What a kind of question says of itself, so that no other file asks which kind it is. Pure.

A kind is one object of ``kinds/<name>.py``: what it reads, says and exports, where its answers are stored and which
figure shows them. What is written once for all kinds is elsewhere: the columns of a storage in answering, what a
figure may reveal in restitution. What does not fit is told in docs/adr/0010-kinds-of-question.md.
"""

import enum
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from interregions.exchange.surveys.questionnaires.rules.lines import Line, reasons_not_to_take_lines
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value

Cell = str | Decimal | date | None


class Storage(enum.Enum):
    """The column of an answer, or its rows, that hold it."""

    OPTION = "option"
    SELECTIONS = "selections"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    FILE = "file"


class FigureForm(enum.StrEnum):
    """How answers are shown together; each has its own rules of disclosure."""

    CHOICES = "choices"
    NUMBERS = "numbers"
    WORDS = "words"
    RANKS = "ranks"


class Coded(Protocol):
    """A proposed answer, or a row of a table."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


class Question(Protocol):
    """What a kind needs to know of the question asked."""

    @property
    def name(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def options(self) -> Sequence[Coded]: ...
    @property
    def variables(self) -> Sequence[Coded]: ...


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """One kind of question. Abstract methods and fields without default are what each must say."""

    code: str
    label: str
    storage: Storage
    figure: FigureForm
    template: str  # its fields, in surveys/answering/kinds/
    seconds: float  # to answer one, or one row: docs/explanation/estimated-minutes.md
    on_paper: str  # what is expected, on a printed questionnaire
    xlsform: tuple[str, ...]  # the types that become it; the first is the one to write
    has_options: bool = False
    has_rows: bool = False
    numbered: bool = False  # codes of its proposed answers are their places
    proposed: tuple[tuple[str, str], ...] = ()  # answers proposed when the author writes none
    unit: str = ""
    told: tuple[str, str] = ("réponse écrite", "réponses écrites")  # how its answers are called, counted by no value

    @property
    def takes_options(self) -> bool:
        """Its author writes the answers it proposes."""
        return self.has_options and (self.numbered or not self.proposed)

    @property
    def after_a_number(self) -> str:
        """The unit with its space: « 12 500 € »."""
        return f"\u202f{self.unit}" if self.unit else ""

    @property
    def brings_file(self) -> bool:
        return self.storage is Storage.FILE

    @abstractmethod
    def understood(self, question: Question, values: Sequence[str]) -> Read:
        """What was typed, when something was."""

    @abstractmethod
    def words(self, question: Question, given: Given) -> str:
        """The answer in French, wherever it is read: page, receipt, matrix, document, letter."""

    @abstractmethod
    def cell(self, question: Question, given: Given) -> Cell:
        """The answer as a spreadsheet takes it."""

    @abstractmethod
    def typed_again(self, given: Given) -> tuple[str, ...]:
        """What goes back into the fields."""

    @abstractmethod
    def value(self, given: Given) -> Value:
        """What a condition compares."""

    def read(self, question: Question, typed: Sequence[str]) -> Read:
        """What was typed, or why it was not understood; nothing when nothing was."""
        values = [value for value in typed if value.strip()]
        return self.understood(question, values) if values else Read()

    def names(self, question: Question, answers: Mapping[int, Given]) -> dict[str, Value]:
        """What this question's answer is called in expressions; a table also gives its rows."""
        given = answers.get(question.variables[0].id) if question.variables else None
        return {question.name: self.value(given) if given else None}

    def is_complete(self, question: Question, given: Given) -> bool:
        """Whether this answer is all that an expected one holds."""
        return not given.is_empty

    def is_group(self, question: Question) -> bool:
        """Whether it is answered by several fields under one legend, or by one field under its label."""
        return self.has_options

    def seconds_to_answer(self, question: Question) -> float:
        """Reading apart; a table is answered row by row."""
        return self.seconds * max(1, len(question.variables))

    def reasons_not_to_take_options(self, options: Sequence[Line]) -> list[str]:
        """Two proposed answers at least, each once, each readable."""
        if not self.has_options:
            return []
        if len(options) < 2:
            return ["Proposez au moins deux réponses, une par ligne."]
        return reasons_not_to_take_lines(options)

    def reasons_not_to_take_rows(self, rows: Sequence[Line]) -> list[str]:
        """A table has one row at least."""
        if not self.has_rows:
            return []
        return reasons_not_to_take_lines(rows) if rows else ["Un tableau a au moins une ligne."]
