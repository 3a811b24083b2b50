"""Priorities: the list and who shares which, one priority, its coding, the pôles that serve it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.knowledge.observatory.priorities.forms import PriorityForm
from interregions.knowledge.observatory.priorities.queries import priorities as queries
from interregions.knowledge.observatory.priorities.services import priorities as services
from interregions.network.http import MemberRequest, acting, or_404
from interregions.network.queries import standing_of


@require_safe
def priorities(request: MemberRequest) -> HttpResponse:
    """Every priority, and the terms that several Régions share."""
    standing = standing_of(request.member)
    if not (standing.takes_part or standing.is_cluster):
        raise Http404
    rows = queries.priorities_visible_to(request.member)
    words, term = request.GET.get("texte", ""), request.GET.get("liste", "")
    context = {
        "page": page_of(queries.found(rows, words=words, term=term), request.GET.get("page")),
        "shared": queries.shared_terms(rows),
        "terms": queries.coded_terms(rows),
        "regions": queries.region_count(rows),
        "words": words,
        "term": term,
        "may_write": queries.may_write(request.mandate),
        "columns": ("Priorité", "Région", "Période", "Listes", "Pôles"),
    }
    return render(request, "observatory/priorities/priorities.html", context)


@require_safe
def priority(request: MemberRequest, pk: int) -> HttpResponse:
    """One priority: its words, its source, where it is found, who serves it."""
    found = or_404(queries.priority_visible_to(request.member, pk))
    mandate = request.mandate
    serving = {each.organisation_id for each in found.served_by.all()}
    context = {
        "priority": found,
        "codes": queries.codes_of(found),
        "may_write": queries.priority_written_by(mandate, pk) is not None,
        "may_serve": queries.may_serve(mandate),
        "serves": mandate is not None and mandate.organisation_id in serving,
    }
    return render(request, "observatory/priorities/priority.html", context)


@require_http_methods(["GET", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """Write a priority of one’s Région."""
    if not queries.may_write(request.mandate):
        raise Http404
    form = PriorityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            written = services.write_priority(**form.cleaned_data, by=acting(request))
            messages.success(request, "La priorité est écrite. Confirmez les listes que ses mots proposent.")
            return redirect("observatory:code_priority", written.pk)
    return render(request, "observatory/priorities/write.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def rewrite(request: MemberRequest, pk: int) -> HttpResponse:
    """Write it again."""
    found = or_404(queries.priority_written_by(request.mandate, pk))
    names = ("title", "text", "starts_on", "ends_on", "source", "address")
    form = PriorityForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.write_priority(priority=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "La priorité est enregistrée.")
            return redirect(found)
    context = {"form": form, "priority": found}
    return render(request, "observatory/priorities/write.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def code(request: MemberRequest, pk: int) -> HttpResponse:
    """Confirm the terms that its words propose, or choose others."""
    found = or_404(queries.priority_written_by(request.mandate, pk))
    if request.method == "POST":
        terms = queries.terms_chosen(request.POST.getlist("term"))
        services.code_priority(priority=found, terms=terms, by=acting(request))
        messages.success(request, "Les listes sont confirmées.")
        return redirect(found)
    context = {"priority": found, "choices": queries.coding_choices(found), "kept": queries.confirmed(found)}
    return render(request, "observatory/priorities/code.html", context)


@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it out of the lists."""
    services.withdraw_priority(priority=or_404(queries.priority_written_by(request.mandate, pk)), by=acting(request))
    messages.success(request, "La priorité est retirée.")
    return redirect("observatory:priorities")


@require_POST
def serve(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one’s pôle serves it."""
    found = or_404(queries.priority_visible_to(request.member, pk))
    services.serve_priority(priority=found, by=acting(request))
    messages.success(request, "Votre pôle est dit la servir.")
    return redirect(found)


@require_POST
def serve_no_more(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    found = or_404(queries.priority_visible_to(request.member, pk))
    services.serve_no_more(priority=found, by=acting(request))
    messages.success(request, "Votre pôle n’est plus dit la servir.")
    return redirect(found)
