"""The answers of a survey as tables to compute with, or as JSON: one row for each organisation, one column for each
variable, and what the columns mean."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone

from interregions.common.typography import counted, french_datetime
from interregions.exchange.surveys.answering.models import Survey
from interregions.exchange.surveys.choices import NamedTo, SurveyStatus
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent
from interregions.exchange.surveys.questionnaires.rules.kind import Cell, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.exchange.surveys.restitution.exports import caution
from interregions.exchange.surveys.restitution.queries import taking
from interregions.exchange.surveys.restitution.queries.matrix import circles_read
from interregions.exchange.surveys.restitution.queries.taking import Cells, Place, Taken, code_of, how_given
from interregions.network.models import Member
from interregions.toolkit.documents import Sheet, Value, render_archive, render_tables

FORMATS = ("ods", "xlsx", "csv", "zip", "json")
ABOUT = ("Organisme", "Nature", "Collège", "SIREN", "Code INSEE", "État", "Envoyée le", "Lue par", "Source")
PROVISIONAL = "PROVISOIRE\u202f: l’enquête reçoit encore des réponses."
ATTACHED = "fichier joint"
Report = Callable[[int], None]


@dataclass(frozen=True)
class Wanted:
    """How the reader wants it: answers as codes or in words, and what is said of it."""

    format: str
    codes: bool = False
    filters: str = ""
    report: Report = lambda done: None

    @property
    def cells(self) -> Cells:
        return taking.in_codes if self.codes else taking.in_labels


class Rows(Iterable[Sequence[Value]]):
    """Rows read again from the database each time they are gone through: none is kept."""

    def __init__(self, read: Callable[[], Iterator[Sequence[Value]]]) -> None:
        self.read = read

    def __iter__(self) -> Iterator[Sequence[Value]]:
        return self.read()


def render_answers(taken: Taken, member: Member | None, wanted: Wanted) -> bytes:
    """The file in the format asked for; a CSV has one sheet, the named answers."""
    if wanted.format == "json":
        return _as_json(taken, member, wanted)
    sheets = answer_sheets(taken, member, wanted)
    return render_archive(sheets) if wanted.format == "zip" else render_tables(sheets, wanted.format)


def answer_sheets(taken: Taken, member: Member | None, wanted: Wanted) -> list[Sheet]:
    """Named answers, those without a name, each answer's circle and source, the codebook, what the file is."""
    places = taking.places_of(taken.survey)
    titles = [_title(question, variable.label, variable.code, wanted) for _, question, variable in places]
    sheets = [Sheet("Réponses", [*ABOUT, *titles], Rows(lambda: _named(taken, member, places, wanted)))]
    if taken.unnamed:
        sheets.append(Sheet("Sans nom", titles, Rows(lambda: _unnamed(taken, places, wanted))))
    head = ["Organisme", "Variable", "Question", "Lue par", "Source"]
    sheets.append(Sheet("Cercles et sources", head, Rows(lambda: _how(taken, member, places))))
    sheets.append(Sheet("Dictionnaire", _CODEBOOK, [_described(place) for place in places]))
    told = [[name, words] for name, words in about(taken, wanted, circles_read(taken.survey, member, taken.named))]
    sheets.append(Sheet("À lire", ["Ce fichier", "Valeur"], told))
    return sheets


def about(taken: Taken, wanted: Wanted, circles: Sequence[str]) -> list[tuple[str, Value]]:
    """What the file is, of which moment, and what is not in it."""
    survey, now = taken.survey, timezone.localtime()
    told: list[tuple[str, Value]] = [("Enquête", survey.title), ("Emporté le", french_datetime(now))]
    if survey.status == SurveyStatus.OPEN:
        told.append(("État", PROVISIONAL))
    told.append(("Filtres", wanted.filters or "aucun"))
    told += [("Réponses nommées", len(taken.named)), ("Réponses sans nom", len(taken.unnamed))]
    if taken.waiting:
        words = counted(taken.waiting, "réponse sans nom attend", "réponses sans nom attendent")
        told.append(("Pas encore ici", f"{words} d’être trois\u202f: seule, une ligne de plus se reconnaîtrait."))
    if taken.named:
        told.append(("À occulter", f"Fichier à occulter\u202f: {caution(circles)}"))
    return told


def _title(question: QuestionContent, row: str, code: str, wanted: Wanted) -> str:
    several = len(question.variables) > 1
    if wanted.codes:
        return f"{question.name}.{code}" if several else question.name
    return f"{question.label} · {row}" if several else question.label


def _named(taken: Taken, member: Member | None, places: Sequence[Place], wanted: Wanted) -> Iterator[list[Value]]:
    questions = {variable.id: question for _, question, variable in places}
    for done, row in enumerate(taking.named_rows(taken, member), start=1):
        ways = {how_given(questions[each.variable_id], each) for each in row.answers.values()}
        told: list[Value] = [
            row.name,
            row.kind,
            row.college,
            row.siren,
            row.insee,
            row.status,
            row.submitted_at,
            " ; ".join(sorted({way.circle for way in ways})),
            " ; ".join(sorted({way.source for way in ways})),
        ]
        for _, question, variable in places:
            read = row.answers.get(variable.id)
            told.append(wanted.cells(question, read.given) if read else None)
        yield told
        wanted.report(done)


def _unnamed(taken: Taken, places: Sequence[Place], wanted: Wanted) -> Iterator[list[Value]]:
    for given in taking.unnamed_rows(taken):
        yield [_nameless(question, given.get(variable.id), wanted) for _, question, variable in places]


def _nameless(question: QuestionContent, given: Given | None, wanted: Wanted) -> Cell:
    """The name of a file often says whose it is."""
    if given is None:
        return None
    return ATTACHED if question.kind.brings_file else wanted.cells(question, given)


def _how(taken: Taken, member: Member | None, places: Sequence[Place]) -> Iterator[list[Value]]:
    for row in taking.named_rows(taken, member):
        for _, question, variable in places:
            if variable.id in row.answers:
                way = how_given(question, row.answers[variable.id])
                yield [row.name, code_of(question, variable), question.label, way.circle, way.source]


_CODEBOOK = [
    "Variable", "Rubrique", "Question", "Ligne", "Genre", "Unité", "Attendue", "Posée si", "Lue par", "Codes",
]  # fmt: skip


def _described(place: Place) -> list[Value]:
    block, question, variable = place
    return [
        code_of(question, variable),
        block.title,
        question.label,
        variable.label if len(question.variables) > 1 else "",
        question.kind.label,
        question.kind.unit,
        question.required,
        question.condition or block.condition,
        NamedTo(question.named_to).label,
        "\n".join(f"{option.code} = {option.label}" for option in question.options),
    ]


def _as_json(taken: Taken, member: Member | None, wanted: Wanted) -> bytes:
    """The same as an object, written row by row."""
    places, file = taking.places_of(taken.survey), BytesIO()
    circles = circles_read(taken.survey, member, taken.named)
    head = {
        "about": dict(about(taken, wanted, circles)),
        "provisional": taken.survey.status == SurveyStatus.OPEN,
        "values": "codes" if wanted.codes else "labels",
        "variables": [dict(zip(_CODEBOOK, _described(place), strict=True)) for place in places],
    }
    file.write(_text(head)[:-1].encode())
    for name, rows in (
        ("responses", _named_objects(taken, member, places, wanted)),
        ("unnamed", _unnamed_objects(taken, places, wanted)),
    ):
        file.write(f', "{name}": ['.encode())
        for number, row in enumerate(rows):
            file.write(((",\n" if number else "\n") + _text(row)).encode())
        file.write(b"]")
    file.write(b"}\n")
    return file.getvalue()


def _named_objects(
    taken: Taken, member: Member | None, places: Sequence[Place], wanted: Wanted
) -> Iterator[dict[str, Any]]:
    for done, row in enumerate(taking.named_rows(taken, member), start=1):
        answers = {}
        for _, question, variable in places:
            read = row.answers.get(variable.id)
            if read:
                way = how_given(question, read)
                value = _value(question, read.given, wanted)
                answers[code_of(question, variable)] = {"value": value, "circle": way.circle, "source": way.source}
        yield {
            "organisation": row.name,
            "kind": row.kind,
            "college": row.college,
            "siren": row.siren,
            "insee": row.insee,
            "status": row.status,
            "submitted_at": row.submitted_at,
            "answers": answers,
        }
        wanted.report(done)


def _unnamed_objects(taken: Taken, places: Sequence[Place], wanted: Wanted) -> Iterator[dict[str, Any]]:
    for given in taking.unnamed_rows(taken):
        yield {
            code_of(question, variable): ATTACHED
            if question.kind.brings_file
            else _value(question, given[variable.id], wanted)
            for _, question, variable in places
            if variable.id in given
        }


def _value(question: QuestionContent, given: Given, wanted: Wanted) -> Any:
    """Several choices are a list here; in a cell they are its words."""
    if not given.codes or not question.kind.has_options:
        return wanted.cells(question, given)
    labels = {option.code: option.label for option in question.options}
    told = [code if wanted.codes else labels.get(code, code) for code in given.codes]
    return told if question.kind.storage is Storage.SELECTIONS else told[0]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"No JSON for {type(value).__name__}.")


def name_of(survey: Survey) -> str:
    """The name of the file, which says when it is not the last word."""
    return f"Réponses {survey.title}" + (" (provisoire)" if survey.status == SurveyStatus.OPEN else "")
