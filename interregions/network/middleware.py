"""Who is acting, and for whom, on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from interregions.common.characters import number_in
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of

SESSION_KEY = "acting_mandate"
# « …?pour=12 »: the organisation a card was addressed to; who opens it acts for that one from then on.
ACTING_FOR = "pour"


class ActingMandateMiddleware:
    """Sets ``request.member`` and ``request.mandate`` (the acting one: chosen, else the first that holds)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        member = user if isinstance(user, Member) and user.is_authenticated else None
        request.member = member  # type: ignore[attr-defined]
        request.mandate = acting_mandate(request, member)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if member is not None:
            keep_private(response)
        return response


def keep_private(response: HttpResponse) -> None:
    """A signed-in person's page is kept by no shared cache, and a file taken away is left in none at all."""
    if not response.has_header("Cache-Control"):
        is_file = response.get("Content-Disposition", "").startswith("attachment")
        response["Cache-Control"] = "private, no-store" if is_file else "private, no-cache"


def acting_mandate(request: HttpRequest, member: Member | None) -> Mandate | None:
    """The mandate of the organisation a card names, else of the one the person chose, else of the first; or None.

    One chooses an organisation: who has two roles there acts in the one that reaches furthest.
    """
    standing = standing_of(member)
    if not standing.mandates:
        return None
    named = number_in(request.GET.get(ACTING_FOR, ""))
    if addressed := next((each for each in standing.by_organisation if each.organisation_id == named), None):
        if request.session.get(SESSION_KEY) != addressed.pk:
            request.session[SESSION_KEY] = addressed.pk
        return addressed
    chosen = request.session.get(SESSION_KEY)
    acted = next((mandate for mandate in standing.mandates if mandate.pk == chosen), standing.mandates[0])
    return next(each for each in standing.by_organisation if each.organisation_id == acted.organisation_id)
