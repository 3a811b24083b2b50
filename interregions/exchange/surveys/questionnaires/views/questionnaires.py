"""Pages of the questionnaire: list, start, import, builder, settings, preview, approval, document."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.characters import number_in
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.seen import fingerprint
from interregions.exchange.surveys.questionnaires import documents
from interregions.exchange.surveys.questionnaires.forms import ImportForm, NewQuestionnaireForm, SettingsForm
from interregions.exchange.surveys.questionnaires.queries import builder
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries.preview import tried
from interregions.exchange.surveys.questionnaires.services import importing
from interregions.exchange.surveys.questionnaires.services import questionnaires as services
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import FORMATS, document_response

LINES = 25


@require_GET
def questionnaires(request: MemberRequest) -> HttpResponse:
    """Every questionnaire this person may read."""
    words = request.GET.get("mots", "")
    found = queries.questionnaires_of(request.member, words)
    page = page_of(found, request.GET.get("page"), LINES)
    may_start = queries.may_start(request.mandate)
    return render(request, "surveys/questionnaires/list.html", {"page": page, "words": words, "may_start": may_start})


@require_http_methods(["GET", "POST"])
def new_questionnaire(request: MemberRequest) -> HttpResponse:
    """Start one, from the note's questions or from nothing."""
    member, mandate = request.member, request.mandate
    if not queries.may_start(mandate):
        raise Http404
    initial = {"cycle": request.GET.get("cycle"), "from_note": True}
    form = NewQuestionnaireForm(request.POST or None, member=member, initial=initial)
    if request.method == "POST" and form.is_valid():
        cycle = form.cleaned_data["cycle"]
        taken = queries.note_questions_of(cycle) if form.cleaned_data["from_note"] else []
        with told_on(form):
            made = services.draft_questionnaire(
                title=form.cleaned_data["title"], cycle=cycle, by=mandate, note_questions=taken
            )
            return redirect(made)
    return render(request, "surveys/questionnaires/new.html", {"form": form}, status=status_of(form))


@takes_files
@require_http_methods(["GET", "POST"])
def import_questionnaire(request: MemberRequest) -> HttpResponse:
    """Load a file written elsewhere; what it became is told line by line on the next page."""
    member, mandate = request.member, request.mandate
    if not queries.may_start(mandate):
        raise Http404
    initial = {"cycle": request.GET.get("cycle")}
    form = ImportForm(request.POST or None, request.FILES or None, member=member, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = importing.create_from_import(
                imported=form.imported,
                title=form.cleaned_data["title"],
                cycle=form.cleaned_data["cycle"],
                by=mandate,
                filename=form.cleaned_data["file"].name,
            )
            return redirect("surveys:import_report", made.pk)
    return render(request, "surveys/questionnaires/import.html", {"form": form}, status=status_of(form))


@require_GET
def import_report(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """What the import kept, changed or refused, line by line."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    only = request.GET.get("seulement", "")
    lines = builder.report_lines(found, only)
    page = page_of(lines, request.GET.get("page"), 100)
    context = {"questionnaire": found, "page": page, "only": only, "counts": builder.report_counts(found)}
    return render(request, "surveys/questionnaires/import_report.html", context)


@require_GET
def questionnaire(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """The builder."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    page = builder.builder_page(found, request.mandate)
    context = {"questionnaire": found, "page": page, "formats": list(FORMATS)}
    return render(request, "surveys/questionnaires/builder.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Title and introduction."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    initial = {"title": found.title, "introduction": found.introduction}
    form = SettingsForm(request.POST or None, initial={**initial, "seen": fingerprint(*initial.values())})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.change_questionnaire(questionnaire=found, **form.cleaned_data, by=acting(request))
            return redirect(found)
    refused = queries.reasons_not_to_write(found, request.mandate)
    context = {"questionnaire": found, "form": form, "refused": refused}
    return render(request, "surveys/questionnaires/settings.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def preview(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """The questionnaire as those who answer will see it; what is tried is read, never saved."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    typed = None
    if request.method == "POST":
        names = [name for name in request.POST if name[:1] == "v" and number_in(name[1:]) is not None]
        typed = {int(name[1:]): request.POST.getlist(name) for name in names}
    blocks = tried(found.pk, typed, timezone.localdate())
    context = {"questionnaire": found, "blocks": blocks, "tried": typed is not None}
    return render(request, "surveys/questionnaires/preview.html", {**context, "minutes": queries.minutes_of(found.pk)})


@require_POST
def approve(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Approve the revision that was on the screen."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    revision = request.POST.get("revision", "")
    after = services.approve_questionnaire(
        questionnaire=found,
        revision=int(revision) if revision.isdecimal() else 0,
        by=acting(request),
    )
    words = "Le questionnaire est approuvé par les deux parties\u202f: il ne change plus."
    waits = "Votre approbation est enregistrée. Elle attend celle de l’autre partie."
    messages.success(request, words if after.frozen_at else waits)
    return redirect(found)


@require_POST
def drop(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Put a draft aside."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    services.drop_questionnaire(questionnaire=found, by=acting(request))
    messages.success(request, "Le questionnaire est mis de côté : il n’est plus attendu de personne.")
    return redirect(found)


@require_POST
def take_up(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Write again what was put aside."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    services.take_up_questionnaire(questionnaire=found, by=acting(request))
    messages.success(request, "Le questionnaire est repris : il peut de nouveau être écrit et approuvé.")
    return redirect(found)


@require_POST
def take_note_questions(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Take the note's questions that were not taken yet."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    left = queries.note_questions_left(found)
    services.add_note_questions(questionnaire=found, note_questions=left, by=acting(request))
    return redirect(found)


@require_GET
def document(request: MemberRequest, questionnaire_id: int, format: str) -> HttpResponse:
    """The questionnaire to circulate inside an organisation, as PDF, ODT or DOCX."""
    found = get_object_or_404(queries.questionnaires_visible_to(request.member), pk=questionnaire_id)
    return document_response(documents.questionnaire_document(found), format, f"Questionnaire {found.title}")


patterns = [
    path("questionnaires/", questionnaires, name="questionnaires"),
    path("questionnaires/nouveau/", new_questionnaire, name="new_questionnaire"),
    path("questionnaires/importer/", import_questionnaire, name="import_questionnaire"),
    path("questionnaires/<int:questionnaire_id>/", questionnaire, name="questionnaire"),
    path("questionnaires/<int:questionnaire_id>/import/", import_report, name="import_report"),
    path("questionnaires/<int:questionnaire_id>/presentation/", settings, name="questionnaire_settings"),
    path("questionnaires/<int:questionnaire_id>/essayer/", preview, name="preview"),
    path("questionnaires/<int:questionnaire_id>/approuver/", approve, name="approve_questionnaire"),
    path("questionnaires/<int:questionnaire_id>/mettre-de-cote/", drop, name="drop_questionnaire"),
    path("questionnaires/<int:questionnaire_id>/reprendre/", take_up, name="take_up_questionnaire"),
    path(
        "questionnaires/<int:questionnaire_id>/questions-de-la-note/", take_note_questions, name="take_note_questions"
    ),
    path("questionnaires/<int:questionnaire_id>/document.<str:format>", document, name="questionnaire_document"),
]
