"""The sheet of one Région and year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from interregions.knowledge.observatory.policies.forms import ContestForm, PolicyForm, ReplyForm
from interregions.knowledge.observatory.policies.queries import sheets, visible
from interregions.knowledge.observatory.policies.services import sheets as services
from interregions.knowledge.observatory.policies.services import showing
from interregions.network.http import MemberRequest, or_404


@require_GET
def region_sheet(request: MemberRequest, organisation_id: int, year: int) -> HttpResponse:
    """What the Région does for its pôles that year, as far as this person reads it."""
    organisation = or_404(visible.regions_visible_to(request.member).filter(pk=organisation_id).first())
    page = sheets.sheet_page(request.member, request.mandate, organisation, year)
    return render(request, "observatory/policies/sheet.html", {"page": page, "contest_form": ContestForm()})


@require_http_methods(["GET", "POST"])
def write_policy(request: MemberRequest, organisation_id: int, year: int) -> HttpResponse:
    """Write the words of the year."""
    organisation = or_404(visible.regions_visible_to(request.member).filter(pk=organisation_id).first())
    mandate = or_404(visible.writing_mandate(request.member, organisation_id))
    form = PolicyForm(sheets.policy_of(organisation, year), request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.write_policy(organisation=organisation, year=year, **form.values(), by=mandate)
        messages.success(request, "La fiche est enregistrée.")
        return redirect("observatory:region_sheet", organisation_id, year)
    context = {"form": form, "organisation": organisation, "year": year}
    return render(request, "observatory/policies/policy_form.html", context)


@require_http_methods(["GET", "POST"])
def write_reply(request: MemberRequest, organisation_id: int, year: int, code: str) -> HttpResponse:
    """Our words beside our figure."""
    organisation = or_404(visible.regions_visible_to(request.member).filter(pk=organisation_id).first())
    mandate = or_404(visible.writing_mandate(request.member, organisation_id))
    indicator = or_404(visible.figure_indicators().filter(code=code).first())
    form = ReplyForm(request.POST or None, initial={"words": sheets.reply_of(organisation, indicator, year)})
    if request.method == "POST" and form.is_valid():
        showing.write_reply(indicator=indicator, year=year, words=form.cleaned_data["words"], by=mandate)
        messages.success(request, "Vos mots accompagnent votre chiffre.")
        return redirect("observatory:region_sheet", organisation_id, year)
    context = {"form": form, "organisation": organisation, "indicator": indicator, "year": year}
    return render(request, "observatory/policies/reply_form.html", context)
