"""The words an edition quotes: which of them this member may read, and those that a page holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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


class _Kept(NamedTuple):
    id: int
    question_id: int
    variable_id: int
    organisation_id: int | None
    named_to: str
    unnamed: bool


_COLUMNS = ("pk", "variable__question_id", "variable_id", "organisation_id", "named_to", "unnamed")


def quote(
    restitution: Restitution, sections: Mapping[int, Quoting], member: Member | None, reading: Reading = WHOLE
) -> None:
    """Give each section, by its question, the words this member may read; the texts held are the only ones read."""
    shown = [question for question, section in sections.items() if section.item.shows_verbatims]
    kept = restitution.verbatims.filter(variable__question__in=shown)
    found = [_Kept._make(row) for row in kept.values_list(*_COLUMNS)]
    if not found:
        return
    readable: dict[int, list[tuple[int, bool]]] = {}
    without_name: dict[int, dict[str, int]] = {}
    named, nameless = _named(restitution, found, member), _nameless(restitution.survey, found, member)
    hushed = _hushed(restitution.survey, found, standing_of(member).organisation_ids)
    for each in found:
        if (each.organisation_id, each.variable_id) in named:
            readable.setdefault(each.question_id, []).append((each.id, True))
        elif sections[each.question_id].is_quiet:
            continue  # that somebody answered here says what they answered there
        elif each.unnamed and each.organisation_id in hushed:
            sections[each.question_id].hushed += 1
        elif each.unnamed and each.organisation_id in nameless.get(each.named_to, frozenset()):
            without_name.setdefault(each.question_id, {})[_secret(each.id)] = each.id
        else:
            sections[each.question_id].unread += 1
    for question, ids in without_name.items():
        apart = unlinkable(list(ids), sections[question].label)
        readable.setdefault(question, []).extend((ids[each], False) for each in apart)
    for question, quotes in readable.items():
        section = sections[question]
        section.is_unfolded = reading.unfolded == section.item.pk
        if reading.at_once is not None and len(quotes) > reading.at_once and not section.is_unfolded:
            section.folded = len(quotes) - SHOWN_QUOTES
            del quotes[SHOWN_QUOTES:]
    _read(sections, readable)


def _secret(verbatim_id: int) -> str:
    """What stands for these words when they are put in an order: of a number alone, anybody could find it again."""
    return salted_hmac("surveys.quotes", str(verbatim_id)).hexdigest()


def _read(sections: Mapping[int, Quoting], readable: Mapping[int, Sequence[tuple[int, bool]]]) -> None:
    ids = [pk for quotes in readable.values() for pk, _ in quotes]
    rows = Verbatim.objects.filter(pk__in=ids).values_list("pk", "text", "organisation__short_name", "named_to")
    texts = {pk: kept for pk, *kept in rows}
    for question, quotes in readable.items():
        for pk, is_named in quotes:
            text, name, circle = texts[pk]
            told = Quoted(text, name, NamedTo(circle).label) if is_named and name else Quoted(text, NAMELESS)
            sections[question].quoted.append(told)


def _named(restitution: Restitution, found: Sequence[_Kept], member: Member | None) -> Collection[tuple[int, int]]:
    """Whose words, on which variable, this member may read under the name: asked again at each reading."""
    rows = named_answers_visible_to(member, restitution.survey).filter(
        variable__in={each.variable_id for each in found},
        response__organisation__in={each.organisation_id for each in found},
    )
    return set(rows.values_list("response__organisation_id", "variable_id"))


def _hushed(survey: Survey, found: Sequence[_Kept], own: Collection[int]) -> frozenset[int]:
    """Those that asked not to be named in a college where nearly all the others are: no word of theirs is quoted.

    Who reads knows what it said itself: its ``own`` organisations hide nobody.
    """
    if not any(each.unnamed for each in found):
        return frozenset()
    columns = ("organisation_id", "organisation__college", "status", "unnamed")
    colleges: dict[str, list[bool]] = {}
    unnamed: dict[int, str] = {}
    for organisation_id, college, status, hidden in Response.objects.filter(survey=survey).values_list(*columns):
        named = status in visibility.GIVEN and not hidden
        if named or organisation_id not in own:
            colleges.setdefault(college, []).append(named)
        if hidden:
            unnamed[organisation_id] = college
    return frozenset(
        organisation_id
        for organisation_id, college in unnamed.items()
        if not hides_one_among_others(asked=len(colleges.get(college, ())), named=sum(colleges.get(college, ())))
    )


def _nameless(survey: Survey, found: Sequence[_Kept], member: Member | None) -> dict[str, frozenset[int]]:
    return _nameless_rule(survey, member) if any(each.unnamed for each in found) else {}


def _nameless_rule(survey: Survey, member: Member | None) -> dict[str, frozenset[int]]:
    """For each circle, the organisations that asked not to be named and whose words this member may read."""
    standing, today = standing_of(member), timezone.localdate()
    reader = visibility.capacities_of(
        is_facilitator=standing.is_facilitator,
        organisation_ids=standing.organisation_ids,
        colleges=standing.colleges,
        lead_id=survey.cycle.lead_id if survey.cycle else None,
    )
    rows = list(
        Response.objects.filter(survey=survey, unnamed=True).values_list(
            "organisation_id", "status", "agrees_to_regions", "organisation__college"
        )
    )
    return {
        circle: frozenset(
            organisation_id
            for organisation_id, status, agrees, college in rows
            if visibility.may_read_named(
                reader=reader,
                is_own=organisation_id in standing.organisation_ids,
                status=status,
                asked=circle,
                chosen="",
                unnamed=False,
                by_epci=college == College.EPCI,
                agrees_to_regions=agrees,
                survey_closed=survey.status == SurveyStatus.CLOSED,
                embargo_until=survey.embargo_until,
                lead_early_from=survey.lead_early_from,
                today=today,
            )
        )
        for circle in visibility.ORDER
    }
