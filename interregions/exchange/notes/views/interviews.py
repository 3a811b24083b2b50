"""Conduct an interview, read it, complete it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.errors import Refused, Stale
from interregions.common.refusals import status_of, told_on
from interregions.common.seen import fingerprint
from interregions.exchange.cycles.queries import cycle_run_by
from interregions.exchange.notes.forms import AnswerForm, InterviewForm, NewInterviewForm
from interregions.exchange.notes.queries import interviews as queries
from interregions.exchange.notes.services import guides, interviews
from interregions.exchange.notes.views import found
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.files.views import file_response


@takes_files
@require_http_methods(["GET", "POST"])
def new_interview(request: MemberRequest, cycle_id: int) -> HttpResponse:
    """The guide's questions on one page; saved whole, then each answer on its own."""
    cycle = found(cycle_run_by(request.member, cycle_id))
    lines = queries.guide_lines(guides.default_guide())
    form = NewInterviewForm(
        lines, request.POST or None, request.FILES or None, initial={"held_on": timezone.localdate()}
    )
    by = request.mandate
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = interviews.record_interview(cycle=cycle, **form.values(), answers=form.answers(), by=acting(request))
            messages.success(request, "L’interview est enregistrée\u202f; vous pouvez continuer à noter.")
            return redirect(made)
    context = {"cycle": cycle, "form": form, "gestures": queries.gestures_on_cycle(cycle, by)}
    return render(request, "notes/new_interview.html", context, status=status_of(form))


@require_GET
def prepare(request: MemberRequest, cycle_id: int) -> HttpResponse:
    """The questions of the guide, for the responsible region to read before the interview."""
    cycle = found(queries.cycle_to_prepare(request.member, cycle_id))
    return render(request, "notes/prepare.html", {"cycle": cycle, "questions": queries.questions_to_prepare()})


@require_GET
def interview(request: MemberRequest, interview_id: int) -> HttpResponse:
    """What was said, question by question, and the gesture that makes a note of it."""
    shown = found(queries.interview_visible_to(request.member, interview_id))
    page = queries.interview_page(shown, request.mandate)
    return render(request, "notes/interview.html", {"page": page, "interview": shown, "cycle": shown.cycle})


@takes_files
@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, interview_id: int) -> HttpResponse:
    """Correct the date, the people, the pasted text; join the Word file."""
    shown = found(queries.interview_visible_to(request.member, interview_id))
    before = {"held_on": shown.held_on, "people": shown.people, "pasted_text": shown.pasted_text}
    initial = {**before, "seen": fingerprint(*before.values())}
    form = InterviewForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        with told_on(form):
            interviews.change_interview(interview=shown, **form.values(), seen=seen, by=acting(request))
            messages.success(request, "L’interview est enregistrée.")
            return redirect(shown)
    page = queries.interview_page(shown, request.mandate)
    context = {"interview": shown, "cycle": shown.cycle, "form": form, "page": page}
    return render(request, "notes/change_interview.html", context, status=status_of(form))


@require_POST
def answer(request: MemberRequest, interview_id: int, answer_id: int) -> HttpResponse:
    """Save what was noted under one question; htmx takes back its new revision."""
    shown = found(queries.interview_visible_to(request.member, interview_id))
    kept = get_object_or_404(shown.answers.select_related("interview__cycle"), pk=answer_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("Cette réponse n’a pas été enregistrée\u202f: rechargez la page et recommencez.")
    sent = form.cleaned_data
    try:
        kept = interviews.save_answer(answer=kept, words=sent["text"], revision=sent["revision"], by=acting(request))
    except Stale as stale:
        if not request.htmx:
            raise
        why = (
            f"{stale.author} a modifié cette réponse pendant que vous écriviez. Rien n’est perdu\u202f: "
            "choisissez «\u202fEnregistrer\u202f» pour voir les deux versions."
        )
        return render(request, "common/refusal.html", {"reasons": [why]}, status=409)
    if request.htmx:
        return render(request, "notes/_revision.html", {"answer": kept})
    return redirect(f"{shown.get_absolute_url()}#question-{kept.position}")


@require_GET
def attachment(request: MemberRequest, interview_id: int) -> HttpResponseBase:
    """The Word file that was joined."""
    shown = found(queries.interview_visible_to(request.member, interview_id))
    file = found(shown.attachment)
    return file_response(name=file.name, media_type=file.media_type, sha256=file.sha256)
