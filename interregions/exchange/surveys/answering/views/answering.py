"""The pages where an organisation answers: overview, one block per screen, autosave, link of an e-mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.errors import Refused
from interregions.common.middleware import merged_text
from interregions.common.telling import telling
from interregions.exchange.surveys.answering.forms import typed_answers
from interregions.exchange.surveys.answering.queries import overview, responses, screens
from interregions.exchange.surveys.answering.queries.answers import Draft, draft_of, place_in
from interregions.exchange.surveys.answering.queries.responses import Access
from interregions.exchange.surveys.answering.services import answering, delegation
from interregions.exchange.surveys.answering.views import submission
from interregions.exchange.surveys.answering.views.doors import RESUMED, access_of, before_response, to_the_door
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, content_in
from interregions.network.http import VisitorRequest


@before_response
def response(request: VisitorRequest, access: Access) -> HttpResponse:
    page = overview.overview_of(draft_of(access.response), access)
    return render(request, "surveys/answering/response.html", {"page": page, **_shared(access)})


@takes_files
@before_response
@require_http_methods(["GET", "POST"])
def block(request: VisitorRequest, access: Access, block_name: str) -> HttpResponse:
    draft = draft_of(access.response)
    found = _block(draft, access, block_name)
    if request.method == "POST":
        return _save_block(request, access, found)
    return _block_page(request, draft, access, found, screens.Typing(), 200)


def _save_block(request: VisitorRequest, access: Access, found: BlockContent) -> HttpResponse:
    typed = typed_answers(request.POST, request.FILES, found.questions)
    try:
        outcome = answering.save_block(response=access.response, block=found, values=typed, by=access.by)
    except Refused as refused:
        typing = screens.Typing({key: each.values for key, each in typed.items()}, {key: [] for key in typed})
        return _block_page(request, draft_of(access.response), access, found, typing, 409, refused.reasons)
    draft, fresh = outcome.draft, access.after_writing(outcome.draft.response)
    if outcome.errors or outcome.stale:
        return _block_page(request, draft, fresh, found, _typing(typed, outcome), 409)
    for note in (saved.replaced for saved in outcome.saved.values() if saved.replaced):
        messages.warning(request, note)
    asked = screens.asked_before(draft, fresh)
    appeared = {q.id for q in found.questions if q.id in asked} - _visible(request)
    if appeared and "visibles" in request.POST:
        messages.info(request, "Vos réponses sont enregistrées\u202f; elles font apparaître d’autres questions ici.")
        return redirect("surveys:response_block", access.response.pk, found.name)
    if "fini" in request.POST and overview.block_words(draft, fresh, found, asked)["can_finish"]:
        return _finish(request, fresh, found)
    if "reste" in request.POST:
        return redirect("surveys:response_block", access.response.pk, found.name)
    return redirect(overview.url_after(draft, fresh, asked, found))


def _typing(typed: dict[int, answering.TypedAnswer], outcome: answering.SavedBlock) -> screens.Typing:
    return screens.Typing(
        values={key: each.values for key, each in typed.items()},
        errors=outcome.errors,
        stale=outcome.stale,
        replaced={key: saved.replaced for key, saved in outcome.saved.items()},
        merged={key: merged_text(stale.theirs, stale.mine) for key, stale in outcome.stale.items()},
    )


@takes_files
@before_response
@require_POST
def save_answer(request: VisitorRequest, access: Access, variable_id: int) -> HttpResponse:
    """Autosave of one question: its state, and what it changes around it."""
    place = place_in(content_in(access.response.survey.questionnaire), variable_id)
    if place is None or not access.may_open(place[0]):
        raise Http404("Cette question n’est pas dans cette réponse.")
    found, question, _ = place
    typed = typed_answers(request.POST, request.FILES, [question])
    outcome = answering.save_block(response=access.response, block=found, values=typed, by=access.by)
    if not request.htmx:
        return redirect("surveys:response_block", access.response.pk, found.name)
    draft, fresh = outcome.draft, access.after_writing(outcome.draft.response)
    asked = screens.asked_before(draft, fresh)
    typing = _typing(typed, outcome)
    whole = bool(outcome.stale or question.kind.brings_file)
    client, now = _visible(request), {each.id for each in found.questions if each.id in asked}
    context = {
        **_block_context(draft, fresh, found, asked),
        "question": screens.question_screen(draft, fresh, question, asked, typing),
        "moved": [
            screens.question_screen(draft, fresh, each, asked, screens.Typing())
            for each in found.questions
            if each.id in client ^ now and each.id != question.id
        ],
    }
    status = 409 if outcome.errors or outcome.stale else 200
    template = "surveys/answering/_saved_question.html" if whole else "surveys/answering/_saved.html"
    answer = render(request, template, context, status=status)
    if whole:
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#question-{question.id}", "outerHTML"
    return answer


@before_response
@require_POST
def finish_block(request: VisitorRequest, access: Access, block_name: str) -> HttpResponse:
    found = _block(draft_of(access.response), access, block_name)
    return _finish(request, access, found)


def _finish(request: VisitorRequest, access: Access, found: BlockContent) -> HttpResponse:
    with telling() as told:
        delegation.finish_block(response=access.response, block=found, by=access.by)
    messages.success(request, f"C’est noté : vous pouvez encore corriger jusqu’à l’envoi. {told.if_any}".strip())
    return redirect("surveys:response", access.response.pk)


@login_not_required
@require_http_methods(["GET", "POST"])
def resume(request: VisitorRequest, token: str) -> HttpResponse:
    """GET says what the link opens, POST opens it: a mail scanner that follows links changes nothing."""
    try:
        access, block_name = responses.resumed_by(token)
    except responses.Ended as ended:
        messages.info(request, "Cette réponse est partie, ou l’enquête est close : entrez pour la lire.")
        url = ended.response.get_absolute_url()
        return redirect(url) if request.member else to_the_door(ended.mandate, url)
    response, draft = access.response, draft_of(access.response)
    url, question = overview.place_to_resume(draft, access, draft.asked(), block_name)
    if request.member is not None and access_of(request, response.pk) is not None:
        return redirect(url)
    if request.method == "GET":
        lead, block_title = overview.resume_words(access, block_name)
        progress = draft.progress(draft.asked(), access.opened_in(draft.blocks))
        context = {"lead": lead, "block_title": block_title, "question": question, "progress": progress}
        return render(request, "surveys/answering/resume.html", {**context, **_shared(access)})
    if request.member is None:
        request.session.cycle_key()
        request.session[RESUMED] = {"response": response.pk, "mandate": access.by.pk}
    return redirect(url)


def _shared(access: Access) -> dict[str, Any]:
    return {"access": access, "response": access.response}


def _block(draft: Draft, access: Access, block_name: str) -> BlockContent:
    found = next((each for each in draft.blocks if each.name == block_name and access.may_open(each)), None)
    if found is None:
        raise Http404("Cette rubrique n’existe pas, ou ne vous a pas été confiée.")
    return found


def _visible(request: VisitorRequest) -> set[int]:
    words = request.POST.get("visibles", "")[:20_000].split(",")
    return {int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19}


def _block_context(draft: Draft, access: Access, found: BlockContent, asked: frozenset[int]) -> dict[str, Any]:
    return {
        **_shared(access),
        "blocks": screens.blocks_shown(draft, access, asked, (), found.id),
        "whole": draft.progress(asked, access.opened_in(draft.blocks)),
        "visible": ",".join(str(each.id) for each in found.questions if each.id in asked),
        "editable": not access.reasons_not_to_write(found),
    }


def _block_page(
    request: VisitorRequest,
    draft: Draft,
    access: Access,
    found: BlockContent,
    typing: screens.Typing,
    status: int,
    refused: list[str] | None = None,
) -> HttpResponse:
    asked = screens.asked_before(draft, access)
    questions = screens.block_screen(draft, access, found, asked, typing)
    context = {
        **_block_context(draft, access, found, asked),
        **overview.block_words(draft, access, found, asked),
        "current": found,
        "questions": questions,
        "problems": [question for question in questions if question.errors or question.stale_author],
        "refused": refused,
    }
    return render(request, "surveys/answering/block.html", context, status=status)


OWN = "reponses/<int:response_id>/"
patterns = [
    path("reponses/reprendre/<str:token>/", resume, name="resume"),
    path(OWN, response, name="response"),
    path(f"{OWN}rubrique/<str:block_name>/", block, name="response_block"),
    path(f"{OWN}rubrique/<str:block_name>/fini/", finish_block, name="finish_block"),
    path(f"{OWN}reponse/<int:variable_id>/", save_answer, name="save_answer"),
    *submission.patterns(OWN),
]
