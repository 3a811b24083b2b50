"""Pages of conventions."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.errors import refuse_if
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.knowledge.observatory.choices import AmountsReader
from interregions.knowledge.observatory.clusters import convention_exports as exports
from interregions.knowledge.observatory.clusters.forms.conventions import (
    ConventionForm,
    DocumentForm,
    FunderForm,
    NewConventionForm,
)
from interregions.knowledge.observatory.clusters.queries import conventions as queries
from interregions.knowledge.observatory.clusters.services import conventions as services
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.documents.responses import table_response


@require_GET
def conventions(request: MemberRequest) -> HttpResponse:
    """The list: what is awaited first."""
    words = request.GET.get("texte", "").strip()
    page = page_of(queries.listed(request.member, words), request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.lines_of(list(page), request.member),
        "words": words,
        "may_fund": queries.may_fund(request.mandate),
        "today": timezone.localdate(),
    }
    return render(request, "observatory/clusters/conventions.html", context)


@require_GET
def conventions_file(request: MemberRequest, format: str) -> HttpResponse:
    """The same to take away."""
    found = list(queries.listed(request.member, request.GET.get("texte", "")))
    sheets = exports.convention_sheets(queries.lines_of(found, request.member))
    return table_response(sheets, format, "Conventions")


@require_GET
def documents_calendar(request: MemberRequest) -> HttpResponse:
    """The documents awaited, for a calendar."""
    content = exports.documents_calendar(queries.awaited_documents(request.member), settings.SITE_URL)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="documents-attendus.ics"'
    return response


@require_http_methods(["GET", "POST"])
def enter_convention(request: MemberRequest) -> HttpResponse:
    """Enter a convention."""
    if not queries.may_fund(request.mandate):
        raise Http404
    form = NewConventionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            entered = services.enter_convention(**form.cleaned_data, by=acting(request))
            messages.success(request, "La convention est enregistrée.")
            return redirect(entered)
    context = {"form": form}
    return render(request, "observatory/clusters/convention_new.html", context, status=status_of(form))


@require_GET
def convention(request: MemberRequest, pk: int) -> HttpResponse:
    """One convention."""
    found = or_404(queries.convention_visible_to(request.member, pk))
    page = queries.convention_page(found, request.member, request.mandate, timezone.localdate())
    context = {"page": page, "convention": found, "document_form": DocumentForm()}
    if page.may_write:
        context["funder_form"] = FunderForm(convention=found)
    return render(request, "observatory/clusters/convention.html", context)


@require_http_methods(["GET", "POST"])
def write_convention(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct it."""
    found = or_404(queries.convention_held_by(request.mandate, pk))
    own = next(each for each in found.funders.all() if each.organisation_id == acting(request).organisation_id)
    form = ConventionForm(request.POST or None, convention=found, own=own)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.write_convention(convention=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "La convention est corrigée.")
            return redirect(found)
    context = {"form": form, "convention": found}
    return render(request, "observatory/clusters/convention_write.html", context, status=status_of(form))


@require_POST
def add_funder(request: MemberRequest, pk: int) -> HttpResponse:
    """Say who else funds it."""
    found = or_404(queries.convention_held_by(request.mandate, pk))
    form = FunderForm(request.POST, convention=found)
    refuse_if([] if form.is_valid() else ["Choisissez un organisme de la liste."])
    services.add_funder(convention=found, organisation=form.cleaned_data["organisation"], by=acting(request))
    messages.success(request, "Le financeur est ajouté : il lit désormais cette convention.")
    return redirect(found)


@require_POST
def ask_document(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which document is awaited."""
    found = or_404(queries.convention_held_by(request.mandate, pk))
    form = DocumentForm(request.POST)
    refuse_if([] if form.is_valid() else ["Donnez un nom au document, et le jour où il est attendu."])
    services.ask_document(convention=found, **form.cleaned_data, by=acting(request))
    messages.success(request, "Le document est attendu : le pôle le verra un mois avant.")
    return redirect(found)


@require_POST
def show_amounts(request: MemberRequest, pk: int) -> HttpResponse:
    """Show one’s own amounts to somebody, or stop."""
    found = or_404(queries.convention_held_by(request.mandate, pk))
    reader, shown = request.POST.get("reader", ""), request.POST.get("shown") == "oui"
    refuse_if([] if reader in AmountsReader.values else ["Choisissez à qui montrer ces montants."])
    services.show_amounts(convention=found, reader=reader, shown=shown, by=acting(request))
    messages.success(request, "Vos montants sont montrés." if shown else "Vos montants ne sont plus montrés.")
    return redirect(found)


@require_POST
def send_document(request: MemberRequest, pk: int) -> HttpResponse:
    """The pôle says that it is gone."""
    found = or_404(queries.document_of(request.member, pk))
    services.send_document(document=found, by=acting(request))
    messages.success(request, f"« {found.name} » est dit envoyé : {found.funder.organisation.short_name} le voit.")
    return redirect(found.convention)


@require_POST
def receive_document(request: MemberRequest, pk: int) -> HttpResponse:
    """The funder has it."""
    found = or_404(queries.document_of(request.member, pk))
    services.receive_document(document=found, by=acting(request))
    messages.success(request, f"« {found.name} » est reçu.")
    return redirect(found.convention)


@require_POST
def take_back_document(request: MemberRequest, pk: int) -> HttpResponse:
    """It was received by mistake."""
    found = or_404(queries.document_of(request.member, pk))
    services.take_back_document(document=found, by=acting(request))
    messages.success(request, f"« {found.name} » est de nouveau attendu.")
    return redirect(found.convention)


@require_POST
def withdraw_document(request: MemberRequest, pk: int) -> HttpResponse:
    """It is no longer asked for."""
    found = or_404(queries.document_of(request.member, pk))
    convention = found.convention
    services.withdraw_document(document=found, by=acting(request))
    messages.success(request, "Le document n’est plus attendu.")
    return redirect(convention)
