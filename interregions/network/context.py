"""What every page says about who is here: person, organisation, demonstration or not."""

from typing import Any

from django.http import HttpRequest

from interregions.network.presence import here_for
from interregions.network.queries import standing_of


def who_and_where(request: HttpRequest) -> dict[str, Any]:
    """Context of the base page; lazily safe on error pages, where the middleware may not have run."""
    member = getattr(request, "member", None)
    mandate = getattr(request, "mandate", None)
    standing = standing_of(member)
    here = here_for(member)
    return {
        "member": member,
        "mandate": mandate,
        "mandates": standing.by_organisation,
        "is_facilitator": standing.is_facilitator,
        "takes_part": standing.takes_part,
        "demonstration": here.demonstration,
        "network_name": here.network_name,
    }
