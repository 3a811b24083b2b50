"""The words an edition quotes: which of them this member may read, and those that a page holds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, Protocol

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.crypto import salted_hmac

from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.choices import NamedTo, SurveyStatus
from interregions.exchange.surveys.questionnaires.rules import visibility
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem, Verbatim
from interregions.exchange.surveys.restitution.rules.disclosure import hides_one_among_others, unlinkable
from interregions.network.choices import College
from interregions.network.models import Member
from interregions.network.queries import standing_of

SHOWN_QUOTES = 5
NAMELESS = "un organisme qui a préféré ne pas être nommé"


@dataclass(frozen=True)
class Quoted:
    text: str
    source: str
    circle: str = ""  # who it was given to, in words; not told of whom is not named


@dataclass(frozen=True)
class Reading:
    """How much a page holds: of a question with more than ``at_once`` quotes, the first ones, unless it is unfolded."""

    at_once: int | None = None
    unfolded: int | None = None  # the item of that question


WHOLE = Reading()


class Quoting(Protocol):
    """The section of a question, where its quotes go."""

    item: RestitutionItem
    quoted: list[Quoted]
    label: str
    unread: int
    hushed: int
    folded: int
    is_unfolded: bool
    is_quiet: bool


class _Apart(NamedTuple):
    """What decides of words whose author asked not to be named, one row for all those it decides alike."""

    question_id: int
    named_to: str
    status: str
    agrees: bool
    college: str
    own: bool


@dataclass
class _Found:
    """What is quoted of one question, as numbers: those read under the name, those read without it, and the others."""

    named: int = 0
    apart: int = 0
    asked_unnamed: int = 0
    hushed: int = 0
    closed: int = 0
    ids: dict[str, int] = field(default_factory=dict)  # those read without the name, by what stands for them

    @property
    def readable(self) -> int:
        return self.named + self.apart

    @property
    def unread(self) -> int:
        return self.closed + self.asked_unnamed - self.apart - self.hushed


def quote(
    restitution: Restitution, sections: Mapping[int, Quoting], member: Member | None, reading: Reading = WHOLE
) -> None:
    """Give each section, by its question, the words this member may read; the others are counted, never read."""
    shown = [question for question, section in sections.items() if section.item.shows_verbatims]
    kept = _kept(restitution, shown, member)
    found = _counted(kept)
    apart = kept.filter(named=False, unnamed=True)
    if any(each.asked_unnamed for each in found.values()):
        _count_apart(restitution.survey, apart, sections, found, member)
    for question, each in found.items():
        section = sections[question]
        if not section.is_quiet:  # that somebody answered here says what they answered there
            section.unread, section.hushed = each.unread, each.hushed
        section.is_unfolded = bool(each.readable) and reading.unfolded == section.item.pk
        if reading.at_once is not None and each.readable > reading.at_once and not section.is_unfolded:
            section.folded = each.readable - SHOWN_QUOTES
    _read_named(kept.filter(named=True), sections)
    _read_apart(restitution.survey, apart, sections, found, member)


def _kept(restitution: Restitution, shown: Collection[int], member: Member | None) -> QuerySet[Any]:
    """The words of these questions, each with whether this member may read it under the name: asked at each reading."""
    readable = named_answers_visible_to(member, restitution.survey).filter(
        response__organisation=OuterRef("organisation"), variable=OuterRef("variable")
    )
    kept: QuerySet[Any] = restitution.verbatims.filter(variable__question__in=shown)
    return kept.annotate(named=Exists(readable), question=F("variable__question_id"))


def _counted(kept: QuerySet[Any]) -> dict[int, _Found]:
    found: dict[int, _Found] = {}
    for question, named, unnamed, times in (
        kept.order_by().values_list("question", "named", "unnamed").annotate(times=Count("pk"))
    ):
        each = found.setdefault(question, _Found())
        each.named += times if named else 0
        each.asked_unnamed += times if unnamed and not named else 0
        each.closed += 0 if named or unnamed else times
    return found


def _secret(verbatim_id: int) -> str:
    """What stands for these words when they are put in an order: of a number alone, anybody could find it again."""
    return salted_hmac("surveys.quotes", str(verbatim_id)).hexdigest()


def _limited(section: Quoting) -> int | None:
    return SHOWN_QUOTES if section.folded else None


def _read_named(named: QuerySet[Any], sections: Mapping[int, Quoting]) -> None:
    """The words read under the name, in the order of the edition: the first ones where the others are folded."""
    folded = [question for question, section in sections.items() if section.folded]
    if folded:
        rank = Window(RowNumber(), partition_by=F("variable__question"), order_by=["position", "pk"])
        named = named.annotate(rank=rank).filter(Q(rank__lte=SHOWN_QUOTES) | ~Q(question__in=folded))
    columns = ("question", "text", "organisation__short_name", "named_to")
    for question, text, name, circle in named.order_by("position", "pk").values_list(*columns):
        told = Quoted(text, name, NamedTo(circle).label) if name else Quoted(text, NAMELESS)
        sections[question].quoted.append(told)


def _read_apart(
    survey: Survey,
    apart: QuerySet[Any],
    sections: Mapping[int, Quoting],
    found: Mapping[int, _Found],
    member: Member | None,
) -> None:
    """The words read without the name, after the others, in an order that says nothing; not where no place is left."""
    wanted = {
        question: each
        for question, each in found.items()
        if each.apart and not (sections[question].folded and each.named >= SHOWN_QUOTES)
    }
    if not wanted:
        return
    tells = _telling(survey, member)
    for pk, *columns in _with_responses(apart.filter(question__in=list(wanted)), survey, member, "pk"):
        row = _Apart(*columns)
        if tells(row) == "read":
            wanted[row.question_id].ids[_secret(pk)] = pk
    chosen: dict[int, list[int]] = {}
    for question, each in wanted.items():
        section = sections[question]
        left = None if (limit := _limited(section)) is None else limit - len(section.quoted)
        chosen[question] = [each.ids[one] for one in unlinkable(list(each.ids), section.label)[:left]]
    every = [pk for ids in chosen.values() for pk in ids]
    texts = dict(Verbatim.objects.filter(pk__in=every).order_by().values_list("pk", "text"))
    for question, ids in chosen.items():
        sections[question].quoted.extend(Quoted(texts[pk], NAMELESS) for pk in ids)


def _count_apart(
    survey: Survey,
    apart: QuerySet[Any],
    sections: Mapping[int, Quoting],
    found: Mapping[int, _Found],
    member: Member | None,
) -> None:
    tells = _telling(survey, member)
    for times, *columns in _with_responses(apart, survey, member, "times"):
        row = _Apart(*columns)
        told, each = tells(row), found[row.question_id]
        if sections[row.question_id].is_quiet:
            continue
        each.hushed += times if told == "hushed" else 0
        each.apart += times if told == "read" else 0


def _with_responses(apart: QuerySet[Any], survey: Survey, member: Member | None, first: str) -> QuerySet[Any, Any]:
    """These words with what decides of them, each by its ``pk`` or counted by ``times``."""
    own = list(standing_of(member).organisation_ids)
    rows = apart.filter(organisation__responses__survey=survey, organisation__responses__unnamed=True).annotate(
        status=F("organisation__responses__status"),
        agrees=F("organisation__responses__agrees_to_regions"),
        college=F("organisation__college"),
        own=Case(When(organisation__in=own, then=Value(True)), default=Value(False), output_field=BooleanField()),
    )
    columns = _Apart._fields[1:]
    if first == "pk":
        return rows.order_by().values_list("pk", "question", *columns)
    counted = rows.order_by().values("question", *columns).annotate(times=Count("pk"))
    return counted.values_list("times", "question", *columns)


def _telling(survey: Survey, member: Member | None) -> Callable[[_Apart], str]:
    """What becomes of words whose author asked not to be named: « hushed », « read » without the name, or nothing."""
    standing, today = standing_of(member), timezone.localdate()
    hushed = _hushed(survey, standing.organisation_ids)
    reader = visibility.capacities_of(
        is_facilitator=standing.is_facilitator,
        organisation_ids=standing.organisation_ids,
        colleges=standing.colleges,
        lead_id=survey.cycle.lead_id if survey.cycle else None,
    )

    @cache
    def tells(row: _Apart) -> str:
        if row.college in hushed:
            return "hushed"
        may = visibility.may_read_named(
            reader=reader,
            is_own=row.own,
            status=row.status,
            asked=row.named_to,
            chosen="",
            unnamed=False,
            by_epci=row.college == College.EPCI,
            agrees_to_regions=row.agrees,
            survey_closed=survey.status == SurveyStatus.CLOSED,
            embargo_until=survey.embargo_until,
            lead_early_from=survey.lead_early_from,
            today=today,
        )
        return "read" if may else ""

    return tells


def _hushed(survey: Survey, own: Collection[int]) -> frozenset[str]:
    """The colleges where nearly all are named: who asked there not to be is not quoted at all, counted in the database.

    Who reads knows what it said itself: its ``own`` organisations hide nobody.
    """
    named = Q(status__in=visibility.GIVEN, unnamed=False)
    rows = (
        Response.objects.filter(survey=survey)
        .order_by()
        .values_list("organisation__college")
        .annotate(asked=Count("pk", filter=named | ~Q(organisation__in=list(own))), named=Count("pk", filter=named))
    )
    return frozenset(college for college, asked, times in rows if not hides_one_among_others(asked=asked, named=times))
