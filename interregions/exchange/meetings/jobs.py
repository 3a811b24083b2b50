"""Long work of the room: writing to every convened organisation."""

from collections.abc import Callable
from typing import Any

from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.services import messages as services


def write_messages(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str | None:
    """Write the messages of one occasion; each has its own key, so running twice writes each once."""
    meeting = Meeting.objects.get(pk=arguments["meeting"])
    services.write_messages(meeting=meeting, occasion=arguments["occasion"], report=report)
    return meeting.get_absolute_url()
