"""One figure: entered, confirmed, contested, discarded, taken back, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.knowledge.observatory.policies.forms import ContestForm, ReadingForm, numbers_in
from interregions.knowledge.observatory.policies.queries import visible
from interregions.knowledge.observatory.policies.queries.figures import figure
from interregions.knowledge.observatory.policies.queries.waiting import standing_values, waiting_page
from interregions.knowledge.observatory.policies.services import readings
from interregions.network.http import MemberRequest, or_404


@require_GET
def readings_to_confirm(request: MemberRequest) -> HttpResponse:
    """The figures that wait for our Région: confirm, correct, discard."""
    mandate = or_404(visible.region_mandate(request.member, request.mandate))
    page = waiting_page(request.member, mandate.organisation)
    return render(request, "observatory/policies/to_confirm.html", {"page": page, "contest_form": ContestForm()})


@require_http_methods(["GET", "POST"])
def enter_reading(request: MemberRequest, organisation_id: int, year: int, code: str) -> HttpResponse:
    """Say a figure of one's own Région."""
    organisation = or_404(visible.regions_visible_to(request.member).filter(pk=organisation_id).first())
    mandate = or_404(visible.writing_mandate(request.member, organisation_id))
    indicator = or_404(visible.figure_indicators().filter(code=code).first())
    form = ReadingForm(indicator, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"said": form.said(), "seen": form.seen_values(), "by": mandate}
        try:
            made = readings.enter_reading(organisation=organisation, indicator=indicator, year=year, **said)
        except readings.StaleFigure as stale:
            return _both(request, form, organisation, year, stale)
        return _saved(request, made)
    return _form(request, form, organisation, indicator, year)


@require_http_methods(["GET", "POST"])
def correct_reading(request: MemberRequest, reading_id: int) -> HttpResponse:
    """Another value in the place of this one."""
    found, mandate = or_404(visible.reading_decided_by(request.member, reading_id))
    form = ReadingForm(found.indicator, request.POST or None, reading=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = readings.correct_reading(reading=found, said=form.said(), seen=form.seen_values(), by=mandate)
        except readings.StaleFigure as stale:
            return _both(request, form, found.organisation, found.year, stale)
        return _saved(request, made)
    return _form(request, form, found.organisation, found.indicator, found.year, found)


@require_POST
def confirm_reading(request: MemberRequest, reading_id: int) -> HttpResponse:
    """This figure is ours."""
    found, mandate = _decided(request, reading_id)
    made = readings.confirm_reading(reading=found, seen=numbers_in(request.POST.get("seen", "")), by=mandate)
    return _saved(request, made)


@require_POST
def contest_reading(request: MemberRequest, reading_id: int) -> HttpResponse:
    """This figure is wrong, and here is why."""
    found, mandate = _decided(request, reading_id)
    form = ContestForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    readings.contest_reading(reading=found, words=words, by=mandate)
    messages.success(request, "Le chiffre est contesté\u202f: il a quitté toute comparaison.")
    return redirect(_back(request, found))


@require_POST
def discard_reading(request: MemberRequest, reading_id: int) -> HttpResponse:
    """This figure is not for us."""
    found, mandate = _decided(request, reading_id)
    readings.discard_reading(reading=found, by=mandate)
    messages.success(request, "Le chiffre est écarté. Il reste sur la fiche, d’où vous pouvez le reprendre.")
    return redirect(_back(request, found))


@require_POST
def take_back_reading(request: MemberRequest, reading_id: int) -> HttpResponse:
    """A figure that was discarded waits again."""
    found, mandate = _decided(request, reading_id)
    readings.take_back_reading(reading=found, by=mandate)
    messages.success(request, "Le chiffre est repris\u202f: il attend d’être confirmé.")
    return redirect(_back(request, found))


def _decided(request: MemberRequest, reading_id: int) -> Any:
    return or_404(visible.reading_decided_by(request.member, reading_id))


def _back(request: MemberRequest, reading: Any) -> str:
    if "liste" in request.POST:
        return reverse("observatory:readings_to_confirm")
    return reverse("observatory:region_sheet", args=[reading.organisation_id, reading.year])


def _saved(request: MemberRequest, made: Any) -> HttpResponse:
    told = figure(made, own=True)
    replaced = f" Elle remplace {told.replaces}." if told.replaces else ""
    messages.success(request, f"La valeur {told.value} est confirmée.{replaced}")
    return redirect(_back(request, made))


def _form(
    request: MemberRequest,
    form: ReadingForm,
    organisation: Any,
    indicator: Any,
    year: int,
    reading: Any = None,
) -> HttpResponse:
    standing = standing_values(organisation, indicator, year)
    form.fields["seen"].initial = ",".join(str(each.pk) for each in standing)
    context = {
        "form": form,
        "organisation": organisation,
        "indicator": indicator,
        "year": year,
        "corrected": figure(reading, own=True) if reading else None,
        "standing": [figure(each, own=True) for each in standing],
    }
    return render(request, "observatory/policies/reading_form.html", context)


def _both(
    request: MemberRequest, form: ReadingForm, organisation: Any, year: int, stale: readings.StaleFigure
) -> HttpResponse:
    """The value that came since and the one this person typed, to be chosen from."""
    sent = request.POST.copy()
    sent["seen"] = f"{sent.get('seen', '')},{stale.standing.pk}"
    again = ReadingForm(form.indicator, sent)
    context = {
        "form": again,
        "organisation": organisation,
        "indicator": form.indicator,
        "year": year,
        "theirs": figure(stale.standing, own=True),
        "reasons": stale.reasons,
    }
    return render(request, "observatory/policies/reading_form.html", context, status=409)
