"""The animation's gestures on minutes: draft, draw again, open, answer, approve, send, correct; decisions, actions."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.characters import number_in
from interregions.common.errors import Refused, Stale
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.exchange.debate.rules import due_in
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import ChangeRequestStatus
from interregions.exchange.outcomes.forms import (
    AnswerForm,
    ApproveForm,
    DecisionForm,
    NewActionForm,
    OpeningForm,
    ReasonForm,
)
from interregions.exchange.outcomes.queries import actions, composition, deliveries, visibility
from interregions.exchange.outcomes.queries import minutes as minutes_queries
from interregions.exchange.outcomes.services import actions as action_services
from interregions.exchange.outcomes.services import changes, sending
from interregions.exchange.outcomes.services import minutes as minutes_services
from interregions.network.http import MemberRequest, acting


def _found(thing: Any) -> Any:
    """The thing, or a page not found: what one may not see does not exist."""
    if thing is None:
        raise Http404
    return thing


def _minutes(request: MemberRequest, minutes_id: int) -> Any:
    return _found(visibility.minutes_run_by(request.mandate, minutes_id))


def _sent(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _refused_in_page(request: MemberRequest, minutes: Any, refusal: Refused, **typed: Any) -> HttpResponse:
    """The page of minutes again, what was typed in one of its forms kept there with the reason."""
    page = minutes_queries.minutes_page(minutes, request.mandate)
    waiting = {one.pk for one in page.requests if one.status == ChangeRequestStatus.ASKED}
    if isinstance(refusal, Stale) or not page.drafting or ("answering" in typed and typed["answering"] not in waiting):
        # The form is not on the page any more, or both versions have to be read.
        raise refusal
    context = {"page": page, "minutes": minutes, "typed": {**typed, "reasons": refusal.reasons}}
    return render(request, "outcomes/minutes.html", context, status=409)


@require_http_methods(["GET", "POST"])
def draft(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Say what drafting does, then compose the minutes."""
    meeting = _found(visibility.meeting_to_draft(request.mandate, meeting_id))
    existing = getattr(meeting, "minutes_of_meeting", None)
    if existing is not None:
        return redirect(existing)
    if request.method == "POST":
        minutes = minutes_services.draft_minutes(meeting=meeting, by=acting(request))
        messages.success(request, "Le compte rendu est composé : relisez chaque partie.")
        return redirect(minutes)
    reasons = rules.reasons_not_to_draft(meeting_status=meeting.status, has_minutes=False)
    context = {"meeting": meeting, "reasons": reasons, "parts": composition.composed_parts(meeting)}
    return render(request, "outcomes/draft.html", context)


@require_POST
def recompose(request: MemberRequest, minutes_id: int, key: str) -> HttpResponse:
    """Draw one part again from the debate."""
    minutes = _minutes(request, minutes_id)
    minutes_services.recompose_part(minutes=minutes, section_key=key, by=acting(request))
    messages.success(request, "La partie reprend ce que disent les notes de séance aujourd’hui.")
    return redirect(f"{minutes.get_absolute_url()}#partie-{key}")


@require_http_methods(["GET", "POST"])
def open_to_changes(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Choose until when changes may be asked, then tell the participants."""
    minutes = _minutes(request, minutes_id)
    initial = {"until": minutes.changes_until or timezone.localdate() + timedelta(days=14)}
    form = OpeningForm(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                minutes_services.open_to_changes(minutes=minutes, until=form.cleaned_data["until"], by=acting(request))
            messages.success(request, f"Le compte rendu est ouvert à la relecture. {told.words}")
            return redirect(minutes)
    page = minutes_queries.minutes_page(minutes, request.mandate)
    context = {
        "minutes": minutes,
        "form": form,
        "reasons": page.to_open,
        "reach": minutes_queries.reviewers_reached(minutes),
    }
    return render(request, "outcomes/open_to_changes.html", context, status=status_of(form))


@require_POST
def answer_request(request: MemberRequest, minutes_id: int, request_id: int) -> HttpResponse:
    """Take a request or set it aside."""
    minutes = _minutes(request, minutes_id)
    asked = _found(visibility.request_of(minutes, request_id))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("Dites si la demande est reprise ou non.")
    try:
        with telling() as told:
            changes.answer_change_request(change_request=asked, **form.values(), by=acting(request))
    except Refused as refusal:
        return _refused_in_page(request, minutes, refusal, answering=asked.pk, words=form.cleaned_data["answer"])
    messages.success(request, f"La réponse est enregistrée. {told.words}")
    return redirect(f"{minutes.get_absolute_url()}#partie-{asked.section_key}")


@require_http_methods(["GET", "POST"])
def approve(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Say what approving freezes, then do it."""
    minutes = _minutes(request, minutes_id)
    form = ApproveForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                minutes_services.approve_minutes(minutes=minutes, **form.cleaned_data, by=acting(request))
            messages.success(request, f"Le compte rendu est approuvé et figé. {told.if_any}".strip())
            return redirect(minutes)
    page = minutes_queries.minutes_page(minutes, request.mandate)
    context = {"minutes": minutes, "page": page, "form": form}
    return render(request, "outcomes/approve.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def send(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Say who will receive the minutes, then send them."""
    minutes = _minutes(request, minutes_id)
    if request.method == "POST":
        job = sending.send_minutes(minutes=minutes, by=acting(request))
        messages.success(request, "L’envoi est lancé : vous pouvez fermer cette page.")
        return redirect(job)
    page = minutes_queries.minutes_page(minutes, request.mandate)
    recipients, guests = deliveries.recipients_of(minutes), deliveries.guests_to_send(minutes)
    context = {"minutes": minutes, "reasons": page.to_send, "recipients": recipients, "guests": guests}
    context["people"] = len(recipients) + len(guests)
    return render(request, "outcomes/send.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Open a new edition, saying why."""
    minutes = _minutes(request, minutes_id)
    form = ReasonForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            minutes_services.correct_minutes(minutes=minutes, **form.cleaned_data, by=acting(request))
            messages.success(request, "Une nouvelle édition est ouverte ; l’édition approuvée reste lisible.")
            return redirect(minutes)
    reasons = rules.reasons_not_to_correct(status=minutes.status, reason=None)
    context = {"minutes": minutes, "form": form, "reasons": reasons}
    return render(request, "outcomes/correct.html", context, status=status_of(form))


@require_POST
def add_decision(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Write a decision, or take the one that was noted in the room."""
    minutes = _minutes(request, minutes_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused("Écrivez la décision.")
    said = minutes_queries.contribution_to_take(minutes, form.cleaned_data["contribution"] or 0)
    text = form.cleaned_data["text"] or (said.text if said else "")
    try:
        action_services.add_decision(minutes=minutes, text=text, contribution=said, by=acting(request))
    except Refused as refusal:
        return _refused_in_page(request, minutes, refusal, deciding=True, words=text)
    messages.success(request, "La décision est au compte rendu.")
    return redirect(f"{minutes.get_absolute_url()}#decisions")


@require_POST
def remove_decision(request: MemberRequest, minutes_id: int, decision_id: int) -> HttpResponse:
    """Take a decision out."""
    minutes = _minutes(request, minutes_id)
    decision = _found(minutes_queries.decision_of(minutes, decision_id))
    action_services.remove_decision(decision=decision, by=acting(request))
    messages.success(request, "La décision est retirée du compte rendu.")
    return redirect(f"{minutes.get_absolute_url()}#decisions")


@require_http_methods(["GET", "POST"])
def add_action(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Add an action, prefilled from the line noted in the room when there is one."""
    minutes = _minutes(request, minutes_id)
    said = minutes_queries.contribution_to_take(minutes, number_in(request.GET.get("depuis", "")) or 0)
    form = NewActionForm(_sent(request), initial=_initial(said), minutes=minutes)
    if request.method == "POST" and form.is_valid():
        said = minutes_queries.contribution_to_take(minutes, form.cleaned_data["contribution"] or 0)
        cycle = actions.cycle_chosen(form.cleaned_data["cycle"])
        with told_on(form):
            with telling() as told:
                added = action_services.add_action(
                    meeting=minutes.meeting, cycle=cycle, **form.values(), contribution=said, by=acting(request)
                )
            later = "Elle sera annoncée à l’approbation du compte rendu."
            messages.success(request, f"L’action est au plan. {told.words if added.announced_at else later}")
            return redirect(f"{minutes.get_absolute_url()}#actions")
    context = {"minutes": minutes, "form": form, "back": minutes.get_absolute_url()}
    return render(request, "outcomes/action_form.html", context, status=status_of(form))


def _initial(said: Any) -> dict[str, Any]:
    if said is None:
        return {}
    cycle = said.agenda_item.cycle_id if said.agenda_item else None
    known = {"organisation": said.organisation_id, "due_on": due_in(said.text)}
    return {"title": said.text[:300], "contribution": said.pk, "cycle": cycle, **known}


@require_POST
def no_action(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Say that no action comes out of the meeting for a cycle."""
    minutes = _minutes(request, minutes_id)
    cycle = _found(actions.cycle_chosen(number_in(request.POST.get("cycle", ""))))
    minutes_services.declare_no_action(minutes=minutes, cycle=cycle, by=acting(request))
    messages.success(request, "C’est noté : aucune action pour ce cycle.")
    return redirect(f"{minutes.get_absolute_url()}#actions")
