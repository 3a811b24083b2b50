"""What runs later or by the clock; each may run twice without harm."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.exchange.surveys.collection.services.collection import (
    late_invitations,
    send_due_waves,
    settle_late_answers,
)
from interregions.exchange.surveys.collection.services.inviting import send_invitations

Report = Callable[[int, int], None]


def invite(arguments: dict[str, Any], report: Report) -> str:
    """Invite everyone a survey asks."""
    return send_invitations(survey_id=int(arguments["survey"]), report=report)


def send_due_reminders() -> None:
    """Every minute: the invitations of surveys that open today, and the waves whose day has come."""
    today = timezone.localdate()
    late_invitations(today)
    settle_late_answers(deadline_day())
    send_due_waves(today)
