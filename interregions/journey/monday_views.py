"""« Lundi matin »: the private page of who follows the pôles for a Région, and its dates for a calendar."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from interregions.journey import monday_exports as exports
from interregions.journey.queries import monday as queries
from interregions.journey.queries.monday_dates import monday_dates
from interregions.network.http import MemberRequest, or_404


@require_safe
def monday(request: MemberRequest) -> HttpResponse:
    """What awaits one’s Région; for whoever does not decide for one, the page does not exist."""
    mandate = or_404(queries.monday_mandate(request.member, request.mandate))
    page = queries.monday_page(mandate, timezone.localdate())
    return render(request, "journey/monday.html", {"page": page})


@require_safe
def calendar(request: MemberRequest) -> HttpResponse:
    """The same dates, for a calendar."""
    mandate = or_404(queries.monday_mandate(request.member, request.mandate))
    dates = monday_dates(mandate, timezone.localdate())
    response = HttpResponse(
        exports.dates_calendar(dates, settings.SITE_URL), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="lundi.ics"'
    return response
