"""The figures of a pôle: said, confirmed, contested, discarded; shown to somebody, and no longer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.refusals import status_of, told_on
from interregions.knowledge.observatory.clusters.forms.figures import FigureForm, ReleaseForm
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.queries import figures
from interregions.knowledge.observatory.clusters.services import figures as services
from interregions.knowledge.observatory.policies.forms import ContestForm, numbers_in
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import readings
from interregions.network.http import MemberRequest, acting, or_404


@require_http_methods(["GET", "POST"])
def give_figure(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """Say a figure: the pôle's own is confirmed, another's is proposed to it."""
    found = or_404(queries.cluster_given_figures_by(request.mandate, pk))
    indicator = or_404(figures.cluster_indicator(code))
    own = queries.is_own(found, request.mandate)
    form = FigureForm(request.POST or None)
    form.fields["seen"].initial = ",".join(map(str, sorted(figures.confirmed_numbers(found, indicator))))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            _give(request, found, indicator, form, own)
            return redirect(found)
    context = {"form": form, "cluster": found, "indicator": indicator, "own": own}
    return render(request, "observatory/clusters/figure.html", context, status=status_of(form))


def _give(request: MemberRequest, cluster: Any, indicator: Any, form: FigureForm, own: bool) -> None:
    given = form.cleaned_data
    if own:
        said = readings.Said(value=given["value"], words="", nature=Nature(), source=given["source"])
        readings.enter_reading(
            organisation=cluster.organisation,
            indicator=indicator,
            year=given["year"],
            said=said,
            seen=form.seen_values(),
            by=acting(request),
        )
        messages.success(request, "Le chiffre est confirmé.")
        return
    services.propose_figure(
        cluster=cluster,
        indicator=indicator,
        year=given["year"],
        value=given["value"],
        source=given["source"],
        by=acting(request),
    )
    messages.success(request, "Le chiffre est proposé : le pôle le confirmera, le contestera ou l’écartera.")


@require_POST
def confirm_figure(request: MemberRequest, pk: int, reading_id: int) -> HttpResponse:
    """This figure is ours."""
    found = or_404(figures.figure_of_own(request.mandate, pk, reading_id))
    readings.confirm_reading(reading=found, seen=numbers_in(request.POST.get("seen", "")), by=acting(request))
    messages.success(request, "Le chiffre est confirmé.")
    return redirect("observatory:cluster", pk)


@require_POST
def contest_figure(request: MemberRequest, pk: int, reading_id: int) -> HttpResponse:
    """This figure is wrong, and here is why: it leaves every comparison at once."""
    found = or_404(figures.figure_of_own(request.mandate, pk, reading_id))
    form = ContestForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    readings.contest_reading(reading=found, words=words, by=acting(request))
    messages.success(request, "Le chiffre est contesté : il a quitté toute comparaison.")
    return redirect("observatory:cluster", pk)


@require_POST
def discard_figure(request: MemberRequest, pk: int, reading_id: int) -> HttpResponse:
    """This figure is not for us."""
    found = or_404(figures.figure_of_own(request.mandate, pk, reading_id))
    readings.discard_reading(reading=found, by=acting(request))
    messages.success(request, "Le chiffre est écarté.")
    return redirect("observatory:cluster", pk)


@require_http_methods(["GET", "POST"])
def release_figure(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """To whom a figure is shown: one more, or one less."""
    found = or_404(queries.cluster_of(request.mandate, pk))
    indicator = or_404(figures.cluster_indicator(code))
    form = ReleaseForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            to = form.cleaned_data["to"]
            services.release_figure(cluster=found, indicator=indicator, to=to, by=acting(request))
            messages.success(request, f"{indicator.label} : montré à {to.short_name}.")
            return redirect("observatory:release_figure", pk, code)
    context = {"form": form, "cluster": found, "indicator": indicator, "releases": figures.released(found, indicator)}
    return render(request, "observatory/clusters/release.html", context, status=status_of(form))


@require_POST
def stop_release(request: MemberRequest, pk: int, release_id: int) -> HttpResponse:
    """This organisation no longer reads it."""
    found = or_404(queries.cluster_of(request.mandate, pk))
    release = or_404(figures.releases_holding().filter(cluster=found, pk=release_id).first())
    services.stop_release(release=release, by=acting(request))
    messages.success(request, f"{release.indicator.label} n’est plus montré à {release.to.short_name}.")
    return redirect("observatory:release_figure", pk, release.indicator.code)
