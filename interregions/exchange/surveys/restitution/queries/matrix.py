"""Région × question: the answers a reader may read by name."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from interregions.common.typography import french_date, number
from interregions.exchange.surveys.answering.models import Response, Selection, Survey
from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.queries.findings import UNITS
from interregions.network.models import Member


@dataclass(frozen=True)
class Matrix:
    """Who answered what: a row for each of the organisations read."""

    questions: list[str]
    rows: list[tuple[str, list[str]]]


class Named(NamedTuple):
    """One answer as the database gives it, without making a row of model of each."""

    id: int
    response_id: int
    variable_id: int
    option: str | None
    number: Decimal | None
    date: date | None
    file: str | None
    text: str
    several: Sequence[str]


_COLUMNS = ("pk", "response_id", "variable_id", "option__label", "number", "date", "file__name", "text")


def responses_named(survey: Survey, member: Member | None) -> QuerySet[Response, tuple[int, str]]:
    """The responses this reader may read by name, in the order of the table: their number and their organisation."""
    readable = named_answers_visible_to(member, survey).filter(response=OuterRef("pk"))
    found = Response.objects.filter(Exists(readable), survey=survey)
    ordered = found.order_by("organisation__kind", "organisation__sort_name", "pk")
    return ordered.values_list("pk", "organisation__short_name")


def matrix_of(
    survey: Survey,
    member: Member | None,
    shown: Mapping[int, str],
    *,
    longest: int = 160,
    words: Callable[[Named, str], str] | None = None,
) -> Matrix:
    """Région × question, of the responses ``shown`` alone.

    An empty cell is unanswered or not for this reader: the two look the same. ``words`` says how an answer of a kind
    of question is written: as it is read, unless told.
    """
    write = words or answer_read
    columns = [(v, q) for block in content_of(survey.questionnaire_id) for q in block.questions for v in q.variables]
    kinds = {v.id: str(q.kind) for v, q in columns}
    lines: dict[int, dict[int, str]] = {pk: {} for pk in shown}
    for answer in _answers(survey, member, shown):
        cell = write(answer, kinds[answer.variable_id])
        lines[answer.response_id][answer.variable_id] = _shortened(cell, longest)
    return Matrix(
        questions=[f"{q.label} · {v.label}" if len(q.variables) > 1 else q.label for v, q in columns],
        rows=[(name, [lines[pk].get(v.id, "") for v, _ in columns]) for pk, name in shown.items()],
    )


def _answers(survey: Survey, member: Member | None, response_ids: Collection[int]) -> Iterable[Named]:
    """Two queries whatever the number of responses."""
    if not response_ids:
        return
    found = named_answers_visible_to(member, survey).filter(response__in=list(response_ids))
    several: dict[int, list[str]] = {}
    chosen = Selection.objects.filter(answer__in=found).order_by("pk").values_list("answer_id", "option__label")
    for answer_id, label in chosen.iterator():
        several.setdefault(answer_id, []).append(label)
    for row in found.values_list(*_COLUMNS).iterator():
        yield Named._make((*row, several.get(row[0], ())))


def answer_read(answer: Named, kind: str) -> str:
    """An answer as it is read on a page: « 12 500 € », « jeudi 14 janvier 2027 »."""
    if answer.number is not None:
        cents = 2 if kind == "AMOUNT" and answer.number % 1 else None
        return number(answer.number, cents) + UNITS.get(kind, "")
    return french_date(answer.date) if answer.date is not None else answer_taken(answer, kind)


def answer_taken(answer: Named, kind: str) -> str:
    """An answer as a spreadsheet takes it: figures without spaces nor unit, dates as 14/01/2027."""
    if answer.option is not None:
        return answer.option
    if answer.number is not None:
        return f"{answer.number.normalize():f}".replace(".", ",")
    if answer.date is not None:
        return f"{answer.date:%d/%m/%Y}"
    if answer.file is not None:
        return answer.file
    return answer.text or ", ".join(answer.several)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
