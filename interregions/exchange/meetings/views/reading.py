"""Pages to read: the list, the meeting, its dossier, its calendar entry."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from interregions.common.lists import page_of
from interregions.exchange.meetings import exports
from interregions.exchange.meetings.queries import meetings as meeting_queries
from interregions.exchange.meetings.queries import pages
from interregions.exchange.meetings.task_words import PLANNING
from interregions.exchange.meetings.views.found import seen
from interregions.network.http import MemberRequest, or_404
from interregions.network.places import place_of
from interregions.toolkit.documents import document_response

PAGE = 25


@require_GET
def meetings(request: MemberRequest) -> HttpResponse:
    """Meetings to come, and past ones page by page."""
    found = meeting_queries.meetings_visible_to(request.member)
    mandate = request.mandate
    page = page_of(meeting_queries.past(found), request.GET.get("page"), PAGE)
    context = {
        "coming": meeting_queries.meeting_lines(list(meeting_queries.coming(found)[:PAGE]), mandate),
        "past": meeting_queries.meeting_lines(list(page.object_list), mandate),
        "page": page,
        "runs": meeting_queries.runs(mandate),
        "planning_url": PLANNING,
        "place": place_of(mandate),
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
def meeting(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The page of a meeting."""
    page = pages.meeting_page(seen(request, meeting_id), request.mandate)
    return render(request, "meetings/meeting.html", {"page": page, "meeting": page.meeting})


@require_GET
def dossier(request: MemberRequest, meeting_id: int, format: str) -> HttpResponse:
    """Convocation, agenda and documents in one file."""
    page = pages.meeting_page(seen(request, meeting_id), request.mandate)
    return document_response(exports.dossier(page), format, f"Dossier {page.meeting.title}")


@require_GET
def calendar(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The calendar entry."""
    content = or_404(exports.calendar_file(seen(request, meeting_id), request.mandate))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return response
