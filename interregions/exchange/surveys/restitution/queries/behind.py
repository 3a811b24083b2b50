"""What stands behind a figure: the same counts, apart for each set of readers who read the names."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import Abs
from django.utils import timezone

from interregions.exchange.surveys.answering.models import Answer, Response, Selection, Survey
from interregions.exchange.surveys.choices import SurveyStatus
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent
from interregions.exchange.surveys.questionnaires.rules.visibility import (
    GIVEN,
    capacities_of,
    is_open_to_circle,
    is_open_to_lead,
    narrowest,
)
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem
from interregions.exchange.surveys.restitution.rules import reading
from interregions.exchange.surveys.restitution.rules.figures.form import Counted, Figure, Sources
from interregions.exchange.surveys.restitution.rules.reading import (
    SHY,
    UNNAMED,
    Base,
    Behind,
    Reader,
    mask_of,
)
from interregions.network.choices import College
from interregions.network.models import Member
from interregions.network.queries import standing_of

WHO = ("response__unnamed", "response__organisation__college", "response__agrees_to_regions")
Key = tuple[int, str, str]


def base_of(given: QuerySet[Response]) -> Base:
    """How many responses are counted, and how many are hidden whole: one grouped read."""
    columns = ("unnamed", "organisation__college", "agrees_to_regions")
    rows = given.order_by().values_list(*columns).annotate(times=Count("*"))
    held = {UNNAMED: 0, SHY: 0, "": 0}
    for unnamed, college, agrees, times in rows:
        held[_level(unnamed, college, agrees)] += times
    return Base(sum(held.values()), held[UNNAMED], held[SHY])


def _level(unnamed: bool, college: str, agrees: bool) -> str:
    if unnamed:
        return UNNAMED
    return SHY if college == College.EPCI and not agrees else ""


class _Gathering:
    """Rows of the database put where they belong, question by question."""

    def __init__(self, questions: Iterable[QuestionContent], words: Mapping[str, str]) -> None:
        self.questions = {variable.id: question for question in questions for variable in question.variables}
        self.words = words
        self.found: dict[int, dict[Key, Behind]] = {}

    def place(self, variable: int, chosen: str, who: tuple[Any, ...]) -> Behind | None:
        question = self.questions.get(variable)
        if question is None:
            return None
        unnamed, college, agrees, *group = who
        level = _level(unnamed, college, agrees)
        circle = narrowest(question.named_to, chosen)
        mask = mask_of(circle=circle, unnamed=unnamed, shy=level == SHY)
        name: Any = self.words.get(group[0], group[0]) if group else ""
        return self.found.setdefault(question.id, {}).setdefault((mask, level, name), Behind(mask, level, name))


def behind_of(
    answers: QuerySet[Answer],
    selections: QuerySet[Selection],
    questions: Iterable[QuestionContent],
    breakdown: tuple[str, Mapping[str, str]] | None = None,
) -> dict[int, list[Behind]]:
    """Of these answers, by question: two grouped reads."""
    place, words = breakdown or ("", {})
    gathering = _Gathering(questions, words)
    more = (f"response__{place}",) if place else ()
    rows = answers.order_by().values_list("variable_id", "option_id", "named_to", *WHO, *more)
    counted = rows.annotate(times=Count("*"), total=Sum("number"), largest=Max(Abs("number")))
    for variable, option, chosen, *who, times, total, largest in counted:
        behind = gathering.place(variable, chosen, tuple(who))
        if behind is not None:
            behind.answers.append([variable, option, times])
            if total is not None:
                behind.numbers.append([variable, times, str(total), str(largest)])
    columns = ("variable_id", "option_id", "rank", "answer__named_to", *(f"answer__{each}" for each in (*WHO, *more)))
    for variable, option, rank, chosen, *who, times in (
        selections.order_by().values_list(*columns).annotate(times=Count("*"))
    ):
        behind = gathering.place(variable, chosen, tuple(who))
        if behind is not None:
            behind.selections.append([variable, option, rank, times])
    return {question: list(parts.values()) for question, parts in gathering.found.items()}


def is_alike(answers: QuerySet[Answer], base: Base) -> bool:
    """Whether the same readers read every answer to a question: no organisation is hidden otherwise than the others,
    and none narrowed the circle of an answer."""
    levels = {base.unnamed, base.shy, base.answered - base.unnamed - base.shy} - {0}
    return len(levels) == 1 and base.answered in levels and not answers.exclude(named_to="").exists()


def behind_alike(questions: Iterable[QuestionContent], sources: Sources, base: Base) -> dict[int, list[Behind]]:
    """The same as ``behind_of`` when all are read alike: what was counted already says it, without another read."""
    level = UNNAMED if base.unnamed else SHY if base.shy else ""
    found = {}
    for question in questions:
        mask = mask_of(circle=question.named_to, unnamed=level == UNNAMED, shy=level == SHY)
        groups = sources.groups or {"": sources.counts}
        parts = [_part(question, counts, Behind(mask, level, name)) for name, counts in groups.items()]
        known = [(each.id, sources.numbers[each.id]) for each in question.variables if each.id in sources.numbers]
        numbers = [[pk, told.n, str(told.total), str(told.largest)] for pk, told in known if told.n]
        found[question.id] = [*parts, *([Behind(mask, level, numbers=numbers)] if numbers else [])]
    return found


def _part(question: QuestionContent, counts: Counted, into: Behind) -> Behind:
    for variable in question.variables:
        into.answers += [[variable.id, option, times] for option, times in counts.answers.get(variable.id, {}).items()]
        for option, ranks in counts.selections.get(variable.id, {}).items():
            into.selections += [[variable.id, option, rank, times] for rank, times in ranks.items()]
    return into


def given_until(restitution: Restitution) -> QuerySet[Response]:
    """The responses that a published edition counts."""
    return Response.objects.filter(
        survey=restitution.survey_id, status__in=GIVEN, submitted_at__lte=restitution.published_at
    )


def reader_before(restitution: Restitution, member: Member | None, questions: Collection[QuestionContent]) -> Reader:
    """Who reads this edition, with what one's own organisations answered: three short reads, however many they are."""
    reader = reader_of(restitution.survey, member)
    responses = given_until(restitution).filter(organisation_id__in=standing_of(member).organisation_ids)
    columns = ("pk", "submitted_at", "unnamed", "organisation__college", "agrees_to_regions")
    mine = list(responses.values_list(*columns))
    if not mine:
        return reader
    ids = [pk for pk, *_ in mine]
    answers = Answer.objects.filter(response__in=ids, counted_in=restitution.survey_id)
    chosen = Selection.objects.filter(answer__response__in=ids, counted_in=restitution.survey_id)
    found = behind_of(answers, chosen, questions, ("pk", {}))
    own = [
        reading.Own(at, _level(*who), {each: _of_response(pk, parts) for each, parts in found.items()})
        for pk, at, *who in mine
    ]
    return replace(reader, own=own)


def _of_response(pk: int, parts: Iterable[Behind]) -> list[Behind]:
    """Those read apart by response: the group of each is its number."""
    return [replace(part, group="") for part in parts if str(part.group) == str(pk)]


def figures_with_behind(
    restitution: Restitution, items: Iterable[RestitutionItem], questions: Collection[QuestionContent]
) -> dict[int, Figure]:
    """The figures of an edition by question; what stands behind those of an older version is read again."""
    kept = {item.question_id: item.figure for item in items}
    if all("base" in figure for figure in kept.values() if figure.get("n")):
        return kept
    until = given_until(restitution)
    answers = Answer.objects.filter(response__in=until, counted_in=restitution.survey_id)
    chosen = Selection.objects.filter(answer__response__in=until, counted_in=restitution.survey_id)
    behind, base = behind_of(answers, chosen, questions), asdict(base_of(until))
    return {
        pk: {"behind": [part.as_json() for part in behind.get(pk, ())], "base": base, **figure}
        for pk, figure in kept.items()
    }


def reader_of(survey: Survey, member: Member | None) -> Reader:
    """The circles this member reads, or will once the survey is closed and its embargo over."""
    standing = standing_of(member)
    can = capacities_of(
        is_facilitator=standing.is_facilitator,
        organisation_ids=standing.organisation_ids,
        colleges=standing.colleges,
        lead_id=survey.cycle.lead_id if survey.cycle else None,
    )
    circles = (
        (reading.LEAD if can.lead else 0) | (reading.REGIONS if can.region else 0) | (reading.EPCI if can.epci else 0)
    )
    return Reader(circles, _is_open(survey, lead_alone=circles == reading.LEAD), can.facilitator)


def _is_open(survey: Survey, *, lead_alone: bool) -> bool:
    closed, today = survey.status == SurveyStatus.CLOSED, timezone.localdate()
    if lead_alone:
        return is_open_to_lead(
            survey_closed=closed,
            embargo_until=survey.embargo_until,
            lead_early_from=survey.lead_early_from,
            today=today,
        )
    return is_open_to_circle(survey_closed=closed, embargo_until=survey.embargo_until, today=today)
