"""The priorities of the Union: their list, the page of one, the same as a document."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interregions.journey import europe
from interregions.journey.exports import europe_document
from interregions.journey.queries.europe import europe_page, europe_schemes
from interregions.network.http import MemberRequest, or_404
from interregions.toolkit.documents import document_response


@require_safe
def priorities(request: MemberRequest) -> HttpResponse:
    """The five, each with its official list."""
    return render(request, "journey/europe_list.html", {"lines": europe_schemes()})


@require_safe
def priority(request: MemberRequest, slug: str) -> HttpResponse:
    """One of them, ready to quote."""
    page = europe_page(or_404(europe.priority_of(slug)), request.member, request.mandate)
    return render(request, "journey/europe.html", {"page": page})


@require_safe
def document(request: MemberRequest, slug: str, format: str) -> HttpResponse:
    """The same, to take away."""
    page = europe_page(or_404(europe.priority_of(slug)), request.member, request.mandate)
    return document_response(europe_document(page), format, f"Priorité européenne {page.priority.name}")
