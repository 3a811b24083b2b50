"""The request as views receive it: who is here, and for whom."""

from typing import TypeVar

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from interregions.common.errors import Refused
from interregions.network import rules
from interregions.network.models import Mandate, Member

Found = TypeVar("Found")


class VisitorRequest(HttpRequest):
    """A request to a public page: perhaps nobody has signed in."""

    member: Member | None
    mandate: Mandate | None  # the acting one
    htmx: HtmxDetails


class MemberRequest(VisitorRequest):
    """A request to any other page: somebody has signed in, perhaps without a mandate that holds."""

    member: Member


def or_404(found: Found | None) -> Found:
    """What was looked for, or a page not found: what one may not see does not exist."""
    if found is None:
        raise Http404
    return found


def acting(request: VisitorRequest) -> Mandate:
    """The mandate under which this person acts. Raises Refused when none holds, in the words of every service."""
    if request.mandate is None:
        raise Refused(rules.WITHOUT_MANDATE)
    return request.mandate
