"""A questionnaire tried without a response: what was typed decides what is shown next, and nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from interregions.exchange.surveys.questionnaires.queries.builder import named_questions
from interregions.exchange.surveys.questionnaires.queries.content import (
    BlockContent,
    QuestionContent,
    VariableContent,
    content_of,
)
from interregions.exchange.surveys.questionnaires.queries.shown import QuestionShown, RowShown, question_preview
from interregions.exchange.surveys.questionnaires.rules import flow
from interregions.exchange.surveys.questionnaires.rules.typed import Read
from interregions.toolkit.expressions import Named, in_french


@dataclass(frozen=True)
class QuestionTried:
    """A question as it will look, and when it is asked, in words; empty when only its condition says it."""

    shown: QuestionShown
    condition: str = ""


@dataclass(frozen=True)
class BlockTried:
    content: BlockContent
    asked: bool
    questions: tuple[QuestionTried, ...]
    condition: str = ""


def tried(questionnaire_id: int, typed: Mapping[int, Sequence[str]] | None, today: date) -> list[BlockTried]:
    """Everything when nothing was tried yet; else what these answers lead to, with what they would be told."""
    content = content_of(questionnaire_id)
    if typed is None:
        return [_whole(block, named_questions(content)) for block in content]
    read = {
        variable.id: question.kind.read(question, typed.get(variable.id, ()))
        for block in content
        for question in block.questions
        for variable in question.variables
    }
    answers = {key: one.given for key, one in read.items() if not one.given.is_empty}
    asked = flow.questions_asked(content, answers, today)
    values = flow.values_asked(content, answers, asked)

    def row(question: QuestionContent, variable: VariableContent) -> RowShown:
        one: Read = read[variable.id]
        against = flow.reasons_against(
            constraint=question.constraint,
            message=question.constraint_message,
            kind=question.kind,
            given=one.given,
            values=values,
            today=today,
        )
        words = tuple(typed.get(variable.id, ()))
        return RowShown(
            variable.id, variable.label, typed=words, text=words[-1] if words else "", errors=(*one.reasons, *against)
        )

    blocks = []
    for block in content:
        shown = tuple(
            QuestionTried(
                replace(
                    question_preview(question),
                    rows=tuple(row(question, variable) for variable in question.variables),
                    shown=question.id in asked,
                )
            )
            for question in block.questions
        )
        blocks.append(BlockTried(block, any(question.shown.shown for question in shown), shown))
    return blocks


def _whole(block: BlockContent, named: Mapping[str, Named]) -> BlockTried:
    questions = tuple(
        QuestionTried(question_preview(question), in_french(question.condition, named)) for question in block.questions
    )
    return BlockTried(block, True, questions, in_french(block.condition, named))
