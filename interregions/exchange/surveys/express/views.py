"""Consultation express: write and send on one page, read the result on another."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused
from interregions.common.refusals import CONFLICT, status_of, told_on
from interregions.common.telling import telling
from interregions.exchange.surveys.choices import SurveyStatus
from interregions.exchange.surveys.collection.queries import collection as queries
from interregions.exchange.surveys.collection.queries.audience import recipients_of, resolve_audience
from interregions.exchange.surveys.collection.queries.totals import totals_of
from interregions.exchange.surveys.collection.queries.waiting import responses_with_time_left
from interregions.exchange.surveys.express import services as services
from interregions.exchange.surveys.express.forms import ExpressForm
from interregions.exchange.surveys.restitution.queries.restitution import edition_page, latest_edition
from interregions.network.http import MemberRequest, acting
from interregions.network.queries import standing_of


@require_http_methods(["GET", "POST"])
def new_express(request: MemberRequest) -> HttpResponse:
    """Write, choose to whom, send."""
    if not standing_of(request.member).is_facilitator:
        raise Http404
    initial = {**request.GET.dict(), "closes_on": services.default_deadline(timezone.localdate())}
    form = ExpressForm(request.POST or None, member=request.member, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = resolve_audience(form.chosen_audience())
        if asked and request.POST.get("confirmed") != str(len(asked)) and not form.reasons_not_to_send():
            # What is sent is sent to those whose number was read, not to an audience that grew meanwhile.
            return render(request, "surveys/express/new.html", {"form": form, **recipients_of(asked)})
        with told_on(form):
            return redirect("surveys:collection", _sent(request, form).pk)
    return render(request, "surveys/express/new.html", {"form": form}, status=status_of(form))


def _sent(request: MemberRequest, form: ExpressForm) -> Any:
    with telling() as told:
        survey = services.start_express(
            title=form.cleaned_data["title"],
            questions=[services.ExpressQuestion(*written) for written in form.chosen_questions()],
            audience=form.chosen_audience(),
            closes_on=form.cleaned_data["closes_on"],
            named_to=form.cleaned_data["named_to"],
            by=acting(request),
        )
    messages.success(request, f"La consultation est ouverte. {told.words}")
    return survey


@require_http_methods(["GET", "POST"])
def express_result(request: MemberRequest, survey_id: int) -> HttpResponse:
    """One page of results; the animation closes and publishes from here."""
    survey = get_object_or_404(queries.surveys_visible_to(request.member).filter(express=True), pk=survey_id)
    extended = responses_with_time_left(survey, deadline_day()) if survey.status == SurveyStatus.OPEN else []
    reasons: list[str] = []
    if request.method == "POST":
        try:
            services.publish_express(
                survey=survey, cuts_extensions="cuts_extensions" in request.POST, by=acting(request)
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("surveys:express_result", survey.pk)
    edition = latest_edition(survey)
    page = edition_page(edition, request.member) if edition else None
    context: dict[str, Any] = {"survey": survey, "page": page, "totals": [] if page else totals_of(survey)}
    context |= {"reasons": reasons, "extended": extended}
    return render(request, "surveys/express/result.html", context, status=CONFLICT if reasons else 200)


patterns = [
    path("consultations/nouvelle/", new_express, name="new_express"),
    path("consultations/<int:survey_id>/resultat/", express_result, name="express_result"),
]
