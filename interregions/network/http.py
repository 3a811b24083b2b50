"""The request as views receive it: who is here, and for whom."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from interregions.common.errors import Refused
from interregions.network import rules
from interregions.network.models import Mandate, Member


class VisitorRequest(HttpRequest):
    """A request to a public page: perhaps nobody has signed in."""

    member: Member | None
    mandate: Mandate | None  # the acting one
    htmx: HtmxDetails


class MemberRequest(VisitorRequest):
    """A request to any other page: somebody has signed in, perhaps without a mandate that holds."""

    member: Member


def acting(request: VisitorRequest) -> Mandate:
    """The mandate under which this person acts. Raises Refused when none holds, in the words of every service."""
    if request.mandate is None:
        raise Refused(rules.WITHOUT_MANDATE)
    return request.mandate
