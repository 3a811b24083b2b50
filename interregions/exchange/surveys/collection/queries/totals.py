"""How many answered: a few grouped rows from which every count of a collection is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from interregions.common.prepared import PreparedOn
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.rules.answering import NEVER_BEGUN, NEVER_BEGUN_WORDS
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.network.choices import College

IS_NEVER_BEGUN = Q(answered=0, last_activity_at__isnull=True)
NOUNS = {College.REGIONS: "Régions", College.EPCI: "EPCI", College.CLUSTERS: "pôles et\u00a0clusters"}
OTHER_NOUN = "autres\u00a0organismes"
ALONE = {
    "Régions": "Région",
    "pôles et\u00a0clusters": "pôle ou\u00a0cluster",
    "organismes": "organisme",
    OTHER_NOUN: "autre\u00a0organisme",
}


def noun_for(count: int, noun: str) -> str:
    """« Région », « Régions »: zero and one are singular in French."""
    return noun if count > 1 else ALONE.get(noun, noun)


def have_answered(answered: int, noun: str) -> str:
    """« Région a répondu », « Régions ont répondu »: what follows the number of those who did."""
    return f"{noun_for(answered, noun)} {'ont' if answered > 1 else 'a'} répondu"


@dataclass(frozen=True)
class Totals:
    """What everyone may know of a collection: how many, by college."""

    asked: int
    answered: int
    noun: str

    @property
    def words(self) -> str:
        return have_answered(self.answered, self.noun)

    @property
    def shown_noun(self) -> str:
        return noun_for(self.answered, self.noun)


def totals_of(survey: Survey) -> list[Totals]:
    """One line for each college asked (all others together): one query."""
    return totals_in(counts_of(survey))


class Returned(NamedTuple):
    """How many organisations a survey asked, and how many answered."""

    asked: int = 0
    given: int = 0


def returned_in(surveys: Iterable[Survey]) -> dict[int, Returned]:
    """Of each survey: as its close stored it, or else counted, all in one grouped read of the index."""
    found, open_still = {}, []
    for survey in surveys:
        if survey.asked_at_close is None or survey.given_at_close is None:
            open_still.append(survey.pk)
        else:
            found[survey.pk] = Returned(survey.asked_at_close, survey.given_at_close)
    return found | (counted_now(open_still) if open_still else {})


def counted_now(survey_ids: Sequence[int]) -> dict[int, Returned]:
    """Counted in the responses themselves: read from the index on (survey, status) alone."""
    found = dict.fromkeys(survey_ids, Returned())
    rows = Response.objects.filter(survey__in=survey_ids).order_by().values_list("survey_id", "status")
    for pk, status, times in rows.annotate(times=Count("*")):
        asked, given = found[pk]
        found[pk] = Returned(asked + times, given + (times if status in GIVEN else 0))
    return found


@dataclass(frozen=True)
class Counted:
    """How many responses share a kind, a college and a status; ``never`` of them were never begun."""

    kind: str
    college: str
    status: str
    times: int
    never: int


def _counts(survey: int) -> QuerySet[Response, Any]:
    shared = Response.objects.filter(survey=survey).order_by()
    return shared.values_list("organisation__kind", "organisation__college", "status").annotate(
        times=Count("*"), never=Count("pk", filter=IS_NEVER_BEGUN)
    )


_COUNTS: PreparedOn[Any] = PreparedOn(_counts)


def counts_of(survey: Survey) -> list[Counted]:
    """Every count of the page comes from these few rows."""
    return [Counted(*row) for row in _COUNTS.read(survey=survey.pk)]


def totals_in(counts: list[Counted]) -> list[Totals]:
    """What everyone may know, from rows already read: each college that was asked, in the order of the colleges."""
    found: dict[str, list[int]] = {noun: [0, 0] for noun in (*NOUNS.values(), OTHER_NOUN)}
    for each in counts:
        line = found[NOUNS.get(College(each.college), OTHER_NOUN)]
        line[0] += each.times
        line[1] += each.times if each.status in GIVEN else 0
    return [Totals(asked, answered, noun) for noun, (asked, answered) in found.items() if asked]


def states_in(counts: list[Counted]) -> list[tuple[str, str, int]]:
    """How many in each state, as it is read; a response left out that nobody began stands apart."""
    numbers: dict[str, int] = {}
    for each in counts:
        apart = each.never if each.status == ResponseStatus.LEFT_OUT else 0
        numbers[each.status] = numbers.get(each.status, 0) + each.times - apart
        numbers[NEVER_BEGUN] = numbers.get(NEVER_BEGUN, 0) + apart
    labels = [*ResponseStatus.choices, (NEVER_BEGUN, NEVER_BEGUN_WORDS)]
    return [(value, label, numbers[value]) for value, label in labels if numbers.get(value)]
