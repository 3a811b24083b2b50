"""Who may read an answer with the name of the organisation that gave it. Pure; told before answering.

1. Its own organisation, always. Nobody else while it is a draft, or once it is left out.
2. Nobody else when the organisation asked not to be named.
3. The animation, from the sending.
4. The responsible Région, from ``lead_early_from`` or with the others, when the circle reaches it.
5. The members of the circle, once the survey is closed and its embargo over.
6. An EPCI is read by Régions (the responsible one too) only if it agreed.

The circle is the narrower of the question's and the one the respondent chose.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from interregions.exchange.surveys.choices import NamedTo, ResponseStatus
from interregions.network.choices import College

GIVEN = frozenset({ResponseStatus.SUBMITTED, ResponseStatus.USED_AS_IS})
# From the widest circle to the narrowest.
ORDER: tuple[str, ...] = tuple(NamedTo)
READ_BY_LEAD = frozenset({NamedTo.REGIONS_AND_EPCI, NamedTo.REGIONS, NamedTo.LEAD})
READ_BY_REGIONS = frozenset({NamedTo.REGIONS_AND_EPCI, NamedTo.REGIONS})
READ_BY_EPCI = frozenset({NamedTo.REGIONS_AND_EPCI})


def narrowest(asked: str, chosen: str) -> str:
    """The circle that counts: the question's, or the narrower one chosen by the respondent."""
    if chosen not in ORDER:
        return asked
    return max(asked, chosen, key=ORDER.index)


def circles_from(asked: str) -> tuple[str, ...]:
    """The circles a respondent may choose: the question's and all narrower ones."""
    return ORDER[ORDER.index(asked) :]


def is_open_to_circle(*, survey_closed: bool, embargo_until: date | None, today: date) -> bool:
    """Whether members of the circles read named answers: the survey is closed and the embargo over."""
    return survey_closed and (embargo_until is None or today >= embargo_until)


def is_open_to_lead(
    *, survey_closed: bool, embargo_until: date | None, lead_early_from: date | None, today: date
) -> bool:
    """The responsible Région reads from its own date, said before answering; else with the others."""
    early = lead_early_from is not None and today >= lead_early_from
    return early or is_open_to_circle(survey_closed=survey_closed, embargo_until=embargo_until, today=today)


@dataclass(frozen=True)
class Capacities:
    """What a reader is, besides a member of the organisation that answered."""

    facilitator: bool = False
    lead: bool = False
    region: bool = False
    epci: bool = False


def capacities_of(
    *, is_facilitator: bool, organisation_ids: Collection[int], colleges: Collection[str], lead_id: int | None
) -> Capacities:
    """The capacities that current mandates give before one survey."""
    return Capacities(
        facilitator=is_facilitator,
        lead=lead_id is not None and lead_id in organisation_ids,
        region=College.REGIONS in colleges,
        epci=College.EPCI in colleges,
    )


def may_read_named(
    *,
    reader: Capacities,
    is_own: bool,
    status: str,
    asked: str,
    chosen: str,
    unnamed: bool,
    by_epci: bool,
    agrees_to_regions: bool,
    survey_closed: bool,
    embargo_until: date | None,
    lead_early_from: date | None,
    today: date,
) -> bool:
    """The whole rule, in the order of the module's first words."""
    if is_own:
        return True
    if status not in GIVEN or unnamed:
        return False
    if reader.facilitator:
        return True
    circle = narrowest(asked, chosen)
    open_to_circle = is_open_to_circle(survey_closed=survey_closed, embargo_until=embargo_until, today=today)
    open_to_lead = is_open_to_lead(
        survey_closed=survey_closed, embargo_until=embargo_until, lead_early_from=lead_early_from, today=today
    )
    regions_may = agrees_to_regions or not by_epci
    if reader.lead and regions_may and circle in READ_BY_LEAD and open_to_lead:
        return True
    if reader.region and regions_may and circle in READ_BY_REGIONS and open_to_circle:
        return True
    return reader.epci and circle in READ_BY_EPCI and open_to_circle
