"""Pages that open a cycle and change its lead; the cycle's own page is journey's."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from interregions.exchange.cycles import queries, services
from interregions.exchange.cycles.forms import LeadForm, OpeningForm
from interregions.network.http import MemberRequest, acting


def _sent(request: MemberRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when the page is only read."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def open_cycle(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Choose the responsible region and the cycle before, then open; an open cycle is shown instead."""
    theme = queries.theme_to_open(request.member, theme_id)
    if theme is None:
        raise Http404
    opened = queries.cycle_of(theme)
    if opened is not None:
        return redirect(opened)
    form = OpeningForm(theme, _sent(request))
    if request.method == "POST" and form.is_valid():
        cycle = services.open_cycle(theme=theme, **form.values(), by=acting(request))
        messages.success(request, f"Le cycle est ouvert, {cycle.lead.short_name} en est responsable.")
        return redirect(cycle)
    return render(request, "cycles/open.html", {"page": queries.opening_page(theme), "form": form})


@require_http_methods(["GET", "POST"])
def change_lead(request: MemberRequest, cycle_id: int) -> HttpResponse:
    """Give the cycle another responsible region."""
    cycle = queries.cycle_run_by(request.member, cycle_id)
    if cycle is None:
        raise Http404
    form = LeadForm(cycle.theme, _sent(request))
    if request.method == "POST" and form.is_valid():
        cycle = services.change_lead(cycle=cycle, **form.values(), by=acting(request))
        messages.success(request, f"{cycle.lead.short_name} est désormais responsable de ce cycle.")
        return redirect(cycle)
    return render(request, "cycles/lead.html", {"cycle": cycle, "form": form})
