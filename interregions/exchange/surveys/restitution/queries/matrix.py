"""Région × question: of an edition, the answers a reader may read by name.

An edition is of the responses it counted. Their answers cannot change after it: a survey is told once closed, and a
closed survey takes no writing and gives nothing back. An agreement that comes late adds a response to the next edition.
Who may read a name is asked at each reading.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from interregions.exchange.surveys.answering.models import Answer, Response, Selection, Survey
from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.choices import NamedTo
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.rules.kind import Cell
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN, narrowest
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.network.models import Member


@dataclass(frozen=True)
class Matrix:
    """Who answered what: a row for each of the organisations read."""

    questions: list[str]
    rows: list[tuple[str, list[Cell]]]


Cells = Callable[[QuestionContent, Given], Cell]
_COLUMNS = (
    "pk", "response_id", "variable_id", "option__code", "number", "text", "date", "file_id", "file__name", "named_to",
    "source",
)  # fmt: skip


def responses_named(edition: Restitution, member: Member | None) -> QuerySet[Response, tuple[int, str]]:
    """The responses of a published edition that this reader may read by name, in the order of the table: their number
    and their organisation."""
    readable = named_answers_visible_to(member, edition.survey).filter(response=OuterRef("pk"))
    counted = Response.objects.filter(
        survey=edition.survey_id, status__in=GIVEN, submitted_at__lte=edition.published_at
    )
    found = counted.filter(Exists(readable))
    ordered = found.order_by("organisation__kind", "organisation__sort_name", "pk")
    return ordered.values_list("pk", "organisation__short_name")


def circles_read(survey: Survey, member: Member | None, response_ids: Collection[int]) -> list[str]:
    """The circles, in words, to which the answers read here were opened: several in one file are told to its reader."""
    found = named_answers_visible_to(member, survey).filter(response__in=list(response_ids)).order_by()
    pairs = found.values_list("variable__question__named_to", "named_to").distinct()
    return sorted({str(NamedTo(narrowest(asked, chosen)).label) for asked, chosen in pairs})


def matrix_of(
    survey: Survey, member: Member | None, shown: Mapping[int, str], *, longest: int = 160, cells: Cells | None = None
) -> Matrix:
    """Région × question, of the responses ``shown`` alone.

    An empty cell is unanswered or not for this reader: the two look the same. ``cells`` says how an answer is written:
    in words, unless told.
    """
    write = cells or answer_read
    columns = [(v, q) for block in content_of(survey.questionnaire_id) for q in block.questions for v in q.variables]
    questions = {variable.id: question for variable, question in columns}
    lines: dict[int, dict[int, Cell]] = {pk: {} for pk in shown}
    found = named_answers_visible_to(member, survey).filter(response__in=list(shown))
    for read in read_answers(found) if shown else ():
        cell = write(questions[read.variable_id], read.given)
        lines[read.response_id][read.variable_id] = _shortened(cell, longest) if isinstance(cell, str) else cell
    return Matrix(
        questions=[f"{q.label} · {v.label}" if len(q.variables) > 1 else q.label for v, q in columns],
        rows=[(name, [lines[pk].get(v.id, "") for v, _ in columns]) for pk, name in shown.items()],
    )


class ReadAnswer(NamedTuple):
    """One stored answer, of whom and to what, the circle its organisation chose, and how it came."""

    response_id: int
    variable_id: int
    given: Given
    named_to: str
    source: str


def read_answers(found: QuerySet[Answer]) -> Iterable[ReadAnswer]:
    """Two queries whatever the number of answers, and no row of model made of each."""
    several: dict[int, list[tuple[str, int | None]]] = {}
    chosen = Selection.objects.filter(answer__in=found).order_by("rank", "pk")
    for answer_id, code, rank in chosen.values_list("answer_id", "option__code", "rank").iterator():
        several.setdefault(answer_id, []).append((code, rank))
    for pk, response_id, variable_id, option, number, text, day, file_id, file, *how in found.values_list(
        *_COLUMNS
    ).iterator():
        codes = [(option, None)] if option is not None else several.get(pk, ())
        given = Given(
            codes=tuple(code for code, _ in codes),
            ranked=any(rank is not None for _, rank in codes),
            number=number,
            text=text,
            day=day,
            file_id=file_id,
            file_name=file or "",
        )
        yield ReadAnswer(response_id, variable_id, given, *how)


def answer_read(question: QuestionContent, given: Given) -> Cell:
    """An answer as it is read on a page: « 12 500 € », « jeudi 14 janvier 2027 »."""
    return question.kind.words(question, given)


def answer_taken(question: QuestionContent, given: Given) -> Cell:
    """An answer as a spreadsheet takes it: a number is one, and a date."""
    return question.kind.cell(question, given)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
