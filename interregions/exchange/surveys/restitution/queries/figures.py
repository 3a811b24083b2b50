"""Figures: counted by the database in two grouped reads of one index each, then passed through the disclosure rules.

Nothing here loads answers to count them. Numbers (medians, quartiles, totals) are read apart, from their own index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import Abs

from interregions.exchange.surveys.answering.models import Answer, Response, Selection
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.exchange.surveys.restitution.queries.behind import base_of, behind_alike, behind_of, is_alike
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import Numbers
from interregions.exchange.surveys.restitution.rules.figures import form_of
from interregions.exchange.surveys.restitution.rules.figures.form import Counted, Figure, Sources
from interregions.exchange.surveys.restitution.rules.reading import Behind, moves_again
from interregions.network.choices import College, OrganisationKind

# What may be declared as a breakdown: where it stands, seen from a response, and the words of its groups.
BREAKDOWNS: dict[str, tuple[str, dict[str, str]]] = {
    "college": ("organisation__college", dict(College.choices)),
    "kind": ("organisation__kind", dict(OrganisationKind.choices)),
}
BREAKDOWN_WORDS = {"college": "par collège", "kind": "par nature d’organisme"}


def _answers(survey_id: int, since: datetime | None) -> QuerySet[Answer]:
    found = Answer.objects.filter(counted_in=survey_id).order_by()
    return found.filter(response__submitted_at__gt=since) if since else found


def _selections(survey_id: int, since: datetime | None) -> QuerySet[Selection]:
    found = Selection.objects.filter(counted_in=survey_id).order_by()
    return found.filter(answer__response__submitted_at__gt=since) if since else found


def counted(survey_id: int, since: datetime | None = None) -> Counted:
    """The two grouped counts. With ``since``, of the responses sent after that moment only."""
    return counted_in(_answers(survey_id, since), _selections(survey_id, since))


def counted_in(answers: QuerySet[Answer], selections: QuerySet[Selection]) -> Counted:
    """The same, of these answers alone."""
    found = Counted()
    rows = answers.order_by().values_list("variable_id", "option_id").annotate(times=Count("*"))
    for variable, option, times in rows:
        found.answers.setdefault(variable, {})[option] = times
    chosen = selections.order_by().values_list("variable_id", "option_id", "rank").annotate(times=Count("*"))
    for variable, option, rank, times in chosen:
        found.selections.setdefault(variable, {}).setdefault(option, {})[rank] = times
    return found


def counted_by(survey_id: int, attribute: str) -> dict[str, Counted]:
    """The same counts in each group of a declared breakdown: two more grouped reads, these with a join."""
    place, words = BREAKDOWNS[attribute]
    groups: dict[str, Counted] = {}
    rows = _answers(survey_id, None).values_list(f"response__{place}", "variable_id", "option_id")
    for name, variable, option, times in rows.annotate(times=Count("*")):
        group = groups.setdefault(words.get(name, name), Counted())
        group.answers.setdefault(variable, {})[option] = times
    chosen = _selections(survey_id, None).values_list(f"answer__response__{place}", "variable_id", "option_id", "rank")
    for name, variable, option, rank, times in chosen.annotate(times=Count("*")):
        group = groups.setdefault(words.get(name, name), Counted())
        group.selections.setdefault(variable, {}).setdefault(option, {})[rank] = times
    return groups


def numbers_of(survey_id: int, variable_ids: Iterable[int]) -> dict[int, Numbers]:
    """Totals in one grouped read; quartiles, from ten answers, by walking the index to their place."""
    return numbers_in(Answer.objects.filter(counted_in=survey_id), variable_ids)


def numbers_in(answers: QuerySet[Answer], variable_ids: Iterable[int]) -> dict[int, Numbers]:
    """The same, of these answers alone."""
    wanted = set(variable_ids)
    if not wanted:
        return {}
    known = answers.filter(number__isnull=False)
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
    numeric = [v.id for q in shown if q.kind.figure is FigureForm.NUMBERS for v in q.variables]
    whole = Sources(counts, groups, numbers_of(survey_id, numeric))
    given = base_of(_given(survey_id, None))
    alike = is_alike(_answers(survey_id, None), given)
    behind = behind_alike(shown, whole, given) if alike else _behind(survey_id, shown, attribute)
    base = asdict(given)
    changes = _changes(survey_id, earlier or {})
    came = {moment: base_of(_given(survey_id, datetime.fromisoformat(moment))) for moment in changes}
    since = {moment: _behind(survey_id, shown, "", datetime.fromisoformat(moment)) for moment in changes}
    figures = {}
    for question in shown:
        before = (earlier or {}).get(question.id)
        changed = changes.get(before["as_of"]) if before else None
        form, moved = form_of(question.kind), bool(changed and any(changed.n(each) for each in question.variables))
        kept = {"edition": edition, "behind": [part.as_json() for part in behind.get(question.id, ())], "base": base}
        fresh = {**form.figure(question, replace(whole, groups={}) if moved else whole), **kept}
        figures[question.id] = fresh
        if before and changed is not None and came[before["as_of"]].answered:
            parts = since[before["as_of"]].get(question.id, ())
            if not moves_again(question, form, before, changed, parts, came[before["as_of"]]):
                figures[question.id] = {**before, "kept": before["edition"], "fresh": fresh}
    return figures, counts


def _given(survey_id: int, since: datetime | None) -> QuerySet[Response]:
    found = Response.objects.filter(survey=survey_id, status__in=GIVEN)
    return found.filter(submitted_at__gt=since) if since else found


def _behind(
    survey_id: int, shown: Sequence[QuestionContent], attribute: str, since: datetime | None = None
) -> dict[int, list[Behind]]:
    """The same counts, apart for each set of readers who read the names."""
    breakdown = BREAKDOWNS[attribute] if attribute else None
    return behind_of(_answers(survey_id, since), _selections(survey_id, since), shown, breakdown)


def _changes(survey_id: int, earlier: Mapping[int, Figure]) -> dict[str, Counted]:
    """The counts of what came since each moment an earlier figure was made; one moment, as a rule."""
    moments = {figure["as_of"] for figure in earlier.values() if figure.get("as_of")}
    return {moment: counted(survey_id, datetime.fromisoformat(moment)) for moment in moments}
