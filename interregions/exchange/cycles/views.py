"""The page that opens a cycle; the others are journey's."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from interregions.exchange.cycles import queries, services
from interregions.exchange.cycles.forms import OpeningForm
from interregions.network.http import MemberRequest, acting


@require_http_methods(["GET", "POST"])
def open_cycle(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Choose the responsible region and the cycle before, then open; an open cycle is shown instead."""
    theme = queries.theme_to_open(request.member, theme_id)
    if theme is None:
        raise Http404
    opened = queries.cycle_of(theme)
    if opened is not None:
        return redirect(opened)
    form = OpeningForm(theme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cycle = services.open_cycle(theme=theme, **form.values(), by=acting(request))
        messages.success(request, f"Le cycle est ouvert, {cycle.lead.short_name} en est responsable.")
        return redirect(cycle)
    return render(request, "cycles/open.html", {"page": queries.opening_page(theme), "form": form})
