"""Reading minutes: the list, one, its conclusions, its documents; asking for a change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interregions.common.characters import number_in
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.exchange.outcomes import exports
from interregions.exchange.outcomes.forms import RequestForm
from interregions.exchange.outcomes.queries import minutes as minutes_queries
from interregions.exchange.outcomes.queries import proofreading, visibility
from interregions.exchange.outcomes.services import changes, sending
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import document_response

ROWS = 25


@require_safe
def all_minutes(request: MemberRequest) -> HttpResponse:
    """Every set of minutes one may read."""
    words = request.GET.get("q", "").strip()
    found = minutes_queries.found_minutes(request.member, words)
    page = page_of(found, request.GET.get("page"), ROWS)
    context = {"page": page, "lines": minutes_queries.minutes_lines(list(page)), "words": words}
    return render(request, "outcomes/all_minutes.html", context)


@require_safe
def minutes(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """One set of minutes: the sentence, the button, the parts; opened from the message, it is told."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    if request.GET.get("depuis") == "courriel":
        sending.mark_opened(minutes=found, member=request.member)
    page = minutes_queries.minutes_page(found, request.mandate)
    return render(request, "outcomes/minutes.html", {"page": page, "minutes": found})


@require_safe
def conclusions(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Decisions, actions and practices on one page."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    sections = minutes_queries.standing_sections(found, request.mandate)
    kept = [one for one in sections if one.get("extra")]
    context = {"minutes": found, "sections": kept, "final": minutes_queries.is_final(found)}
    return render(request, "outcomes/conclusions.html", context)


@require_safe
def document(request: MemberRequest, minutes_id: int, format: str) -> HttpResponse:
    """The whole minutes, to take away."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    sections = minutes_queries.standing_sections(found, request.mandate)
    return document_response(exports.minutes_document(found, sections), format, exports.minutes_name(found))


@require_safe
def conclusions_document(request: MemberRequest, minutes_id: int, format: str) -> HttpResponse:
    """The conclusions, to take away."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    sections = minutes_queries.standing_sections(found, request.mandate)
    name = exports.minutes_name(found).replace("Compte rendu", "Conclusions")
    return document_response(exports.conclusions_document(found, sections), format, name)


@require_http_methods(["GET", "POST"])
def request_change(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Ask that a passage be read otherwise."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    mandate = request.mandate
    key = request.GET.get("partie", "")
    passage = proofreading.passage_asked(found, key, request.GET.get("passage", ""))
    initial = {"section_key": key, "passage": passage, "wording": passage}
    before = visibility.request_to_correct(found, mandate, number_in(request.GET.get("corriger", "")) or 0)
    if before is not None:
        initial = {name: getattr(before, name) for name in ("section_key", "passage", "wording", "reason")}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=initial, minutes=found)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            changes.request_change(minutes=found, **form.cleaned_data, replaced=before, by=acting(request))
            told = "remplace celle qui était enregistrée" if before else "est transmise à l’animation"
            messages.success(request, f"Votre demande {told} ; vous aurez la réponse de l’animation par courriel.")
            return redirect(f"{found.get_absolute_url()}#partie-{form.cleaned_data['section_key']}")
    reasons = minutes_queries.reasons_to_request(found, mandate)
    part = minutes_queries.section_text(found, key) if not reasons else None
    context = {"minutes": found, "form": form, "reasons": reasons, "part": part, "passage": passage}
    return render(request, "outcomes/request_change.html", context, status=status_of(form))


@require_POST
def mark_reread(request: MemberRequest, minutes_id: int) -> HttpResponse:
    """Read, nothing to report."""
    found = get_object_or_404(visibility.minutes_visible_to(request.member), pk=minutes_id)
    said = changes.mark_reread(minutes=found, by=acting(request))
    messages.success(request, f"C’est noté : {said.organisation.short_name} a relu, rien à signaler.")
    return redirect(found)
