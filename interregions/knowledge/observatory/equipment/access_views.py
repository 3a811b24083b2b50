"""Pages of the requests of access."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.knowledge.observatory.equipment.forms import AccessAnswerForm, AccessForm, OutcomeForm
from interregions.knowledge.observatory.equipment.queries import access as queries
from interregions.knowledge.observatory.equipment.queries import sheets
from interregions.knowledge.observatory.equipment.services import access as services
from interregions.network.http import MemberRequest, acting, or_404


@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """Ask the holder of an equipment."""
    equipment = or_404(sheets.sheet_visible_to(request.member, sheets.MODELS["equipment"], sheet_id))
    if request.mandate is None or request.mandate.role not in queries.ASKING:
        raise Http404
    form = AccessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                made = services.ask_access(equipment=equipment, by=acting(request), **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, f"Votre demande est transmise à {equipment.owner}. {told.words}")
            return redirect(made)
    reasons = queries.reasons_not_to_request(equipment, request.mandate)  # type: ignore[arg-type]
    context = {"form": form, "equipment": equipment, "reasons": reasons}
    return render(request, "observatory/equipment/ask.html", context, status=status_of(form))


@require_GET
def requests(request: MemberRequest) -> HttpResponse:
    """Those one's organisations made or received."""
    page = page_of(queries.requests_visible_to(request.member), request.GET.get("page"))
    columns = ["Équipement", "Demandé par", "Demandé le", "État"]
    return render(request, "observatory/equipment/requests.html", {"page": page, "columns": columns})


@require_GET
def access_request(request: MemberRequest, request_id: int) -> HttpResponse:
    """One request, with what one may do there."""
    return _page(request, _found(request, request_id))


def _found(request: MemberRequest, request_id: int) -> Any:
    return get_object_or_404(queries.requests_visible_to(request.member), pk=request_id)


def _page(request: MemberRequest, found: Any, **forms: Any) -> HttpResponse:
    told = {"outcome": found.outcome, "words": found.outcome_words}
    context = {"page": queries.request_page(found, request.mandate), "access": found}
    context |= {"answer_form": AccessAnswerForm(), "outcome_form": OutcomeForm(initial=told), **forms}
    status = max([status_of(form) for form in forms.values()], default=200)
    return render(request, "observatory/equipment/request.html", context, status=status)


@require_POST
def answer(request: MemberRequest, request_id: int) -> HttpResponse:
    """Its holder answers."""
    found, form = _found(request, request_id), AccessAnswerForm(request.POST)
    if form.is_valid():
        with told_on(form):
            with telling() as told:
                services.answer_access(request=found, by=acting(request), **form.cleaned_data)
            messages.success(request, f"Votre réponse est enregistrée. {told.words}")
            return redirect(found)
    return _page(request, found, answer_form=form)


@require_POST
def take_back(request: MemberRequest, request_id: int) -> HttpResponse:
    """Whoever asked no longer does."""
    found = services.take_back_access(request=_found(request, request_id), by=acting(request))
    messages.success(request, "Votre demande est retirée.")
    return redirect(found)


@require_POST
def tell_outcome(request: MemberRequest, request_id: int) -> HttpResponse:
    """What came of it."""
    found, form = _found(request, request_id), OutcomeForm(request.POST)
    if form.is_valid():
        with told_on(form):
            services.tell_outcome(request=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "La suite est enregistrée ; les deux organismes la lisent.")
            return redirect(found)
    return _page(request, found, outcome_form=form)
