"""The page of a long work."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from interregions.network.http import MemberRequest
from interregions.toolkit.jobs import queries, services


@never_cache
@require_GET
def job(request: MemberRequest, job_id: int) -> HttpResponse:
    """Progress, then the result; asked again each second by the page itself."""
    found = get_object_or_404(queries.jobs_visible_to(request.member), pk=job_id)
    template = "jobs/progress.html" if request.headers.get("HX-Request") else "jobs/job.html"
    return render(request, template, {"job": found})


@require_POST
def retry(request: MemberRequest, job_id: int) -> HttpResponse:
    """Start again what failed."""
    found = get_object_or_404(queries.jobs_visible_to(request.member), pk=job_id)
    services.retry(job=found)
    return redirect("jobs:job", job_id=job_id)
