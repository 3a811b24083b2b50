"""Pages of guides, interviews and notes."""

from typing import Any

from django.http import Http404


def found(thing: Any) -> Any:
    """The thing, or a page not found: what one may not see does not exist."""
    if thing is None:
        raise Http404
    return thing
