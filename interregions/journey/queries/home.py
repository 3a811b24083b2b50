"""The home of who acts for a pôle or a partner: what it is asked, what is open to it, its own page."""

from dataclasses import dataclass

from interregions.exchange.surveys.collection.queries.collection import SurveyLine, survey_lines
from interregions.network.models import Member, Organisation
from interregions.network.queries import standing_of
from interregions.toolkit.publication.queries import OpenedLine, opened_lines

LISTED = 10


@dataclass(frozen=True)
class Home:
    """What stands under the cards of somebody who does not take part in the cycles."""

    organisations: tuple[Organisation, ...]
    asked: tuple[SurveyLine, ...]
    opened: tuple[OpenedLine, ...]


def home_of(member: Member | None) -> Home | None:
    """For who acts for a pôle or a partner alone; the others have the cycles."""
    standing = standing_of(member)
    if standing.takes_part or not standing.mandates:
        return None
    return Home(
        organisations=tuple(mandate.organisation for mandate in standing.by_organisation),
        asked=tuple(survey_lines(member)[:LISTED]),
        opened=tuple(opened_lines(member, limit=LISTED)),
    )
