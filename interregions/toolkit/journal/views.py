"""The journal, for the animation."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from interregions.common.lists import page_of
from interregions.network.http import MemberRequest
from interregions.network.queries import standing_of
from interregions.toolkit.journal import exports, queries


@require_GET
def journal(request: MemberRequest) -> HttpResponse:
    """Who did what, 25 lines a page, filtered by verb; the same as CSV with ``?format=csv``."""
    member = request.member
    if not standing_of(member).is_facilitator:
        raise Http404
    entries = queries.entries_visible_to(member)
    verb, cycle = request.GET.get("verbe", ""), request.GET.get("cycle", "")
    found = queries.filtered(entries, verb=verb, cycle=cycle)
    if request.GET.get("format") == "csv":
        response = HttpResponse(exports.journal_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="journal.csv"'
        return response
    page = page_of(found, request.GET.get("page"))
    kept = "&" + urlencode({"verbe": verb, "cycle": cycle})
    context = {"page": page, "verbs": queries.verbs(entries), "verb": verb, "cycle": cycle, "kept": kept}
    return render(request, "journal/journal.html", context)
