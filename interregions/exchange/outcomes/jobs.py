"""What runs later or by the clock; each may run twice without harm."""

from collections.abc import Callable
from typing import Any

from interregions.exchange.outcomes.models import Minutes
from interregions.exchange.outcomes.services import actions, sending


def send_minutes(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str | None:
    """Write the messages of an approved edition."""
    minutes = Minutes.objects.select_related("meeting", "approved_version").get(pk=arguments["minutes"])
    sending.write_messages(minutes=minutes, edition=arguments["edition"], report=report)
    return minutes.get_absolute_url() + "#envois"


def ask_due_progress() -> None:
    """Ask for progress before each convened meeting, once."""
    actions.ask_due_progress()
