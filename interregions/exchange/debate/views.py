"""Pages of the room while the meeting is held. Everything works with plain forms; htmx and the stream only add."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.errors import Refused
from interregions.common.refusals import status_of, told_on
from interregions.exchange.debate import queries, services
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.forms import ChangeForm, ContributionForm, LineForm, PracticeForm
from interregions.exchange.meetings.queries.meetings import channel_of, meeting_run_by, point_by_id
from interregions.exchange.meetings.services.sittings import set_current_item
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.live.views import stream

# The field itself, not its form: a browser gives the focus to the field an address names, and takes it from any
# other, even after a script gave it.
LINE = "#id_line"


def _seen(request: MemberRequest, meeting_id: int) -> Any:
    return _or_404(queries.meeting_of_debate(request.member, meeting_id))


def _run(request: MemberRequest, meeting_id: int) -> Any:
    return _or_404(meeting_run_by(request.mandate, meeting_id))


def _or_404(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def debate(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The note-taker's page; for the others, what is said as it comes."""
    meeting = _run(request, meeting_id) if request.method == "POST" else _seen(request, meeting_id)
    page = queries.debate_page(meeting, request.mandate)
    if request.method == "GET":
        return _debate_page(request, page, LineForm(page.speakers, read_by=_read_by(meeting)))
    form = LineForm(page.speakers, request.POST, read_by=_read_by(meeting))
    reasons = ["Écrivez ce qui s’est dit, ou choisissez un organisme convié."]
    if form.is_valid():
        try:
            _take_down(request, meeting, form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            if not getattr(request, "htmx", False):
                return redirect(f"{request.path}{LINE}")
            page = queries.debate_page(_run(request, meeting_id), request.mandate)
            return _debate_page(request, page, LineForm(page.speakers, read_by=_read_by(meeting)))
    # What was typed stays in the line, with the reason above it.
    return _debate_page(request, page, form, reasons=reasons, status=409)


def _read_by(meeting: Any) -> str:
    return reverse("debate:read", args=[meeting.pk])


def _take_down(request: MemberRequest, meeting: Any, given: dict[str, Any]) -> None:
    """One typed line: a move in the agenda, or a thing said."""
    said = queries.parsed(meeting, given["line"])
    if said.unknown and not given.get("speaker"):
        raise Refused(queries.words_on_unknown(said.unknown))
    if said.move:
        services.go_to_point(meeting=meeting, move=said.move, by=acting(request))
        return
    services.record_remark(
        meeting=meeting,
        text=said.text,
        kind=said.kind or given["kind"] or ContributionKind.REMARK,
        organisation=queries.organisation_convened(meeting, said.speaker or given.get("speaker")),
        client_key=given["client_key"],
        by=acting(request),
    )


@require_GET
def read(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """How the line under the fingers will be read: said back before it is noted."""
    meeting = _run(request, meeting_id)
    reading = queries.reading_of(meeting, request.GET.get("line", "")[:4200])
    return render(request, "debate/_reading.html", {"reading": reading})


def _debate_page(
    request: MemberRequest, page: queries.DebatePage, form: LineForm, reasons: Any = (), status: int = 200
) -> HttpResponse:
    template = (
        "debate/room.html" if getattr(request, "htmx", False) and request.method == "POST" else "debate/debate.html"
    )
    context = {"page": page, "meeting": page.meeting, "form": form, "reasons": reasons, "keys": queries.KIND_KEYS}
    context["practice_form"] = PracticeForm(page.speakers, page.answers, auto_id="pratique_%s")
    return render(request, template, context, status=status)


@require_POST
def go_to(request: MemberRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Go to a point of the agenda."""
    meeting = _run(request, meeting_id)
    item = _or_404(point_by_id(meeting, item_id))
    set_current_item(meeting=meeting, item=item, by=acting(request))
    return redirect(f"{meeting.get_absolute_url()}debat/{LINE}")


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, meeting_id: int, contribution_id: int) -> HttpResponse:
    """Correct a line."""
    mandate = request.mandate
    line = _or_404(queries.contribution_changed_by(mandate, meeting_id, contribution_id))
    page = queries.debate_page(line.meeting, mandate)
    form = ChangeForm(line, page.speakers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            given = form.cleaned_data
            organisation = queries.organisation_convened(line.meeting, given["organisation"])
            services.change_contribution(
                contribution=line,
                text=given["text"],
                kind=given["kind"],
                organisation=organisation,
                revision=given["revision"],
                by=acting(request),
            )
            return redirect("debate:debate", meeting_id)
    context = {"form": form, "meeting": line.meeting, "line": line}
    context["reasons"] = queries.reasons_to_change(line, mandate)
    return render(request, "debate/change.html", context, status=status_of(form))


@require_POST
def withdraw(request: MemberRequest, meeting_id: int, contribution_id: int) -> HttpResponse:
    """Take a line back."""
    mandate = request.mandate
    line = _or_404(queries.contribution_changed_by(mandate, meeting_id, contribution_id))
    services.withdraw_contribution(contribution=line, by=acting(request))
    messages.success(request, "La ligne est retirée.")
    return redirect("debate:debate", meeting_id)


@require_POST
def catch(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """A good practice in three fields."""
    meeting = _run(request, meeting_id)
    page = queries.debate_page(meeting, request.mandate)
    form = PracticeForm(page.speakers, page.answers, request.POST, auto_id="pratique_%s")
    if form.is_valid():
        given = form.cleaned_data
        with told_on(form):
            services.catch_practice(
                meeting=meeting,
                title=given["title"],
                organisation=queries.organisation_convened(meeting, given["organisation"]),
                observed_result=given["observed_result"],
                answer=form.chosen_answer(),
                client_key=given["client_key"],
                by=acting(request),
            )
            messages.success(request, "La pratique est notée. L’organisme la complétera plus tard.")
            return redirect("debate:debate", meeting_id)
    context = {"page": page, "meeting": meeting, "form": LineForm(page.speakers), "practice_form": form}
    status = 200 if form.searches else 422
    return render(request, "debate/debate.html", {**context, "keys": queries.KIND_KEYS}, status=status)


@require_POST
def catch_from_line(request: MemberRequest, meeting_id: int, contribution_id: int) -> HttpResponse:
    """A line becomes a practice in one gesture."""
    mandate = request.mandate
    meeting = _run(request, meeting_id)
    line = _or_404(queries.contribution_changed_by(mandate, meeting_id, contribution_id))
    services.catch_practice(
        meeting=meeting, title=line.text[:160], organisation=line.organisation, contribution=line, by=acting(request)
    )
    messages.success(request, "La pratique est notée. L’organisme la complétera plus tard.")
    return redirect("debate:debate", meeting_id)


@require_http_methods(["GET", "POST"])
def contribute(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The phone page: the current point, four buttons."""
    meeting = _seen(request, meeting_id)
    mandate = request.mandate
    page = queries.debate_page(meeting, mandate)
    if not page.contributes:
        raise Http404
    form = ContributionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "kind": form.cleaned_data["kind"] or ContributionKind.REMARK}
        with told_on(form):
            services.contribute(meeting=meeting, **given, by=acting(request))
            messages.success(request, "C’est dit : tous les écrans le voient.")
            return redirect("debate:contribute", meeting_id)
    context = {"page": page, "meeting": meeting, "form": form}
    return render(request, "debate/contribute.html", context, status=status_of(form))


@require_GET
def screen(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The projected screen: point, clock, contributions, nothing else."""
    page = queries.debate_page(_seen(request, meeting_id), request.mandate)
    return render(
        request, "debate/screen.html", {"page": page, "meeting": page.meeting, "recent": page.lines[-6:][::-1]}
    )


@require_GET
def follow(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The stream of the meeting, for those who may see it, as long as they may."""
    meeting = _seen(request, meeting_id)
    return stream(request, channel_of(meeting), lambda members: queries.still_following(members, meeting_id))
