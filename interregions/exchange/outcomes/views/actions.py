"""The action plan: the list, one action, what may be done with it, what is taken away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interregions.common.lists import page_of
from interregions.common.ports import tasks_of
from interregions.common.refusals import status_of, told_on
from interregions.common.seen import fingerprint
from interregions.common.typography import counted
from interregions.exchange.meetings.queries.meetings import meeting_visible_to
from interregions.exchange.outcomes import exports
from interregions.exchange.outcomes.forms import ActionForm, ProgressForm, ReasonForm
from interregions.exchange.outcomes.queries import actions as action_queries
from interregions.exchange.outcomes.queries import visibility
from interregions.exchange.outcomes.services import actions as services
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import table_response

ROWS = 25


def _criteria(request: MemberRequest) -> dict[str, str]:
    """The filters kept in the address."""
    asked = request.GET
    return {"scope": asked.get("voir", ""), "words": asked.get("q", "").strip(), "cycle": asked.get("cycle", "")}


def _run(request: MemberRequest, action_id: int) -> Any:
    action = visibility.action_run_by(request.mandate, action_id)
    if action is None:
        raise Http404
    return action


@require_safe
def actions(request: MemberRequest) -> HttpResponse:
    """The plan, filtered by the address."""
    member, criteria = request.member, _criteria(request)
    page = page_of(action_queries.found_actions(member, **criteria), request.GET.get("page"), ROWS)
    context = {
        "page": page,
        "lines": action_queries.action_lines(list(page), request.mandate),
        "criteria": criteria,
        "scopes": action_queries.SCOPES,
        "cycles": action_queries.cycle_choices(member),
        "awaited": [card for card in tasks_of(member) if card.kind == "outcomes.report"],
    }
    return render(request, "outcomes/actions.html", context)


@require_safe
def table(request: MemberRequest, format: str) -> HttpResponse:
    """The filtered plan, to take away."""
    found = action_queries.found_actions(request.member, **_criteria(request))
    return table_response(exports.actions_table(list(found), request.mandate), format, "Plan d’actions")


@require_safe
def calendar(request: MemberRequest) -> HttpResponse:
    """The due dates of the filtered plan, for a calendar."""
    found = action_queries.found_actions(request.member, **_criteria(request))
    response = HttpResponse(exports.due_dates(list(found), settings.SITE_URL), content_type=exports.CALENDAR_TYPE)
    response["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return response


@require_safe
def action(request: MemberRequest, action_id: int) -> HttpResponse:
    """One action: the sentence, the button, its history."""
    found = get_object_or_404(visibility.actions_visible_to(request.member), pk=action_id)
    seen = meeting_visible_to(request.member, found.meeting_id) is not None
    page = action_queries.action_page(found, request.mandate, seen)
    return render(request, "outcomes/action.html", {"page": page, "action": found})


@require_http_methods(["GET", "POST"])
def report(request: MemberRequest, action_id: int) -> HttpResponse:
    """Say where an action stands."""
    found = get_object_or_404(visibility.actions_visible_to(request.member), pk=action_id)
    mandate = request.mandate
    form = ProgressForm(request.POST if request.method == "POST" else None, status=found.status)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.report_progress(action=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "Vos avancées sont enregistrées ; elles ouvriront la prochaine réunion.")
            return redirect(found)
    page = action_queries.action_page(found, mandate, False)
    context = {"action": found, "form": form, "page": page}
    return render(request, "outcomes/report.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, action_id: int) -> HttpResponse:
    """Change what an action says."""
    found = _run(request, action_id)
    initial = {
        "title": found.title,
        "organisation": found.organisation_id,
        "person": found.person_id,
        "due_on": found.due_on,
        "success_sign": found.success_sign,
    }
    initial["seen"] = fingerprint(*initial.values())
    form = ActionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        with told_on(form):
            services.change_action(action=found, **form.values(), seen=seen, by=acting(request))
            messages.success(request, "L’action est modifiée.")
            return redirect(found)
    context = {"action": found, "form": form, "back": found.get_absolute_url()}
    return render(request, "outcomes/action_form.html", context, status=status_of(form))


@require_POST
def ask(request: MemberRequest, action_id: int) -> HttpResponse:
    """Ask whoever holds the action where it stands."""
    found = _run(request, action_id)
    told = services.ask_for_progress(action=found, by=acting(request))
    if told:
        messages.success(request, f"La question part à {counted(told, 'personne')}.")
    else:
        messages.info(request, "Aucun message n’est parti : la question a déjà été posée aujourd’hui.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def drop(request: MemberRequest, action_id: int) -> HttpResponse:
    """Close an action that will not be done, saying why."""
    found = _run(request, action_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.drop_action(action=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "L’action est abandonnée ; sa raison est gardée.")
            return redirect(found)
    page = action_queries.action_page(found, request.mandate, False)
    context = {"action": found, "form": form, "reasons": page.to_drop}
    return render(request, "outcomes/drop.html", context, status=status_of(form))
