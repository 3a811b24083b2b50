"""The meeting a page is about, as far as this person may see or run it; else a page not found."""

from typing import Any

from interregions.exchange.meetings.queries import meetings as queries
from interregions.network.http import MemberRequest, or_404


def seen(request: MemberRequest, meeting_id: int) -> Any:
    """A meeting the person may see."""
    return or_404(queries.meeting_visible_to(request.member, meeting_id))


def run(request: MemberRequest, meeting_id: int) -> Any:
    """A meeting the person runs."""
    return or_404(queries.meeting_run_by(request.mandate, meeting_id))
