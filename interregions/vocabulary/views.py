"""Public pages of the reference data."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interregions.common.lists import page_of
from interregions.vocabulary import dated, exports, queries
from interregions.vocabulary.forms import TerritoryFilter

ROWS = 25


@require_safe
@login_not_required
def territories(request: HttpRequest) -> HttpResponse:
    """The Régions, then the EPCI found by the filters of the address."""
    lines = queries.region_lines()
    form = _filter(request, lines)
    page = page_of(queries.epci_found(**form.criteria()), request.GET.get("page"), ROWS)
    context = {"regions": lines, "form": form, "page": page, "filters": _filters(request)}
    return render(request, "vocabulary/territories.html", context)


@require_safe
@login_not_required
def territories_csv(request: HttpRequest) -> HttpResponse:
    """The EPCI found by the same filters, as a file."""
    form = _filter(request, queries.region_lines())
    content = exports.epci_csv(queries.epci_found(**form.criteria()))
    headers = {"Content-Disposition": 'attachment; filename="intercommunalites.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
@login_not_required
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """One territory: what it lies in, what lies in it, its codes."""
    page = queries.territory_page(code)
    if page is None:
        raise Http404
    return render(request, "vocabulary/territory.html", {"page": page})


@require_safe
@login_not_required
def schemes(request: HttpRequest) -> HttpResponse:
    """Every list with its source and dates."""
    return render(request, "vocabulary/schemes.html", {"lines": queries.scheme_lines()})


@require_safe
@login_not_required
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """One list and its terms."""
    found = queries.scheme_by_slug(slug)
    if found is None:
        raise Http404
    return render(request, "vocabulary/scheme.html", {"scheme": found, "terms": queries.historical_terms_of(slug)})


@require_safe
@login_not_required
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of the State, the phases of the policy of pôles, and what is known of their ends."""
    context = {
        "lines": dated.programme_lines(),
        "phases": dated.phases(),
        "lasting": dated.lasting(),
        "events": dated.events(),
    }
    return render(request, "vocabulary/programmes.html", context)


@require_safe
@login_not_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme, and who takes part in it."""
    found = dated.programme_by_slug(slug)
    if found is None:
        raise Http404
    regions = queries.regions()
    region, words = request.GET.get("region", ""), request.GET.get("texte", "")
    page = page_of(dated.members_of(found, region=region, text=words), request.GET.get("page"), ROWS)
    context = {"programme": found, "page": page, "regions": regions, "region": region, "words": words}
    columns = ("Nom", "Code", "Territoire du programme", "Intercommunalité", "Dates")
    return render(request, "vocabulary/programme.html", {**context, "columns": columns})


@require_safe
@login_not_required
def programme_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list, taken away."""
    found = dated.programme_by_slug(slug)
    if found is None:
        raise Http404
    rows = dated.members_of(found, region=request.GET.get("region", ""), text=request.GET.get("texte", ""))
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}.csv"'}
    return HttpResponse(exports.members_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _filter(request: HttpRequest, lines: list[queries.RegionLine]) -> TerritoryFilter:
    return TerritoryFilter(request.GET, regions=[(line.territory.code, line.territory.name) for line in lines])


def _filters(request: HttpRequest) -> str:
    """The filters of the address without its page, to be carried by every link."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
