"""Pages of the animation: agenda, date, convocations, guests, opening and closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.errors import Refused
from interregions.common.refusals import CONFLICT
from interregions.common.seen import fingerprint
from interregions.common.telling import telling
from interregions.exchange.meetings.forms import CancelForm, ChangeForm, ConveneForm, GuestForm, PointForm
from interregions.exchange.meetings.letters import CONVOCATION
from interregions.exchange.meetings.queries import meetings, pages
from interregions.exchange.meetings.reminding import guests_to_write, reach_of_convocation, silent_of
from interregions.exchange.meetings.rules import reminded_words
from interregions.exchange.meetings.services import plans, presence, reminding, sittings
from interregions.exchange.meetings.services import points as point_services
from interregions.exchange.meetings.views.found import run
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.mail.wordings import letter_before


@require_http_methods(["GET", "POST"])
def agenda(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The points, each changed in place; POST adds one."""
    meeting = run(request, meeting_id)
    holders = meetings.convened_choices(meeting)
    form = PointForm(holders, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.values().items() if name != "seen"}
        point_services.add_point(meeting=meeting, **values, by=acting(request))
        messages.success(request, "Le point est ajouté.")
        return redirect("meetings:agenda", meeting_id)
    return _agenda(request, meeting, form)


def _agenda(
    request: MemberRequest,
    meeting: Any,
    form: PointForm,
    typed: Mapping[Any, PointForm] | None = None,
    reasons: Sequence[str] = (),
) -> HttpResponse:
    """The page, with what was typed and could not be kept."""
    page, holders = pages.meeting_page(meeting, request.mandate), meetings.convened_choices(meeting)
    points = [
        (typed or {}).get(line.item) or PointForm(holders, initial=_point(line), prefix=f"p{line.item.pk}")
        for line in page.agenda
    ]
    rows = list(zip(page.agenda, points, strict=True))
    context = {"page": page, "meeting": meeting, "form": form, "rows": rows, "reasons": reasons}
    return render(request, "meetings/agenda.html", context, status=409 if reasons else 200)


def _point(line: pages.AgendaLine) -> dict[str, object]:
    item = line.item
    seen = fingerprint(item.title, item.minutes, item.led_by_id)
    return {"title": item.title, "minutes": item.minutes, "led_by": item.led_by_id, "seen": seen}


@require_POST
def change_point(request: MemberRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Keep what was typed in every point, then move or remove this one."""
    meeting = run(request, meeting_id)
    item = or_404(meetings.point_by_id(meeting, item_id))
    gesture = request.POST.get("gesture", "")
    holders = meetings.convened_choices(meeting)
    sent = [each for each in meetings.agenda_of(meeting) if f"p{each.pk}-title" in request.POST]
    forms = [PointForm(holders, request.POST, prefix=f"p{each.pk}") for each in sent]
    if any(form.searches for form in forms):
        return _agenda(request, meeting, PointForm(holders), dict(zip(sent, forms, strict=True)))
    if [form for form in forms if not form.is_valid()]:
        reasons = ["Donnez à chaque point un intitulé, et une durée entre 1 et 480 minutes."]
        return _agenda(request, meeting, PointForm(holders), dict(zip(sent, forms, strict=True)), reasons)
    lines = [point_services.PointLine(each, **form.values()) for each, form in zip(sent, forms, strict=True)]
    changed = point_services.change_points(points=lines, by=acting(request))
    if gesture in ("up", "down"):
        point_services.move_point(item=item, up=gesture == "up", by=acting(request))
    elif gesture == "remove":
        point_services.remove_point(item=item, by=acting(request))
    if changed or gesture == "save":
        messages.success(request, "L’ordre du jour est enregistré.")
    return redirect("meetings:agenda", meeting_id)


@require_http_methods(["GET", "POST"])
def move(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Another title, date, place or link."""
    meeting = run(request, meeting_id)
    form = ChangeForm(meeting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling() as told:
            plans.change_meeting(meeting=meeting, **form.values(), by=acting(request))
        messages.success(request, f"La réunion est enregistrée. {told.if_any}".strip())
        return redirect(meeting)
    page = pages.meeting_page(meeting, request.mandate)
    return render(request, "meetings/move.html", {"form": form, "meeting": meeting, "page": page})


@require_http_methods(["GET", "POST"])
def people(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Who is convened, who is invited; POST convenes one more organisation or invites somebody."""
    meeting = run(request, meeting_id)
    given = request.POST or None
    inviting = "name" in request.POST
    convene = ConveneForm(meetings.convenable_choices(meeting), None if inviting else given)
    guest = GuestForm(meetings.point_choices(meeting), given if inviting else None)
    mandate = request.mandate
    if inviting and guest.is_valid():
        items = [item for item in meetings.agenda_of(meeting) if item.pk in guest.cleaned_data["items"]]
        values = {**guest.cleaned_data, "items": items}
        with telling() as told:
            invited = presence.invite_guest(meeting=meeting, **values, by=acting(request))
        messages.success(request, f"{invited.name} est parmi les invités. {told.if_any}".strip())
        return redirect("meetings:people", meeting_id)
    if given and not inviting and convene.is_valid():
        organisation = or_404(meetings.organisation_by_id(convene.cleaned_data["organisation"]))
        plans.convene_organisation(meeting=meeting, organisation=organisation, by=acting(request))
        return redirect("meetings:people", meeting_id)
    page = pages.meeting_page(meeting, mandate)
    context = {"page": page, "meeting": meeting, "convene_form": convene, "guest_form": guest}
    return render(request, "meetings/people.html", context)


@require_POST
def withdraw(request: MemberRequest, meeting_id: int, attendance_id: int) -> HttpResponse:
    """Take back an organisation that was not written to."""
    meeting = run(request, meeting_id)
    attendance = or_404(meetings.attendance_in(meeting, attendance_id))
    plans.withdraw_organisation(meeting=meeting, attendance=attendance, by=acting(request))
    messages.success(request, "Cet organisme n’est plus convié.")
    return redirect("meetings:people", meeting_id)


@require_POST
def remove_guest(request: MemberRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    """Take back an invitation."""
    guest = or_404(meetings.guest_by_id(run(request, meeting_id), guest_id))
    presence.remove_guest(guest=guest, by=acting(request))
    return redirect("meetings:people", meeting_id)


@require_http_methods(["GET", "POST"])
def convene(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The convocation and who receives it, read before it leaves; POST sends it."""
    meeting = run(request, meeting_id)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            with telling() as told:
                plans.send_convocations(meeting=meeting, seen=request.POST.get("letter", ""), by=acting(request))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"La réunion est convoquée. {told.words}")
            return redirect(meeting)
    page = pages.meeting_page(meeting, request.mandate)
    context = {
        "meeting": meeting,
        "page": page,
        "reach": reach_of_convocation(meeting),
        "guests": guests_to_write(meeting),
        "before": letter_before(request.member, CONVOCATION, meeting.pk),
        "reasons": reasons,
    }
    return render(request, "meetings/convene.html", context, status=CONFLICT if reasons else 200)


@require_http_methods(["GET", "POST"])
def remind(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The reminder and who receives it, read before it leaves; POST sends it."""
    meeting = run(request, meeting_id)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            done = reminding.remind(meeting=meeting, seen=request.POST.get("letter", ""), by=acting(request))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, reminded_words(**vars(done)))
            return redirect(meeting)
    silent = silent_of(meeting, timezone.localdate())
    context = {
        "meeting": meeting,
        "silent": silent,
        "before": letter_before(request.member, silent.kind, meeting.pk),
        "reasons": reasons,
    }
    return render(request, "meetings/remind.html", context, status=CONFLICT if reasons else 200)


@require_http_methods(["GET", "POST"])
def cancel(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Cancel the meeting."""
    meeting = run(request, meeting_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling() as told:
            plans.cancel_meeting(meeting=meeting, **form.cleaned_data, by=acting(request))
        messages.success(request, f"La réunion est annulée. {told.if_any}".strip())
        return redirect(meeting)
    page = pages.meeting_page(meeting, request.mandate)
    return render(request, "meetings/cancel.html", {"form": form, "meeting": meeting, "page": page})


@require_POST
def open_meeting(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Open the sitting, then take notes."""
    meeting = run(request, meeting_id)
    sittings.open_meeting(meeting=meeting, by=acting(request))
    messages.success(request, "La séance est ouverte.")
    return redirect(f"{meeting.get_absolute_url()}debat/")


@require_POST
def close_meeting(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Close the sitting."""
    meeting = run(request, meeting_id)
    sittings.close_meeting(meeting=meeting, by=acting(request))
    messages.success(request, "La séance est close. Le compte rendu peut être composé.")
    return redirect(meeting)
