"""Pages of the shared calendar of fairs and collective missions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.knowledge.observatory.cooperation import exports
from interregions.knowledge.observatory.cooperation.forms import GoForm, MissionFilterForm, MissionForm
from interregions.knowledge.observatory.cooperation.queries import missions as queries
from interregions.knowledge.observatory.cooperation.services import missions as services
from interregions.network.http import MemberRequest, acting, or_404

COLUMNS = ["Salon ou mission", "Quand", "Organisé par", "Places"]
MOST_IN_A_FILE = 500


@require_GET
def missions(request: MemberRequest) -> HttpResponse:
    """The dates to come, by date."""
    form = MissionFilterForm(request.GET)
    found = queries.filtered(queries.missions_visible_to(request.member), **form.filters())
    page = page_of(found, request.GET.get("page"))
    page.object_list = queries.missions_of(page.object_list)
    context = {"page": page, "form": form, "columns": COLUMNS, "may_add": queries.may_enter(request.mandate)}
    return render(request, "observatory/cooperation/missions.html", context)


@require_GET
def calendar(request: MemberRequest) -> HttpResponse:
    """The same dates for one’s calendar."""
    found = queries.filtered(queries.missions_visible_to(request.member))[:MOST_IN_A_FILE]
    return _calendar(found, "international.ics")


@require_GET
def mission_calendar(request: MemberRequest, mission_id: int) -> HttpResponse:
    """One date for one’s calendar."""
    return _calendar([_visible(request, mission_id)], f"mission-{mission_id}.ics")


def _calendar(found: Any, name: str) -> HttpResponse:
    body = exports.missions_calendar(found, settings.SITE_URL)
    response = HttpResponse(body, content_type=exports.CALENDAR_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """Put a date in the calendar."""
    if not queries.may_enter(request.mandate):
        raise Http404
    form = MissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = services.enter_mission(values=form.cleaned_data, by=acting(request))
            messages.success(request, "La date est dans le calendrier.")
            return redirect(made)
    return render(request, "observatory/cooperation/mission_add.html", {"form": form}, status=status_of(form))


@require_GET
def mission(request: MemberRequest, mission_id: int) -> HttpResponse:
    """One date, who goes, what is left."""
    return _page(request, _visible(request, mission_id))


def _visible(request: MemberRequest, mission_id: int) -> Any:
    return or_404(queries.mission_visible_to(request.member, mission_id))


def _page(request: MemberRequest, found: Any, form: Any = None) -> HttpResponse:
    shown = form or GoForm()
    context = {"page": queries.mission_page(found, request.mandate), "form": shown}
    return render(request, "observatory/cooperation/mission.html", context, status=status_of(shown))


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, mission_id: int) -> HttpResponse:
    """Write a date again."""
    found = _visible(request, mission_id)
    if not queries.may_write(found, request.mandate):
        raise Http404
    standing = {name: getattr(found, name) for name in services.FIELDS}
    form = MissionForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.change_mission(mission=found, values=form.cleaned_data, by=acting(request))
            messages.success(request, "La date est enregistrée.")
            return redirect(found)
    context = {"form": form, "mission": found}
    return render(request, "observatory/cooperation/mission_add.html", context, status=status_of(form))


@require_POST
def go(request: MemberRequest, mission_id: int) -> HttpResponse:
    """« Nous y allons aussi »."""
    found, form = _visible(request, mission_id), GoForm(request.POST)
    if form.is_valid():
        with told_on(form):
            services.go(mission=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "C’est noté : vous y allez aussi.")
            return redirect(found)
    return _page(request, found, form)


@require_POST
def withdraw(request: MemberRequest, mission_id: int) -> HttpResponse:
    """One’s places are free again."""
    services.withdraw_going(mission=_visible(request, mission_id), by=acting(request))
    messages.success(request, "C’est noté : vos places sont libres.")
    return redirect("observatory:missions")


@require_POST
def cancel(request: MemberRequest, mission_id: int) -> HttpResponse:
    """It does not take place."""
    found = services.cancel_mission(mission=_visible(request, mission_id), by=acting(request))
    messages.success(request, "La date est annulée ; elle reste lisible de qui devait y aller.")
    return redirect(found)
