"""What was entered by telephone on a thing, for its page."""

from typing import Any

from django import template
from django.template.context import Context

from interregions.common.references import Reference
from interregions.toolkit.telephone.queries import entries_on

register = template.Library()


@register.inclusion_tag("telephone/said.html", takes_context=True)
def said_by_phone(context: Context, kind: str, thing_id: object) -> dict[str, Any]:
    """The entries this reader may read, each with who said it and who entered it."""
    request = context.get("request")
    return {"entries": entries_on(Reference(kind, str(thing_id), "", ""), getattr(request, "member", None))}
