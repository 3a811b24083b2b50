"""Pages that write blocks and questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.errors import Stale
from interregions.common.middleware import word_differences
from interregions.common.refusals import CONFLICT, status_of, told_on
from interregions.exchange.surveys.questionnaires.forms import BlockForm, IndicatorForm, QuestionForm
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries.wording import citable_questions, codes_of_answers, wording_of
from interregions.exchange.surveys.questionnaires.services import indicators
from interregions.exchange.surveys.questionnaires.services import questions as services
from interregions.network.http import MemberRequest, acting


def _at(questionnaire_id: int, anchor: str) -> HttpResponse:
    return redirect(reverse("surveys:questionnaire", args=[questionnaire_id]) + f"#{anchor}")


@require_http_methods(["GET", "POST"])
def add_block(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """A new block at the end."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    form = BlockForm(request.POST or None, questionnaire=found)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = services.add_block(questionnaire=found, **form.values(), by=acting(request))
            return _at(found.pk, f"rubrique-{made.pk}")
    refused = queries.reasons_not_to_write(found, request.mandate)
    context = {"questionnaire": found, "form": form, "refused": refused, "citable": citable_questions(found.pk)}
    return render(request, "surveys/questionnaires/block.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def change_block(request: MemberRequest, block_id: int) -> HttpResponse:
    """Title, help and condition of a block."""
    block = get_object_or_404(queries.blocks_visible_to(request.member), pk=block_id)
    found = block.questionnaire
    initial = {name: getattr(block, name) for name in ("title", "help", "condition", "revision")}
    form = BlockForm(request.POST or None, questionnaire=found, block=block, initial=initial)
    context = {"questionnaire": found, "of_block": block, "form": form}
    context["citable"] = citable_questions(found.pk, before_block=block.pk)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            with told_on(form):
                services.change_block(block=block, revision=revision, **form.values(), by=acting(request))
                return _at(found.pk, f"rubrique-{block.pk}")
        except Stale as stale:
            return _both_versions(request, "surveys/questionnaires/block.html", context, stale)
    context["refused"] = queries.reasons_not_to_write(found, request.mandate)
    return render(request, "surveys/questionnaires/block.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def add_question(request: MemberRequest, block_id: int) -> HttpResponse:
    """A new question at the end of a block."""
    block = get_object_or_404(queries.blocks_visible_to(request.member), pk=block_id)
    found = block.questionnaire
    initial = {"counted": True, "kind": request.GET.get("forme", "TEXT")}
    form = QuestionForm(request.POST or None, questionnaire=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = services.add_question(block=block, **form.values(), by=acting(request))
            messages.success(request, "La question est ajoutée.")
            return _at(found.pk, f"question-{made.pk}")
    refused = queries.reasons_not_to_write(found, request.mandate)
    context = {"questionnaire": found, "of_block": block, "form": form, "refused": refused}
    context["citable"] = citable_questions(found.pk, after_block=block.pk)
    return render(request, "surveys/questionnaires/question.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def change_question(request: MemberRequest, question_id: int) -> HttpResponse:
    """A question, whole; when somebody changed it meanwhile, both versions and one gesture."""
    question = get_object_or_404(queries.questions_visible_to(request.member), pk=question_id)
    found = question.block.questionnaire
    initial = {**wording_of(question), "revision": question.revision}
    form = QuestionForm(request.POST or None, questionnaire=found, question=question, initial=initial)
    context = {"questionnaire": found, "of_block": question.block, "question": question, "form": form}
    context |= {
        "citable": citable_questions(found.pk, before_question=question.pk),
        "codes": codes_of_answers(question),
        "indicator_form": IndicatorForm(initial={"indicator": question.indicator_id, "year": question.indicator_year}),
    }
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            with told_on(form):
                services.change_question(question=question, revision=revision, **form.values(), by=acting(request))
                return _at(found.pk, f"question-{question.pk}")
        except Stale as stale:
            return _both_versions(request, "surveys/questionnaires/question.html", context, stale)
    context["refused"] = queries.reasons_not_to_write(found, request.mandate)
    return render(request, "surveys/questionnaires/question.html", context, status=status_of(form))


def _both_versions(request: MemberRequest, template: str, context: dict[str, Any], stale: Stale) -> HttpResponse:
    """The form keeps what this person wrote; beside it, the two versions; saving again keeps what the form says."""
    theirs, mine = word_differences(stale.theirs, stale.mine)
    form = context["form"]
    form.data = {**request.POST.dict(), "revision": str(stale.revision)}
    return render(request, template, {**context, "stale": stale, "theirs": theirs, "mine": mine}, status=CONFLICT)


@require_POST
def move_block(request: MemberRequest, block_id: int) -> HttpResponse:
    block = get_object_or_404(queries.blocks_visible_to(request.member), pk=block_id)
    services.move_block(block=block, up=request.POST.get("vers") == "haut", by=acting(request))
    return _at(block.questionnaire_id, f"rubrique-{block.pk}")


@require_POST
def remove_block(request: MemberRequest, block_id: int) -> HttpResponse:
    block = get_object_or_404(queries.blocks_visible_to(request.member), pk=block_id)
    services.remove_block(block=block, by=acting(request))
    messages.success(request, f"La rubrique « {block.title} » est retirée, avec ses questions.")
    return _at(block.questionnaire_id, "rubriques")


@require_POST
def move_question(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(queries.questions_visible_to(request.member), pk=question_id)
    services.move_question(question=question, up=request.POST.get("vers") == "haut", by=acting(request))
    return _at(question.block.questionnaire_id, f"question-{question.pk}")


@require_POST
def duplicate_question(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(queries.questions_visible_to(request.member), pk=question_id)
    copy = services.duplicate_question(question=question, by=acting(request))
    return _at(question.block.questionnaire_id, f"question-{copy.pk}")


@require_POST
def remove_question(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(queries.questions_visible_to(request.member), pk=question_id)
    anchor, found = f"rubrique-{question.block_id}", question.block.questionnaire_id
    services.remove_question(question=question, by=acting(request))
    messages.success(request, f"La question « {question.label[:80]} » est retirée.")
    return _at(found, anchor)


@require_POST
def tie_question(request: MemberRequest, question_id: int) -> HttpResponse:
    """The indicator of the observatory that a question feeds."""
    question = get_object_or_404(queries.questions_visible_to(request.member), pk=question_id)
    form = IndicatorForm(request.POST)
    values = form.values() if form.is_valid() else {"indicator": None, "year": None}
    indicators.tie_question(question=question, **values, by=acting(request))
    messages.success(request, "C’est noté\u202f: les Régions le confirmeront après la clôture.")
    return redirect("surveys:question", question.pk)


patterns = [
    path("questionnaires/<int:questionnaire_id>/rubriques/ajouter/", add_block, name="add_block"),
    path("questionnaires/rubriques/<int:block_id>/", change_block, name="block"),
    path("questionnaires/rubriques/<int:block_id>/deplacer/", move_block, name="move_block"),
    path("questionnaires/rubriques/<int:block_id>/retirer/", remove_block, name="remove_block"),
    path("questionnaires/rubriques/<int:block_id>/questions/ajouter/", add_question, name="add_question"),
    path("questionnaires/questions/<int:question_id>/", change_question, name="question"),
    path("questionnaires/questions/<int:question_id>/indicateur/", tie_question, name="tie_question"),
    path("questionnaires/questions/<int:question_id>/deplacer/", move_question, name="move_question"),
    path("questionnaires/questions/<int:question_id>/dupliquer/", duplicate_question, name="duplicate_question"),
    path("questionnaires/questions/<int:question_id>/retirer/", remove_question, name="remove_question"),
]
