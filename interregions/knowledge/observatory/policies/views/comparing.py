"""The page of the observatory, what is taken away of it, and the agreements."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from interregions.knowledge.observatory.policies import exports
from interregions.knowledge.observatory.policies.forms import ChooseForm
from interregions.knowledge.observatory.policies.queries import comparing, visible
from interregions.knowledge.observatory.policies.queries.agreements import agreements_page
from interregions.knowledge.observatory.policies.queries.comparison import Comparison
from interregions.knowledge.observatory.policies.services import showing
from interregions.network.http import MemberRequest, or_404
from interregions.toolkit.documents import document_response, table_response


@require_GET
def observatory(request: MemberRequest) -> HttpResponse:
    """One indicator, one year, eighteen Régions in the official order."""
    or_404(visible.reads_the_observatory(request.member) or None)
    page = _page(request)
    return render(request, "observatory/policies/observatory.html", {"page": page})


@require_GET
def comparison_table(request: MemberRequest, format: str) -> HttpResponse:
    """The same as a table to take away: what is read, in cells that have a type."""
    or_404(visible.reads_the_observatory(request.member) or None)
    page = or_404(_page(request))
    return table_response(exports.comparison_sheets(page), format, f"Observatoire {page.indicator.label} {page.year}")


@require_GET
def comparison_document(request: MemberRequest, format: str) -> HttpResponse:
    """The same as a page to print."""
    or_404(visible.reads_the_observatory(request.member) or None)
    page = or_404(_page(request))
    return document_response(exports.comparison_page(page), format, f"Observatoire {page.indicator.label} {page.year}")


@require_GET
def agreements(request: MemberRequest) -> HttpResponse:
    """What our Région shows, to whom, and since when."""
    mandate = or_404(visible.region_mandate(request.member, request.mandate))
    page = agreements_page(request.member, mandate.organisation)
    return render(request, "observatory/policies/agreements.html", {"page": page})


@require_POST
def show_indicator(request: MemberRequest, code: str) -> HttpResponse:
    """« Montrer le nôtre »."""
    mandate = or_404(visible.deciding_mandate(request.member, request.mandate))
    indicator = or_404(visible.indicators().filter(code=code).first())
    showing.show_indicator(indicator=indicator, by=mandate)
    messages.success(request, "C’est montré\u202f: vous lisez aussi celles qui vous montrent le leur.")
    return redirect(_back(request, code))


@require_POST
def stop_showing(request: MemberRequest, code: str) -> HttpResponse:
    """« Ne plus montrer »."""
    mandate = or_404(visible.deciding_mandate(request.member, request.mandate))
    indicator = or_404(visible.indicators().filter(code=code).first())
    showing.stop_showing(indicator=indicator, by=mandate)
    messages.success(request, "Ce n’est plus montré à personne, et vous ne lisez plus les autres.")
    return redirect(_back(request, code))


def _page(request: MemberRequest) -> Comparison | None:
    return comparing.comparison(request.member, request.mandate, **ChooseForm(request.GET).chosen())


def _back(request: MemberRequest, code: str) -> str:
    return visible.page_of(code, request.POST.get("annee", ""), agreements="accords" in request.POST)
