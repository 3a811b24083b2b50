"""The list of calls, one call, opening it, its dates, opening its choices."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.exchange.themes import exports
from interregions.exchange.themes.forms import CancelForm, DatesForm, OpeningForm
from interregions.exchange.themes.queries import calls as call_queries
from interregions.exchange.themes.queries import pages, participation
from interregions.exchange.themes.services import calls as services
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import table_response

ROWS = 25


def _sent(request: MemberRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when the page is only read."""
    return request.POST if request.method == "POST" else None


@require_safe
def calls(request: MemberRequest) -> HttpResponse:
    """Every call one sees, the latest first."""
    found = call_queries.calls_visible_to(request.member)
    page = page_of(found, request.GET.get("page"), ROWS)
    lines = call_queries.call_lines(list(page), request.mandate)
    context = {"page": page, "lines": lines, "may_open": call_queries.opening_for(request.member)}
    return render(request, "themes/calls.html", context)


@require_safe
def call(request: MemberRequest, call_id: int) -> HttpResponse:
    """One call: the sentence, the one button, the themes."""
    found = get_object_or_404(call_queries.calls_visible_to(request.member), pk=call_id)
    return render(request, "themes/call.html", {"page": pages.call_page(found, request.mandate)})


@require_http_methods(["GET", "POST"])
def open_call(request: MemberRequest) -> HttpResponse:
    """Open a call."""
    if not call_queries.opening_for(request.member):
        raise Http404
    form = OpeningForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                opened = services.open_call(**form.cleaned_data, by=acting(request))
            messages.success(request, f"Le recueil est ouvert. {told.words}")
            return redirect(opened)
    return render(request, "themes/open_call.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def cancel(request: MemberRequest, call_id: int) -> HttpResponse:
    """Say what cancelling a call does, ask why, then do it."""
    found = get_object_or_404(call_queries.calls_run_by(request.member), pk=call_id)
    form = CancelForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                services.cancel_call(call=found, reason=form.cleaned_data["reason"], by=acting(request))
            messages.success(request, f"Le recueil est annulé. {told.words}")
            return redirect(found)
    page = pages.call_page(found, request.mandate)
    context = {"page": page, "form": form, "reach": participation.reach_of_call(found)}
    return render(request, "themes/cancel.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def dates(request: MemberRequest, call_id: int) -> HttpResponse:
    """Move the dates of a call."""
    found = get_object_or_404(call_queries.calls_run_by(request.member), pk=call_id)
    initial = {"proposals_until": found.proposals_until, "choices_until": found.choices_until}
    form = DatesForm(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_dates(call=found, **form.cleaned_data, by=acting(request))
        messages.success(request, "Les dates sont changées.")
        return redirect(found)
    return render(request, "themes/dates.html", {"call": found, "form": form})


@require_http_methods(["GET", "POST"])
def open_choices(request: MemberRequest, call_id: int) -> HttpResponse:
    """Say what opening the choices does, then do it."""
    found = get_object_or_404(call_queries.calls_run_by(request.member), pk=call_id)
    if request.method == "POST":
        with telling() as told:
            services.open_choices(call=found, by=acting(request))
        messages.success(request, f"Les choix sont ouverts. {told.words}")
        return redirect(found)
    page = pages.call_page(found, request.mandate)
    context = {"page": page, "reach": participation.reach_of_call(found)}
    return render(request, "themes/open_choices.html", context)


@require_safe
def proposals_table(request: MemberRequest, call_id: int, format: str) -> HttpResponse:
    """The proposals, to take away."""
    found = get_object_or_404(call_queries.calls_visible_to(request.member), pk=call_id)
    return table_response(exports.proposals(found), format, f"Thèmes proposés {found.season}")
