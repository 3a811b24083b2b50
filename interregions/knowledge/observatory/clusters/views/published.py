"""Pages of what is public and waits for a decision."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from interregions.common.lists import page_of
from interregions.common.typography import counted
from interregions.knowledge.observatory.clusters.queries import published as queries
from interregions.knowledge.observatory.clusters.services import published as services
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.sources.choices import SourceState


@require_GET
def published(request: MemberRequest) -> HttpResponse:
    """The lines of one’s own organisation, by pôle."""
    if not queries.holds_lines(request.member):
        raise Http404
    state = request.GET.get("etat", SourceState.PROPOSED)
    page = page_of(queries.listed(request.member, state), request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "waiting": queries.waiting_by_cluster(request.mandate),
        "decides": queries.decides(request.mandate),
        "states": queries.states_of(request.member),
    }
    return render(request, "observatory/clusters/published.html", context)


@require_POST
def confirm_line(request: MemberRequest, pk: int) -> HttpResponse:
    """Yes."""
    services.confirm_line(line=or_404(queries.line_decided_by(request.mandate, pk)), by=acting(request))
    messages.success(request, "La ligne est confirmée.")
    return redirect("observatory:published")


@require_POST
def confirm_lines_of(request: MemberRequest, pk: int) -> HttpResponse:
    """All of a pôle at once."""
    cluster = or_404(queries.cluster_waiting(request.mandate, pk))
    number = services.confirm_lines_of(cluster=cluster, by=acting(request))
    messages.success(request, f"{counted(number, 'ligne confirmée', 'lignes confirmées')} pour {cluster}.")
    return redirect("observatory:published")


@require_POST
def discard_line(request: MemberRequest, pk: int) -> HttpResponse:
    """No."""
    services.discard_line(line=or_404(queries.line_decided_by(request.mandate, pk)), by=acting(request))
    messages.success(request, "La ligne est écartée : le même fichier ne la proposera plus.")
    return redirect("observatory:published")


@require_POST
def take_back_line(request: MemberRequest, pk: int) -> HttpResponse:
    """Come back on a decision."""
    services.take_back_line(line=or_404(queries.line_decided_by(request.mandate, pk)), by=acting(request))
    messages.success(request, "La ligne attend de nouveau votre décision.")
    return redirect("observatory:published")
