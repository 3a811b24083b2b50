"""Région × question: the answers a reader may read by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from interregions.common.typography import french_date, number
from interregions.exchange.surveys.models import Survey
from interregions.exchange.surveys.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.queries.content import content_of
from interregions.exchange.surveys.queries.findings import UNITS
from interregions.network.models import Member


@dataclass(frozen=True)
class Matrix:
    """Who answered what, for those this reader may read by name: a row for each organisation that may be named."""

    questions: list[str]
    rows: list[tuple[str, list[str]]]
    response_ids: list[int]


def matrix_of(
    survey: Survey, member: Member | None, *, longest: int = 160, words: Callable[[Any, str], str] | None = None
) -> Matrix:
    """Région × question. An empty cell is unanswered or not for this reader: the two look the same.

    ``words`` says how an answer of a kind of question is written: as it is read, unless told.
    """
    write = words or answer_read
    columns = [(v, q) for block in content_of(survey.questionnaire_id) for q in block.questions for v in q.variables]
    kinds = {v.id: str(q.kind) for v, q in columns}
    answers = (
        named_answers_visible_to(member, survey)
        .select_related("response__organisation", "option", "file")
        .prefetch_related("selections__option")
        .order_by("response__organisation__kind", "response__organisation__sort_name", "response_id")
    )
    lines: dict[int, tuple[str, dict[int, str]]] = {}
    for answer in answers:
        line = lines.setdefault(answer.response_id, (answer.response.organisation.short_name, {}))
        line[1][answer.variable_id] = _shortened(write(answer, kinds[answer.variable_id]), longest)
    return Matrix(
        questions=[f"{q.label} · {v.label}" if len(q.variables) > 1 else q.label for v, q in columns],
        rows=[(name, [cells.get(v.id, "") for v, _ in columns]) for name, cells in lines.values()],
        response_ids=list(lines),
    )


def answer_read(answer: Any, kind: str) -> str:
    """An answer as it is read on a page: « 12 500 € », « jeudi 14 janvier 2027 »."""
    if answer.number is not None:
        cents = 2 if kind == "AMOUNT" and answer.number % 1 else None
        return number(answer.number, cents) + UNITS.get(kind, "")
    return french_date(answer.date) if answer.date is not None else answer_taken(answer, kind)


def answer_taken(answer: Any, kind: str) -> str:
    """An answer as a spreadsheet takes it: figures without spaces nor unit, dates as 14/01/2027."""
    if answer.option is not None:
        return answer.option.label
    if answer.number is not None:
        return f"{answer.number.normalize():f}".replace(".", ",")
    if answer.date is not None:
        return f"{answer.date:%d/%m/%Y}"
    if answer.file is not None:
        return answer.file.name
    return answer.text or ", ".join(selection.option.label for selection in answer.selections.all())


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
