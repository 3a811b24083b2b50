"""Pages of the whole thread: « À faire », Échanges, a cycle, the cockpit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interregions.common.characters import number_in
from interregions.common.telling import telling
from interregions.common.typography import counted
from interregions.exchange.cycles.forms import LeadForm
from interregions.exchange.cycles.queries import cycle_run_by, cycle_visible_to
from interregions.exchange.meetings.forms import MeetingForm
from interregions.exchange.meetings.queries.meetings import meeting_visible_to
from interregions.exchange.notes.queries.interviews import interview_visible_to, parts_left_in
from interregions.exchange.outcomes.queries.progress import open_action_count
from interregions.exchange.outcomes.queries.visibility import actions_visible_to
from interregions.exchange.themes.queries.calls import opening_for
from interregions.journey import queries, services
from interregions.journey.forms import CarryOverForm
from interregions.journey.queries import epci, tasks
from interregions.journey.queries.home import home_of
from interregions.journey.queries.monday import monday_mandate
from interregions.network.http import MemberRequest, acting
from interregions.network.queries import standing_of


def todo(request: MemberRequest) -> HttpResponse:
    """What is expected of this person, soonest first; then what is coming."""
    later = tasks.later_of(request.member)
    context = {
        "cards": tasks.tasks_of(request.member),
        "later": later,
        "next_appointment": next((task for task in later if task.due), None),
        "home": home_of(request.member),
        "reads_monday": monday_mandate(request.member, request.mandate) is not None,
    }
    return render(request, "journey/todo.html", context)


def exchanges(request: MemberRequest) -> HttpResponse:
    """Cycles, consultations, meetings: the door to each."""
    return render(request, "journey/exchanges.html", {"cycles": queries.cycle_lines(request.member)})


def knowledge(request: MemberRequest) -> HttpResponse:
    """What outlives a cycle: practices, restitutions, vocabularies."""
    context = {
        "page": queries.knowledge_page(request.member),
        "reads_monday": monday_mandate(request.member, request.mandate) is not None,
        "own_epci": epci.own_epci(request.mandate),
        "has_epci": epci.has_epci(request.member),
    }
    return render(request, "journey/knowledge.html", context)


def cockpit(request: MemberRequest) -> HttpResponse:
    """The facilitator's page; for the others it does not exist."""
    page = queries.cockpit(request.member, request.mandate)
    if page is None:
        raise Http404
    return render(request, "journey/cockpit.html", {"page": page})


def _cycle(request: MemberRequest, pk: int) -> Any:
    found = cycle_visible_to(request.member, pk)
    if found is None:
        raise Http404
    return found


def cycle(request: MemberRequest, pk: int) -> HttpResponse:
    """A cycle: the line of five steps, what is left, the thread."""
    found = _cycle(request, pk)
    return render(request, "journey/cycle.html", {"page": queries.cycle_page(found, request.member)})


@require_POST
def advance(request: MemberRequest, pk: int) -> HttpResponse:
    """Move to the next step."""
    moved = services.advance(cycle=_cycle(request, pk), by=acting(request))
    messages.success(request, f"Le cycle passe à l’étape « {moved.get_stage_display()} ».")
    return redirect(moved)


def change_lead(request: MemberRequest, pk: int) -> HttpResponse:
    """Give the cycle, and its note, another responsible region."""
    found = cycle_run_by(request.member, pk)
    if found is None:
        raise Http404
    form = LeadForm(found.theme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with telling() as told:
            changed = services.change_lead(cycle=found, **form.values(), by=acting(request))
        messages.success(request, f"{changed.lead.short_name} est désormais responsable de ce cycle. {told.words}")
        return redirect(changed)
    return render(request, "journey/lead.html", {"cycle": found, "form": form})


@require_POST
def draft_note(request: MemberRequest, pk: int) -> HttpResponse:
    """Draw the note from an interview."""
    found = _cycle(request, pk)
    interview = interview_visible_to(request.member, number_in(request.POST.get("interview", "")) or 0)
    if interview is None or interview.cycle_id != found.pk:
        raise Http404
    note = services.draft_note(cycle=found, interview=interview, by=acting(request))
    messages.success(request, "La note est rédigée à partir de l’interview : relisez chaque partie.")
    if left := len(parts_left_in(interview)):
        kept = counted(left, "réponse reste", "réponses restent")
        messages.info(request, f"{kept} dans l’interview, sans être reprise dans la note : le guide l’a déclaré ainsi.")
    return redirect(note)


def plan_meeting(request: MemberRequest) -> HttpResponse:
    """Prepare a meeting whose agenda opens with the open actions of all earlier ones."""
    if not standing_of(request.member).is_facilitator:
        raise Http404
    form = MeetingForm(request.POST or None, initial={"cycles": request.GET.getlist("cycle"), "all_regions": True})
    if request.method == "POST" and form.is_valid():
        meeting = services.plan_meeting(**form.values(), by=acting(request))
        messages.success(request, "La réunion est préparée : son ordre du jour est composé, relisez-le puis convoquez.")
        return redirect(meeting)
    return render(request, "journey/plan_meeting.html", {"form": form, "progress": open_action_count()})


@require_POST
def refresh_progress(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the open actions again into the first point."""
    meeting = meeting_visible_to(request.member, pk)
    if meeting is None:
        raise Http404
    services.refresh_progress(meeting=meeting, by=acting(request))
    messages.success(request, "Les avancées ont été relues.")
    return redirect(meeting)


def carry_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Turn an action into a proposed theme of the open call."""
    action = actions_visible_to(request.member).select_related("meeting", "organisation").filter(pk=pk).first()
    if action is None:
        raise Http404
    form = CarryOverForm(request.POST or None, calls=queries.calls_taking_proposals(request.member))
    if request.method == "POST" and form.is_valid():
        theme = services.carry_over(action=action, call=form.cleaned_data["call"], by=acting(request))
        messages.success(request, "L’action est reprise comme thème proposé ; elle garde le lien avec sa réunion.")
        return redirect(theme)
    reasons = queries.reasons_not_to_carry_over(action, request.mandate, request.member)
    may_open = bool(reasons) and opening_for(request.member)
    context = {"action": action, "form": form, "reasons": reasons, "may_open": may_open}
    return render(request, "journey/carry_over.html", context)
