"""How many were asked, how many answered, what changed since an edition: totals, never who."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from interregions.common.typography import number
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.collection.queries.totals import NOUNS as NOUNS_OF_COLLEGES
from interregions.exchange.surveys.collection.queries.totals import have_answered
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.exchange.surveys.restitution.rules.disclosure import merged_groups
from interregions.network.choices import College

NOUNS = {college.label: noun for college, noun in NOUNS_OF_COLLEGES.items()}


def answered_sentence(answered: int, asked: int, noun: str) -> str:
    """« 12 Régions sur 18 ont répondu »."""
    whom, _, did = have_answered(answered, noun).partition(" ")
    return f"{number(answered)} {whom} sur {number(asked)} {did}"


@dataclass(frozen=True)
class Rate:
    label: str
    asked: int
    answered: int


@dataclass(frozen=True)
class Rates:
    """The response rate with its denominator, in all and by college; colleges under three are put together."""

    asked: int
    answered: int
    colleges: tuple[Rate, ...]
    noun: str  # how those who are asked are called, all together: Régions, EPCI, or organismes

    def as_json(self) -> list[dict[str, Any]]:
        return [{"college": rate.label, "asked": rate.asked, "answered": rate.answered} for rate in self.colleges]


def late_answers(survey: Survey) -> int:
    """How many were sent after the closing."""
    late = Response.objects.filter(survey=survey, status=ResponseStatus.SUBMITTED, late_until__isnull=False)
    return late.filter(submitted_at__gt=survey.closed_at).count() if survey.closed_at else 0


def rates_of(survey: Survey) -> Rates:
    """One grouped query."""
    rows = (
        Response.objects.filter(survey=survey)
        .order_by()
        .values_list("organisation__college")
        .annotate(asked=Count("*"), answered=Count("pk", filter=Q(status__in=GIVEN)))
    )
    found = {College(college).label: (asked, answered) for college, asked, answered in rows}
    parts = merged_groups({label: asked for label, (asked, _) in found.items()})
    colleges = tuple(
        Rate(label, sum(found[name][0] for name in names), sum(found[name][1] for name in names))
        for label, names in parts.items()
    )
    asked, answered = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    only = next(iter(found)) if len(found) == 1 else ""
    return Rates(asked, answered, colleges, NOUNS.get(only, "organismes"))


def noun_of(edition: Restitution) -> str:
    """How those who were asked are called, after the rates this edition has kept."""
    colleges = [rate["college"] for rate in edition.response_rate]
    return NOUNS.get(colleges[0], "organismes") if len(colleges) == 1 else "organismes"


def changed_since(survey: Survey, edition: Restitution) -> tuple[int, int]:
    """How many responses came since an edition, and how many of those it counted have gone."""
    sent = Response.objects.filter(survey=survey, status__in=GIVEN)
    added = sent.filter(submitted_at__gt=edition.published_at).count()
    return added, max(0, edition.answered - (sent.count() - added))
