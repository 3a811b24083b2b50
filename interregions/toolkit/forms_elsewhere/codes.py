"""Expressions of a file that compare a question with what is not one of its codes: kept as they are, and told."""

from collections.abc import Iterator, Sequence

from ..expressions import against_codes, parse
from .imported import CHANGED, ImportedBlock, ImportedList, Line


def lines_on_codes(blocks: Sequence[ImportedBlock], rows: Sequence[int], lists: Sequence[ImportedList]) -> list[Line]:
    """One line for each such comparison; ``rows`` says where each block begins in the file."""
    codes = {each.name: {choice.name: choice.label for choice in each.choices} for each in lists}
    choices = {
        name: codes.get(question.choice_list, {})
        for block in blocks
        for question in block.questions
        for name in (question.name, *(row.name for row in question.rows))
    }
    return [
        Line(sheet="survey", row=row, column=column, kind=CHANGED, sentence=f"Gardée, à corriger : {sentence}")
        for row, column, text, name in _written(blocks, rows)
        if text
        for sentence in against_codes(parse(text), choices, name)
    ]


def _written(blocks: Sequence[ImportedBlock], rows: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
    for block, row in zip(blocks, rows, strict=True):
        yield row, "relevant", block.condition, ""
        for question in block.questions:
            yield question.source_row, "relevant", question.condition, question.name
            yield question.source_row, "constraint", question.constraint, question.name
