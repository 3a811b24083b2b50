"""The page of an EPCI, and the list in which a Région finds it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interregions.common.lists import page_of
from interregions.journey.queries import epci as queries
from interregions.network.http import MemberRequest, or_404


@require_safe
def listed(request: MemberRequest) -> HttpResponse:
    """The groupings of one’s territory."""
    if not queries.has_epci(request.member):
        raise Http404
    words = request.GET.get("texte", "").strip()
    page = page_of(queries.found_epci(request.member, words), request.GET.get("page"))
    context = {"page": page, "lines": queries.lines_of(list(page)), "words": words}
    return render(request, "journey/epci_list.html", context)


@require_safe
def epci(request: MemberRequest, code: str) -> HttpResponse:
    """One of them."""
    return render(request, "journey/epci.html", {"page": or_404(queries.epci_page(request.member, code))})
