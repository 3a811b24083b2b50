"""The list of pôles, the page of one, and how it is written."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.refusals import status_of, told_on
from interregions.knowledge.observatory.clusters.exports import CLUSTERS
from interregions.knowledge.observatory.clusters.forms.profile import EnterForm, LabelForm, ProfileForm
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.queries.page import cluster_page
from interregions.knowledge.observatory.clusters.services import profile as services
from interregions.network.http import MemberRequest, acting, or_404


@require_GET
def clusters(request: MemberRequest) -> HttpResponse:
    """The list, narrowed by the address."""
    found = queries.with_what_is_shown(queries.clusters_visible_to(request.member))
    listed = CLUSTERS.shown(found, request.GET)
    may_enter = not queries.reasons_not_to_enter(request.mandate)
    return render(request, "observatory/clusters/clusters.html", {"list": listed, "may_enter": may_enter})


@require_GET
def clusters_file(request: MemberRequest, format: str) -> HttpResponse:
    """The same list to take away."""
    found = queries.with_what_is_shown(queries.clusters_visible_to(request.member))
    return CLUSTERS.file(found, request.GET, format)


@require_GET
def cluster(request: MemberRequest, pk: int) -> HttpResponse:
    """The page of one pôle."""
    found = or_404(queries.cluster_visible_to(request.member, pk))
    page = cluster_page(found, request.member, request.mandate)
    return render(request, "observatory/clusters/cluster.html", {"page": page, "cluster": found})


@require_http_methods(["GET", "POST"])
def enter_cluster(request: MemberRequest) -> HttpResponse:
    """Add a pôle or a cluster: a name and its Régions are enough."""
    if queries.reasons_not_to_enter(request.mandate):
        raise Http404
    form = EnterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            added = services.enter_cluster(values=form.values(), by=acting(request))
            messages.success(request, f"{added.organisation.name} est ajouté : sa fiche attend qu’il la confirme.")
            return redirect(added)
    return render(request, "observatory/clusters/enter.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def write_cluster(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the profile."""
    found = or_404(queries.cluster_written_by(request.mandate, pk))
    own = queries.is_own(found, request.mandate)
    form = ProfileForm(found, own, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.write_profile(cluster=found, **form.written(), by=acting(request))
            messages.success(request, "La fiche est enregistrée.")
            return redirect(found)
    context = {"form": form, "cluster": found, "own": own}
    return render(request, "observatory/clusters/write.html", context, status=status_of(form))


@require_POST
def confirm_cluster(request: MemberRequest, pk: int) -> HttpResponse:
    """The pôle says that its profile is right."""
    found = or_404(queries.cluster_of(request.mandate, pk))
    services.confirm_profile(cluster=found, by=acting(request))
    messages.success(request, "La fiche est confirmée : vous seuls la modifiez désormais.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def add_label(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a label with its announced term."""
    found = or_404(queries.cluster_written_by(request.mandate, pk))
    form = LabelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.add_label(cluster=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "Le label est ajouté.")
            return redirect(found)
    context = {"form": form, "cluster": found}
    return render(request, "observatory/clusters/add_label.html", context, status=status_of(form))
