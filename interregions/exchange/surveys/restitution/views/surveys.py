"""The two pages of a survey that also tell what was published of it: a participant's, and the chase board."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from interregions.common.characters import number_in
from interregions.common.refusals import status_of, told_on
from interregions.exchange.surveys.collection.forms import ReminderForm
from interregions.exchange.surveys.collection.queries import collection as queries
from interregions.exchange.surveys.collection.queries.totals import totals_of
from interregions.exchange.surveys.collection.services import collection as services
from interregions.exchange.surveys.restitution.queries.restitution import editions_of, latest_edition
from interregions.network.http import MemberRequest, acting, or_404
from interregions.network.queries import standing_of


@require_GET
def survey(request: MemberRequest, survey_id: int) -> HttpResponse:
    """What every participant sees: totals, one's own response, the restitution."""
    found = or_404(queries.survey_visible_to(request.member, survey_id))
    context = {
        "survey": found,
        "totals": totals_of(found),
        "own": queries.own_responses(request.member, found),
        "edition": latest_edition(found),
        "leads": bool(found.cycle and found.cycle.lead_id in standing_of(request.member).referent_ids),
    }
    return render(request, "surveys/collection/survey.html", context)


@require_GET
def collection(request: MemberRequest, survey_id: int) -> HttpResponse:
    """The chase board."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    return _board(request, found, ReminderForm())


def _board(request: MemberRequest, found: Any, reminder_form: ReminderForm) -> HttpResponse:
    filters = queries.Filters(
        request.GET.get("etat", ""), request.GET.get("nature", ""), request.GET.get("mots", "")[:80]
    )
    board = queries.collection_page(found, filters, number_in(request.GET.get("page", "")) or 1)
    context = {
        "survey": found,
        "board": board,
        "filters": filters,
        "totals": board.totals,
        "editions": editions_of(found),
        "reminder_form": reminder_form,
    }
    return render(request, "surveys/collection/collection.html", context, status=status_of(reminder_form))


@require_POST
def plan_reminder(request: MemberRequest, survey_id: int) -> HttpResponse:
    """One more wave on a date."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    form = ReminderForm(request.POST)
    if form.is_valid():
        with told_on(form):
            services.plan_reminder(survey=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "La relance est prévue.")
            return redirect("surveys:collection", found.pk)
    return _board(request, found, form)


patterns = [
    path("enquetes/<int:survey_id>/", survey, name="survey"),
    path("enquetes/<int:survey_id>/collecte/", collection, name="collection"),
    path("enquetes/<int:survey_id>/collecte/relances/", plan_reminder, name="plan_reminder"),
]
