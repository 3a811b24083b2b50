"""Pages of those who are convened: date, presence, written contribution; and the attendance sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.errors import Refused
from interregions.common.refusals import CONFLICT, status_of, told_on
from interregions.common.telling import telling
from interregions.exchange.meetings import exports
from interregions.exchange.meetings.forms import AnswerForm, PollAnswerForm, PollForm, SheetForm, WrittenForm
from interregions.exchange.meetings.letters import DATES
from interregions.exchange.meetings.queries import meetings, pages, polls
from interregions.exchange.meetings.services import presence
from interregions.exchange.meetings.services.polls import answer_date_poll, open_date_poll, settle_date
from interregions.exchange.meetings.views.found import run, seen
from interregions.exchange.meetings.views.links import DATES_SAID, SAID_ALREADY
from interregions.network.http import MemberRequest, acting, or_404
from interregions.network.places import place_of
from interregions.toolkit.documents import document_response
from interregions.toolkit.mail.wordings import letter_before


@require_http_methods(["GET", "POST"])
def poll(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Say which dates suit; for the animation, open the poll."""
    meeting = seen(request, meeting_id)
    mandate = request.mandate
    page = polls.poll_page(meeting, mandate)
    if page is None:
        return _open_poll(request, run(request, meeting_id))
    form = PollAnswerForm(page, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = answer_date_poll(meeting=meeting, answers=form.answers(), by=acting(request))
        messages.success(request, DATES_SAID if changed else SAID_ALREADY)
        return redirect("meetings:poll", meeting_id)
    context = {"page": page, "meeting": meeting, "form": form, "runs": meetings.runs(mandate)}
    return render(request, "meetings/poll.html", context)


def _open_poll(request: MemberRequest, meeting: Any) -> HttpResponse:
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                read = request.POST.get("letter", "")
                open_date_poll(meeting=meeting, **form.values(), seen=read, by=acting(request))
            messages.success(request, f"Les dates sont proposées. {told.words}")
            return redirect(meeting)
    before = letter_before(request.member, DATES, meeting.pk)
    context = {"form": form, "meeting": meeting, "before": before}
    return render(request, "meetings/open_poll.html", context, status=status_of(form))


@require_POST
def settle(request: MemberRequest, meeting_id: int, option_id: int) -> HttpResponse:
    """The chosen date becomes the meeting's."""
    meeting = run(request, meeting_id)
    option = or_404(polls.option_by_id(meeting, option_id))
    settle_date(meeting=meeting, option=option, by=acting(request))
    messages.success(request, "La date est choisie. Relisez l’ordre du jour, puis envoyez les convocations.")
    return redirect(meeting)


@require_http_methods(["GET", "POST"])
def answer(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Say whether one's organisation comes; the animation answers for any convened one (« ?organisme= »)."""
    meeting = seen(request, meeting_id)
    mandate = request.mandate
    attendance = or_404(meetings.attendance_answered_by(meeting, mandate, request.GET.get("organisme", "")))
    if mandate and attendance.organisation_id != mandate.organisation_id:  # entered for it, and said so to it
        place = reverse("telephone:enter", args=["presence", meeting.pk])
        return redirect(f"{place}?organisme={attendance.organisation_id}")
    form = AnswerForm(attendance, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            said = presence.answer_convocation(
                meeting=meeting, organisation=attendance.organisation, **form.cleaned_data, by=acting(request)
            )
            messages.success(request, "Votre réponse est enregistrée." if said.said_now else SAID_ALREADY)
            return redirect(meeting)
    reasons = meetings.reasons_to_answer(attendance, mandate)
    context = {"form": form, "meeting": meeting, "attendance": attendance, "reasons": reasons}
    context["place"] = place_of(mandate)
    return render(request, "meetings/answer.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def write(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """A written contribution, for one point (« ?point= ») or the whole."""
    meeting = seen(request, meeting_id)
    or_404(meetings.attendance_answered_by(meeting, request.mandate, ""))
    mandate = acting(request)
    point = meetings.point_by_id(meeting, meetings.number_in(request.GET.get("point", "")))
    before = meetings.written_by(meeting, mandate.organisation_id, point.pk if point else None)
    initial = {
        "agenda_item": point.pk if point else None,
        "text": before.text if before else "",
        "revision": before.revision if before else 0,
    }
    form = WrittenForm(meetings.point_choices(meeting), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with told_on(form):
            presence.file_written_contribution(
                meeting=meeting,
                organisation=mandate.organisation,
                agenda_item=meetings.point_by_id(meeting, given["agenda_item"]),
                text=given["text"],
                revision=given["revision"],
                by=mandate,
            )
            messages.success(request, "Votre contribution est déposée : elle sera lue en séance.")
            return redirect(meeting)
    context = {"form": form, "meeting": meeting, "before": before, "reasons": meetings.reasons_to_write(meeting)}
    return render(request, "meetings/write.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def sheet(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The attendance sheet, kept by the animation."""
    meeting = run(request, meeting_id)
    mandate = request.mandate
    convened, guests = meetings.attendances_of(meeting), meetings.guests_of(meeting)
    form = SheetForm(convened, guests, request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            presence.record_attendance_sheet(
                meeting=meeting, lines=form.lines(), guests=form.guest_lines(), by=acting(request)
            )
        except Refused as refusal:
            # What this person changed stays in the lines; the others show what stands.
            reasons, form = refusal.reasons, SheetForm(convened, guests, initial=form.kept())
        else:
            messages.success(request, "La présence est enregistrée.")
            return redirect("meetings:sheet", meeting_id)
    page = pages.meeting_page(meeting, mandate)
    context = {"form": form, "meeting": meeting, "page": page, "reasons": reasons}
    return render(request, "meetings/sheet.html", context, status=CONFLICT if reasons else 200)


@require_GET
def sheet_file(request: MemberRequest, meeting_id: int, format: str) -> HttpResponse:
    """The sheet to print and sign."""
    meeting = run(request, meeting_id)
    fictional = pages.meeting_page(meeting, request.mandate).fictional
    people = (meetings.attendances_of(meeting), meetings.guests_of(meeting))
    document = exports.attendance_sheet(meeting, *people, fictional=fictional)
    return document_response(document, format, f"Feuille de présence {meeting.title}")
