"""The lines of this room on the thread of a cycle, as far as a member may see."""

from typing import Protocol

from django.urls import reverse

from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.exchange.themes.choices import CallStatus, ThemeStatus
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.queries.calls import call_reference, sees_call
from interregions.exchange.themes.queries.themes import theme_reference
from interregions.network.models import Member


class HasTheme(Protocol):
    """A cycle, seen from the room below it."""

    @property
    def theme(self) -> Theme: ...


def thread_of(cycle: HasTheme, member: Member | None) -> list[ThreadLine]:
    """The theme and the call it comes from, on the cycle's thread, as far as this member sees them."""
    theme = cycle.theme
    # The cycle was read with its call: only whether this member sees it is asked.
    call = theme.call
    if not sees_call(member, call):
        return []
    origin = Reference.from_json(theme.origin)
    result = reverse("themes:result", args=[call.pk]) if call.status == CallStatus.CLOSED else call.get_absolute_url()
    return [
        ThreadLine(
            label=str(call),
            state=str(CallStatus(call.status).label),
            url=result,
            at=call.opened_at,
            outcomes=(theme_reference(theme),),
        ),
        ThreadLine(
            label=f"Thème : {theme.title}",
            state=str(ThemeStatus(theme.status).label),
            url=theme.get_absolute_url(),
            at=theme.created_at,
            origins=(origin, call_reference(call)) if origin else (call_reference(call),),
        ),
    ]
