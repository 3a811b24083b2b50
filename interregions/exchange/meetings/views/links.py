"""Pages of the signed links: GET shows, POST answers; no need to sign in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interregions.common.ports import door_to
from interregions.common.refusals import status_of, told_on
from interregions.exchange.meetings import exports
from interregions.exchange.meetings.forms import AnswerForm, GuestAnswerForm, PollAnswerForm
from interregions.exchange.meetings.queries import meetings, signed_links
from interregions.exchange.meetings.services import polls, presence
from interregions.network.http import VisitorRequest, or_404
from interregions.network.places import place_of
from interregions.toolkit.documents import document_response

SAID_ALREADY = "Rien n’a changé : cette réponse était déjà enregistrée."
PRESENCE_SAID = "Votre réponse est enregistrée. Vous pouvez la changer ici jusqu’à la réunion."
DATES_SAID = "Vos réponses sont enregistrées. Vous pouvez les changer tant que la date est ouverte."


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def presence_link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of the convocation; late, it says what happened and where to read it."""
    link = signed_links.presence_by_token(token)
    attendance, done = link.attendance, ""
    form = AnswerForm(attendance, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            attendance = presence.answer_convocation(
                meeting=attendance.meeting, organisation=attendance.organisation, **form.cleaned_data, by=link.mandate
            )
            form, done = AnswerForm(attendance), PRESENCE_SAID if attendance.said_now else SAID_ALREADY
    meeting, place = attendance.meeting, place_of(link.mandate)
    context = {
        "form": form,
        "attendance": attendance,
        "done": done,
        "meeting": meeting,
        "happened": signed_links.what_happened(meeting, place),
        "reasons": meetings.reasons_to_answer(attendance, link.mandate),
        "place": place,
        "door": door_to(link.mandate.member, meeting.get_absolute_url()),
    }
    return render(request, "meetings/presence_link.html", context, status=status_of(form))


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def dates_link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of a poll of dates."""
    link = signed_links.dates_by_token(token)
    form, done = PollAnswerForm(link.page, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            changed = polls.answer_date_poll(meeting=link.meeting, answers=form.answers(), by=link.mandate)
            done = DATES_SAID if changed else SAID_ALREADY
    context = {
        "form": form,
        "done": done,
        "page": link.page,
        "meeting": link.meeting,
        "organisation": link.mandate.organisation,
        "reasons": signed_links.reasons_to_say_dates(link),
        "door": door_to(link.mandate.member, link.meeting.get_absolute_url()),
    }
    return render(request, "meetings/dates_link.html", context, status=status_of(form))


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def guest_link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of an invitation from outside: the hours, the agenda, and whether one comes."""
    guest = signed_links.guest_by_token(token)
    form, done = GuestAnswerForm(guest, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            said = presence.answer_as_guest(guest=guest, **form.cleaned_data)
            done = PRESENCE_SAID if said.said_now else SAID_ALREADY
    context: dict[str, Any] = {
        "form": form,
        "done": done,
        "guest": guest,
        "meeting": guest.meeting,
        "host": guest.meeting.created_by.member,
        "token": token,
        "agenda": signed_links.guest_agenda(guest),
        "happened": signed_links.what_happened(guest.meeting),
        "reasons": signed_links.reasons_to_answer_as_guest(guest),
    }
    return render(request, "meetings/guest_link.html", context, status=status_of(form))


@never_cache
@login_not_required
@require_GET
def guest_calendar(request: VisitorRequest, token: str) -> HttpResponse:
    """The meeting for the guest's calendar."""
    content = or_404(exports.guest_calendar(_expected(token)))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return response


@never_cache
@login_not_required
@require_GET
def guest_dossier(request: VisitorRequest, token: str, format: str) -> HttpResponse:
    """The agenda as the guest takes it away."""
    guest = _expected(token)
    return document_response(exports.guest_dossier(guest), format, f"Invitation {guest.meeting.title}")


def _expected(token: str) -> Any:
    """The guest, as long as the meeting is to come: nothing is taken away by the link afterwards."""
    guest = signed_links.guest_by_token(token)
    return or_404(None if signed_links.reasons_to_answer_as_guest(guest) else guest)
