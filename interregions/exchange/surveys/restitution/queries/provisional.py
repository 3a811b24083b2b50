"""The figures of the moment, for the animation alone: of the answers whose names it reads, exactly, and of no other.

A response that asked not to be named is not counted: from one reading to the next, the figures would say what it says.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from interregions.exchange.surveys.answering.models import Answer, Response, Selection, Survey
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.exchange.surveys.restitution.queries.figures import counted_in, numbers_in
from interregions.exchange.surveys.restitution.queries.rates import rates_of
from interregions.exchange.surveys.restitution.rules.figures import finding_of, form_of
from interregions.exchange.surveys.restitution.rules.figures.form import Part, Sources


@dataclass(frozen=True)
class Provisional:
    """One question as it stands now, drawn like a section of an edition."""

    anchor: str
    label: str
    n: int
    finding: str
    parts: list[Part]
    statistics: list[tuple[str, Decimal, str]]
    withheld: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ProvisionalPage:
    asked: int
    counted: int
    unnamed: int
    sections: list[Provisional]


def provisional_page(survey: Survey) -> ProvisionalPage:
    """As many queries whatever the number of responses; none is loaded to be counted."""
    rates = rates_of(survey)
    unnamed = Response.objects.filter(survey=survey, status__in=GIVEN, unnamed=True).count()
    named = rates.answered - unnamed
    return ProvisionalPage(rates.asked, named, unnamed, _sections(survey, rates.noun) if named else [])


def _sections(survey: Survey, noun: str) -> list[Provisional]:
    answers = Answer.objects.filter(counted_in=survey, response__unnamed=False)
    chosen = Selection.objects.filter(counted_in=survey, answer__response__unnamed=False)
    questions = [q for block in content_of(survey.questionnaire_id) for q in block.questions if q.counted]
    numeric = [v.id for q in questions if q.kind.figure is FigureForm.NUMBERS for v in q.variables]
    sources = Sources(counted_in(answers, chosen), {}, numbers_in(answers, numeric), exact=True)
    return [_section(question, sources, noun) for question in questions]


def _section(question: QuestionContent, sources: Sources, noun: str) -> Provisional:
    form = form_of(question.kind)
    figure = form.figure(question, sources)
    n = figure.get("n", 0)
    return Provisional(
        anchor=f"question-{question.id}",
        label=question.label,
        n=n,
        finding=finding_of(question.kind, figure, noun),
        parts=form.parts(question, figure) if n else [],
        statistics=form.statistics(question, figure) if n else [],
    )
