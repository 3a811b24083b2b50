"""Long work of the room: writing to every referent of the consulted colleges."""

from collections.abc import Callable
from datetime import date
from typing import Any

from interregions.exchange.themes.models import Call
from interregions.exchange.themes.services import announcements as services


def announce_call(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str | None:
    """Write the messages of one occasion; each has its own key, so running twice writes each once."""
    call = Call.objects.get(pk=arguments["call"])
    day = date.fromisoformat(arguments["day"])
    services.announce(call=call, occasion=arguments["occasion"], day=day, report=report)
    return call.get_absolute_url()
