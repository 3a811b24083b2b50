"""Pages of good practices."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.lists import page_of
from interregions.knowledge.practices import exports, queries, services
from interregions.knowledge.practices.forms import DraftForm, EvidenceForm, FilterForm, SheetForm
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import document_response, table_response

PAGE = 25


@require_GET
def practices(request: MemberRequest) -> HttpResponse:
    """The list, filtered by the address."""
    form = FilterForm(request.GET)
    found = queries.filtered(queries.practices_visible_to(request.member), **form.filters())
    page = page_of(found.prefetch_related("evidence"), request.GET.get("page"), PAGE)
    context = {
        "page": page,
        "lines": queries.practice_lines(page.object_list),
        "form": form,
        "may_draft": bool(queries.holder_choices(request.mandate)),
    }
    return render(request, "practices/practices.html", context)


@require_GET
def practices_file(request: MemberRequest, format: str) -> HttpResponse:
    """The same list to take away."""
    found = queries.filtered(queries.practices_visible_to(request.member), **FilterForm(request.GET).filters())
    sheets = exports.practice_sheets(queries.practice_lines(found), request.mandate)
    return table_response(sheets, format, "Bonnes pratiques")


@require_http_methods(["GET", "POST"])
def draft(request: MemberRequest) -> HttpResponse:
    """Begin a sheet with its three fields."""
    if not queries.holder_choices(request.mandate):
        raise Http404
    form = DraftForm(request.mandate, request.POST or None)
    if request.method == "POST" and form.is_valid():
        practice = services.draft_practice(**form.values(), by=acting(request))
        messages.success(request, "La pratique est notée. Complétez-la quand vous avez le temps.")
        return redirect("practices:complete", practice.pk)
    return render(request, "practices/draft.html", {"form": form})


@require_GET
def practice(request: MemberRequest, practice_id: int) -> HttpResponse:
    """The sheet."""
    found = _visible(request, practice_id)
    page = queries.practice_page(found, request.mandate)
    return render(request, "practices/practice.html", {"page": page, "evidence_form": EvidenceForm()})


@require_GET
def practice_file(request: MemberRequest, practice_id: int, format: str) -> HttpResponse:
    """The sheet as PDF, ODT or DOCX."""
    page = queries.practice_page(_visible(request, practice_id), request.mandate)
    return document_response(exports.practice_document(page), format, page.practice.title)


@require_http_methods(["GET", "POST"])
def complete(request: MemberRequest, practice_id: int) -> HttpResponse:
    """Write the parts of the sheet."""
    found = _own(request, practice_id)
    form = SheetForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.complete_practice(practice=found, **form.values(), by=acting(request))
        messages.success(request, "La fiche est enregistrée.")
        return redirect(found)
    page = queries.practice_page(found, request.mandate)
    return render(request, "practices/complete.html", {"page": page, "form": form})


@require_POST
def add_evidence(request: MemberRequest, practice_id: int) -> HttpResponse:
    """Add an observed result."""
    found = _own(request, practice_id)
    form = EvidenceForm(request.POST)
    if form.is_valid():
        services.add_evidence(practice=found, **form.cleaned_data, by=acting(request))
        messages.success(request, "Le résultat est ajouté.")
        return redirect(found)
    page = queries.practice_page(found, request.mandate)
    return render(request, "practices/practice.html", {"page": page, "evidence_form": form}, status=422)


@require_POST
def publish(request: MemberRequest, practice_id: int) -> HttpResponse:
    """Give the sheet to the whole network."""
    found = _own(request, practice_id)
    services.publish_practice(practice=found, by=acting(request))
    messages.success(request, "La pratique est publiée dans le réseau.")
    return redirect(found)


def _visible(request: MemberRequest, practice_id: int):  # type: ignore[no-untyped-def]
    found = queries.practice_visible_to(request.member, practice_id)
    if found is None:
        raise Http404
    return found


def _own(request: MemberRequest, practice_id: int):  # type: ignore[no-untyped-def]
    found = queries.practice_completed_by(request.mandate, practice_id)
    if found is None:
        raise Http404
    return found
