"""Reporting progress from an e-mail, without signing in: GET shows, only POST records."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interregions.common.refusals import status_of, told_on
from interregions.exchange.outcomes.forms import ProgressForm
from interregions.exchange.outcomes.queries import actions as queries
from interregions.exchange.outcomes.services import actions as services
from interregions.network.http import VisitorRequest


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def progress_by_link(request: VisitorRequest, token: str) -> HttpResponse:
    """A mail scanner may open this as often as it likes: nothing is recorded before the form is sent."""
    action, mandate = queries.action_by_link(token)
    form = ProgressForm(request.POST if request.method == "POST" else None, status=action.status)
    context = {"action": action, "form": form, "acting": mandate}
    context["reasons"] = queries.action_page(action, mandate, False).to_report
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.report_progress(action=action, **form.cleaned_data, by=mandate, by_link=True)
            return render(request, "outcomes/progress_thanks.html", context)
    return render(request, "outcomes/progress_by_link.html", context, status=status_of(form))
