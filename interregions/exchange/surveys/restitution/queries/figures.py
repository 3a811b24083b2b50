"""Figures: counted by the database in two grouped reads of one index each, then passed through the disclosure rules.

Nothing here loads answers to count them. Numbers (medians, quartiles, totals) are read apart, from their own index.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import Abs

from interregions.exchange.surveys.answering.models import Answer, Selection
from interregions.exchange.surveys.choices import CHOICE_KINDS, NUMERIC_KINDS, QuestionKind
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, VariableContent
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import Cell, Group, Numbers
from interregions.network.choices import College, OrganisationKind

Figure = dict[str, Any]
# What may be declared as a breakdown: where it stands, seen from a response, and the words of its groups.
BREAKDOWNS: dict[str, tuple[str, dict[str, str]]] = {
    "college": ("organisation__college", dict(College.choices)),
    "kind": ("organisation__kind", dict(OrganisationKind.choices)),
}
BREAKDOWN_WORDS = {"college": "par collège", "kind": "par nature d’organisme"}


@dataclass
class Counted:
    """How many answers by (variable, option); ``answers`` without option are those of the other kinds."""

    answers: dict[int, dict[int | None, int]] = field(default_factory=dict)
    selections: dict[int, dict[int | None, int]] = field(default_factory=dict)

    def group(self, question: QuestionContent, variable: VariableContent) -> Group[int]:
        """The counts of one variable, with a zero for each option nobody chose."""
        given = self.answers.get(variable.id, {})
        if question.kind == QuestionKind.SEVERAL_CHOICES:
            chosen, n = self.selections.get(variable.id, {}), given.get(None, 0)
        else:
            chosen, n = given, sum(count for option, count in given.items() if option is not None)
        return Group(n, {option.id: chosen.get(option.id, 0) for option in question.options})

    def n(self, question: QuestionContent, variable: VariableContent) -> int:
        """How many answered this variable, whatever its kind."""
        return sum(self.answers.get(variable.id, {}).values())


def _answers(survey_id: int, since: datetime | None) -> QuerySet[Answer]:
    found = Answer.objects.filter(counted_in=survey_id).order_by()
    return found.filter(response__submitted_at__gt=since) if since else found


def _selections(survey_id: int, since: datetime | None) -> QuerySet[Selection]:
    found = Selection.objects.filter(counted_in=survey_id).order_by()
    return found.filter(answer__response__submitted_at__gt=since) if since else found


def counted(survey_id: int, since: datetime | None = None) -> Counted:
    """The two grouped counts. With ``since``, of the responses sent after that moment only."""
    found = Counted()
    rows = _answers(survey_id, since).values_list("variable_id", "option_id").annotate(times=Count("*"))
    for variable, option, times in rows:
        found.answers.setdefault(variable, {})[option] = times
    chosen = _selections(survey_id, since).values_list("variable_id", "option_id").annotate(times=Count("*"))
    for variable, option, times in chosen:
        found.selections.setdefault(variable, {})[option] = times
    return found


def counted_by(survey_id: int, attribute: str) -> dict[str, Counted]:
    """The same counts in each group of a declared breakdown: two more grouped reads, these with a join."""
    place, words = BREAKDOWNS[attribute]
    groups: dict[str, Counted] = {}
    rows = _answers(survey_id, None).values_list(f"response__{place}", "variable_id", "option_id")
    for name, variable, option, times in rows.annotate(times=Count("*")):
        group = groups.setdefault(words.get(name, name), Counted())
        group.answers.setdefault(variable, {})[option] = times
    chosen = _selections(survey_id, None).values_list(f"answer__response__{place}", "variable_id", "option_id")
    for name, variable, option, times in chosen.annotate(times=Count("*")):
        group = groups.setdefault(words.get(name, name), Counted())
        group.selections.setdefault(variable, {})[option] = times
    return groups


def numbers_of(survey_id: int, variable_ids: Iterable[int]) -> dict[int, Numbers]:
    """Totals in one grouped read; quartiles, from ten answers, by walking the index to their place."""
    wanted = set(variable_ids)
    if not wanted:
        return {}
    known = Answer.objects.filter(counted_in=survey_id, number__isnull=False)
    rows = (
        known.filter(variable_id__in=wanted)
        .order_by()
        .values_list("variable_id")
        .annotate(n=Count("*"), total=Sum("number"), largest=Max(Abs("number")))
    )
    found = {}
    for variable, n, total, largest in rows:
        lower = median = upper = None
        if n >= disclosure.FEWEST_FOR_MEDIAN:
            values = known.filter(variable_id=variable).order_by("number").values_list("number", flat=True)
            lower, upper = values[(n - 1) // 4], values[n - 1 - (n - 1) // 4]
            median = (values[(n - 1) // 2] + values[n // 2]) / 2
        found[variable] = Numbers(n, Decimal(total), Decimal(largest), lower, median, upper)
    return found


def published_figures(
    survey_id: int,
    questions: Iterable[QuestionContent],
    *,
    attribute: str = "",
    earlier: Mapping[int, Figure] | None = None,
    edition: int = 1,
) -> tuple[dict[int, Figure], Counted]:
    """What may be printed of each question, and the counts it comes from.

    ``earlier`` are the figures of the edition before, printed again where the change would reveal somebody.
    """
    shown = [question for question in questions if question.counted]
    counts = counted(survey_id)
    groups = counted_by(survey_id, attribute) if attribute else {}
    numeric = [v.id for q in shown if q.kind in NUMERIC_KINDS for v in q.variables]
    numbers = numbers_of(survey_id, numeric)
    changes = _changes(survey_id, earlier or {})
    figures = {}
    for question in shown:
        before = (earlier or {}).get(question.id)
        changed = changes.get(before["as_of"]) if before else None
        if before and changed and any(changed.n(question, variable) for variable in question.variables):
            if not _told_again(question, before, changed):
                figures[question.id] = {**before, "kept": before["edition"]}
                continue
            figures[question.id] = _figure(question, counts, {}, numbers)
        else:
            figures[question.id] = _figure(question, counts, groups, numbers)
        figures[question.id] |= {"edition": edition}
    return figures, counts


def _changes(survey_id: int, earlier: Mapping[int, Figure]) -> dict[str, Counted]:
    """The counts of what came since each moment an earlier figure was made; one moment, as a rule."""
    moments = {figure["as_of"] for figure in earlier.values() if figure.get("as_of")}
    return {moment: counted(survey_id, datetime.fromisoformat(moment)) for moment in moments}


def _told_again(question: QuestionContent, before: Figure, changed: Counted) -> bool:
    if question.kind not in CHOICE_KINDS | {QuestionKind.SEVERAL_CHOICES}:
        n = changed.n(question, question.variables[0])
        return question.kind not in NUMERIC_KINDS or n >= disclosure.FEWEST_FOR_MEDIAN
    rows = {row["variable"]: row for row in before["rows"]}
    for variable in question.variables:
        cells = {cell["option"]: Cell(cell["low"], cell["high"]) for cell in rows[variable.id]["cells"]}
        if not disclosure.is_told_again(changed.group(question, variable), earlier=cells):
            return False
    return True


def _figure(
    question: QuestionContent, counts: Counted, groups: Mapping[str, Counted], numbers: Mapping[int, Numbers]
) -> Figure:
    n = max((counts.n(question, variable) for variable in question.variables), default=0)
    if question.kind in CHOICE_KINDS or question.kind == QuestionKind.SEVERAL_CHOICES:
        rows = [_row(question, variable, counts, groups) for variable in question.variables]
        return {"form": "choices", "n": n, "rows": rows}
    if question.kind in NUMERIC_KINDS:
        known = numbers.get(question.variables[0].id, Numbers(0))
        told, withheld = disclosure.published_numbers(known, is_percentage=question.kind == QuestionKind.PERCENTAGE)
        statistics = {name: str(value) for name, value in told.items()}
        return {"form": "numbers", "n": known.n, "statistics": statistics, "withheld": withheld}
    return {"form": "words", "n": n}


def _row(
    question: QuestionContent, variable: VariableContent, counts: Counted, groups: Mapping[str, Counted]
) -> Figure:
    whole = counts.group(question, variable)
    cells = disclosure.published_cells(whole.counts, whole.n)
    labels = {option.id: option.label for option in question.options}
    parts = disclosure.published_breakdown({name: each.group(question, variable) for name, each in groups.items()})
    return {
        "variable": variable.id,
        "label": variable.label if len(question.variables) > 1 else "",
        "n": whole.n,
        "cells": [
            {"option": option, "label": labels[option], "low": cell.low, "high": cell.high}
            for option, cell in cells.items()
        ],
        "withheld": "" if cells else (disclosure.ONE_OPTION if len(labels) < 2 else disclosure.TOO_FEW),
        "groups": [
            {"label": name, "n": group.n, "counts": [[option, times] for option, times in group.counts.items()]}
            for name, group in parts.items()
        ],
    }
