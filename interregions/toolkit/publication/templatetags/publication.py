"""Who else reads a thing, on its page."""

from typing import Any

from django import template
from django.template.context import Context

from interregions.toolkit.publication.queries import opening_block

register = template.Library()


@register.inclusion_tag("publication/openings.html", takes_context=True)
def openings(context: Context, kind: str, thing: Any) -> dict[str, Any]:
    """To whom it is open, and the gestures of whom it belongs to."""
    request = context.get("request")
    member, mandate = getattr(request, "member", None), getattr(request, "mandate", None)
    return {"block": opening_block(kind, thing, member, mandate), "csrf_token": context.get("csrf_token")}
