"""Choosing, reminding, closing, the result, retaining, recording a decision."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interregions.common.characters import number_in
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.common.typography import counted
from interregions.exchange.themes import exports, rules
from interregions.exchange.themes.forms import ChoicesForm, DecisionForm, RetainForm
from interregions.exchange.themes.queries import calls, pages, participation, results
from interregions.exchange.themes.services import ballots
from interregions.exchange.themes.services.results import close_call, record_decision, retain_themes
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import table_response

ROWS = 25


def _sent(request: MemberRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when the page is only read."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def choose(request: MemberRequest, call_id: int) -> HttpResponse:
    """Tick the themes one's organisation wishes."""
    call = get_object_or_404(calls.calls_visible_to(request.member), pk=call_id)
    page = pages.call_page(call, request.mandate)
    form = ChoicesForm(page.lines, _sent(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            ballot = ballots.cast_ballot(call=call, theme_ids=form.cleaned_data["themes"], by=acting(request))
            number = counted(len(form.cleaned_data["themes"]), "thème")
            messages.success(request, f"Priorités enregistrées pour {ballot.organisation.short_name} : {number}.")
            return redirect(call)
    sent = {number_in(value) for value in request.POST.getlist("themes")}
    chosen = sent if form.is_bound else participation.chosen_ids(page.ballot)
    context = {"page": page, "form": form, "chosen": chosen, "most": rules.MOST_CHOICES}
    return render(request, "themes/choose.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def close(request: MemberRequest, call_id: int) -> HttpResponse:
    """Who has not answered, reminding them, and freezing the result."""
    call = get_object_or_404(calls.calls_run_by(request.member), pk=call_id)
    if request.method == "POST":
        close_call(call=call, by=acting(request))
        messages.success(request, "Les choix sont clos et le résultat est figé. Retenez maintenant les thèmes.")
        return redirect("themes:retain", call_id=call.pk)
    context = {
        "page": pages.call_page(call, request.mandate),
        "silent": page_of(participation.silent_organisations(call), request.GET.get("page"), ROWS),
        "reminded": len(participation.referents_to_remind(call)),
        "reminder": participation.reminder_words(call, "L’organisme"),
    }
    return render(request, "themes/close.html", context)


@require_POST
def remind(request: MemberRequest, call_id: int) -> HttpResponse:
    """Remind those who have not chosen."""
    call = get_object_or_404(calls.calls_run_by(request.member), pk=call_id)
    with telling() as told:
        ballots.remind_non_choosers(call=call, by=acting(request))
    if told.later:
        messages.success(request, told.words)
    elif told.people:
        messages.success(
            request, f"La relance part à {counted(len(told.people), 'personne')} ; une seule par jour et par personne."
        )
    else:
        messages.info(request, "Aucun message n’est parti : ces personnes ont déjà été relancées aujourd’hui.")
    return redirect("themes:close", call_id=call.pk)


@require_safe
def result(request: MemberRequest, call_id: int) -> HttpResponse:
    """The frozen result, its explanation, what was retained."""
    call = get_object_or_404(calls.calls_visible_to(request.member), pk=call_id)
    page = results.result_page(call)
    if page is None:
        return redirect(call)
    context = {"page": page, "cycles": results.cycle_links(page, request.member)}
    return render(request, "themes/result.html", context)


@require_http_methods(["GET", "POST"])
def retain(request: MemberRequest, call_id: int) -> HttpResponse:
    """Retain the themes the count points to, or others with a reason."""
    call = get_object_or_404(calls.calls_run_by(request.member), pk=call_id)
    page = results.result_page(call)
    if page is None:
        return redirect(call)
    if page.decided:
        return redirect("themes:result", call_id=call.pk)
    form = RetainForm([row.theme for row in page.rows], page.count.pointed, _sent(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with telling() as told:
            retain_themes(
                call=call,
                theme_ids=values["themes"],
                departure_reason=values["departure_reason"],
                by=acting(request),
            )
        messages.success(request, f"Les thèmes sont retenus : ouvrez un cycle pour chacun. {told.words}")
        return redirect("themes:result", call_id=call.pk)
    return render(request, "themes/retain.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
def decide(request: MemberRequest, call_id: int) -> HttpResponse:
    """Record a choice taken in a meeting."""
    call = get_object_or_404(calls.calls_run_by(request.member), pk=call_id)
    page = pages.call_page(call, request.mandate)
    form = DecisionForm([line.theme for line in page.lines], _sent(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with telling() as told:
            record_decision(
                call=call, theme_ids=values["themes"], decided_in=values["decided_in"], reason=values["reason"],
                by=acting(request),
            )  # fmt: skip
        messages.success(request, f"La décision est consignée : ouvrez un cycle par thème retenu. {told.words}")
        return redirect("themes:result", call_id=call.pk)
    return render(request, "themes/decide.html", {"page": page, "form": form})


@require_safe
def result_table(request: MemberRequest, call_id: int, format: str) -> HttpResponse:
    """The result, to take away."""
    call = get_object_or_404(calls.calls_visible_to(request.member), pk=call_id)
    page = results.result_page(call)
    if page is None:
        raise Http404
    return table_response(exports.result(page), format, f"Résultat des choix {call.season}")
