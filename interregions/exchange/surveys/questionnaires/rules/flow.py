"""Which questions are asked, given the answers: conditions, constraints, progress. Pure.

The written rule: a question whose condition does not hold is not asked, and its answer counts as empty for the
conditions of the others. The answer is kept, marked as without object, and comes back with the condition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from interregions.exchange.surveys.questionnaires.rules.kind import Coded, Kind
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.toolkit.expressions import Expression, ExpressionRefused, Value, evaluate, is_true, parse

MOST_PASSES = 20
KEEP_CONSTRAINT = "Cette réponse ne respecte pas ce que la question demande."


class AskedQuestion(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def label(self) -> str: ...
    @property
    def condition(self) -> str: ...
    @property
    def constraint(self) -> str: ...
    @property
    def constraint_message(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def options(self) -> Sequence[Coded]: ...
    @property
    def variables(self) -> Sequence[Coded]: ...


class AskedBlock(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def condition(self) -> str: ...
    @property
    def questions(self) -> Sequence[AskedQuestion]: ...


@dataclass(frozen=True)
class Progress:
    """How far a block, or the whole, is."""

    answered: int = 0
    expected: int = 0
    missing: int = 0

    @property
    def percentage(self) -> int:
        """Whole percents, never 100 before the end."""
        return self.answered * 100 // self.expected if self.expected else 0

    @property
    def is_complete(self) -> bool:
        """Every question asked is answered."""
        return self.answered == self.expected


def read_expression(written: str) -> Expression | None:
    """The expression, or None when there is none or it cannot be read: a question nobody can hide is asked."""
    if not written.strip():
        return None
    try:
        return parse(written)
    except ExpressionRefused:
        return None


def questions_asked(blocks: Sequence[AskedBlock], answers: Mapping[int, Given], today: date) -> frozenset[int]:
    """The ids of the questions whose condition, and whose block's, hold."""
    values: dict[str, Value] = {}
    asked: set[int] = set()
    for _ in range(MOST_PASSES):
        before = (frozenset(asked), dict(values))
        for block in blocks:
            block_holds = _holds(block.condition, values, today)
            for question in block.questions:
                holds = block_holds and _holds(question.condition, values, today)
                (asked.add if holds else asked.discard)(question.id)
                named = question.kind.names(question, answers)
                values.update(named if holds else dict.fromkeys(named))
        if before == (frozenset(asked), values):
            break
    return frozenset(asked)


def _holds(condition: str, values: Mapping[str, Value], today: date) -> bool:
    expression = read_expression(condition)
    return expression is None or is_true(evaluate(expression, values, None, today))


def values_asked(blocks: Sequence[AskedBlock], answers: Mapping[int, Given], asked: Iterable[int]) -> dict[str, Value]:
    """The values a constraint may speak of: those of the questions that are asked."""
    kept = frozenset(asked)
    values: dict[str, Value] = {}
    for block in blocks:
        for question in block.questions:
            if question.id in kept:
                values.update(question.kind.names(question, answers))
    return values


def reasons_against(
    *, constraint: str, message: str, kind: Kind, given: Given, values: Mapping[str, Value], today: date
) -> list[str]:
    """Why this answer breaks the question's constraint; an empty answer breaks none."""
    expression = read_expression(constraint)
    if expression is None or given.is_empty:
        return []
    if is_true(evaluate(expression, values, kind.value(given), today)):
        return []
    return [message.strip() or KEEP_CONSTRAINT]


def reasons_against_what_is_kept(
    blocks: Sequence[AskedBlock], answers: Mapping[int, Given], asked: frozenset[int], today: date
) -> list[str]:
    """What the answers break together: each was checked as it was typed, and others changed since."""
    values = values_asked(blocks, answers, asked)
    reasons = []
    for block in blocks:
        for question in block.questions:
            for variable in question.variables:
                given = answers.get(variable.id)
                if question.id not in asked or given is None:
                    continue
                broken = reasons_against(
                    constraint=question.constraint,
                    message=question.constraint_message,
                    kind=question.kind,
                    given=given,
                    values=values,
                    today=today,
                )
                reasons += [f"« {question.label[:120]} »\u202f: {sentence}" for sentence in broken]
    return reasons


def is_answered(question: AskedQuestion, answers: Mapping[int, Given]) -> bool:
    """Every row of a table, the one variable of the others."""
    kept = [answers.get(variable.id) for variable in question.variables]
    return bool(kept) and all(given is not None and question.kind.is_complete(question, given) for given in kept)


def first_unanswered(
    questions: Iterable[AskedQuestion], answers: Mapping[int, Given], asked: frozenset[int]
) -> AskedQuestion | None:
    """Where one goes on; None when every question asked is answered."""
    return next((each for each in questions if each.id in asked and not is_answered(each, answers)), None)


def progress_of(questions: Iterable[AskedQuestion], answers: Mapping[int, Given], asked: frozenset[int]) -> Progress:
    """How many of the questions asked are answered, and how many expected answers are missing."""
    shown = [question for question in questions if question.id in asked]
    answered = [question for question in shown if is_answered(question, answers)]
    missing = sum(1 for question in shown if question.required and not is_answered(question, answers))
    return Progress(len(answered), len(shown), missing)
