"""The note, its questions, its references, its documents."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.refusals import status_of, told_on
from interregions.exchange.notes.exports import note_document, note_name
from interregions.exchange.notes.forms import QuestionsForm, ReferenceForm
from interregions.exchange.notes.queries import notes as note_queries
from interregions.exchange.notes.queries.content import content_visible_to
from interregions.exchange.notes.services.notes import close_comments, open_to_comments, set_questions
from interregions.exchange.notes.services.references import add_reference, remove_reference
from interregions.exchange.notes.views import found
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents import document_response
from interregions.toolkit.files.views import file_response


@require_GET
def notes(request: MemberRequest) -> HttpResponse:
    """The notes this person reads."""
    return render(request, "notes/notes.html", {"notes": note_queries.notes_visible_to(request.member)})


@require_GET
def note(request: MemberRequest, note_id: int) -> HttpResponse:
    """The twelve parts: to write and comment, or as they were signed."""
    shown = found(note_queries.note_visible_to(request.member, note_id))
    questions_url = reverse("notes:questions", args=[note_id])
    page = note_queries.note_page(note=shown, mandate=request.mandate, questions_url=questions_url)
    found(page.page or page.content)
    return render(request, "notes/note.html", {"page": page, "note": shown, "cycle": shown.cycle})


@require_http_methods(["GET", "POST"])
def questions(request: MemberRequest, note_id: int) -> HttpResponse:
    """What one wants to learn, one question per line."""
    shown = found(note_queries.note_visible_to(request.member, note_id))
    by = request.mandate
    start = found(note_queries.questions_to_write(shown, by))
    form = QuestionsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        with told_on(form):
            set_questions(note=shown, questions=form.questions(), revision=revision, by=acting(request))
            messages.success(request, "Les questions sont enregistrées.")
            return redirect(f"{shown.get_absolute_url()}#partie-learn")
    context = {"note": shown, "cycle": shown.cycle, "form": form, "gestures": note_queries.gestures_on(shown, by)}
    return render(request, "notes/questions.html", context, status=status_of(form))


@takes_files
@require_http_methods(["GET", "POST"])
def references(request: MemberRequest, note_id: int) -> HttpResponse:
    """Add a reference or an annex."""
    shown = found(note_queries.note_visible_to(request.member, note_id))
    by = request.mandate
    found(note_queries.questions_to_write(shown, by))
    form = ReferenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            add_reference(note=shown, **form.cleaned_data, by=acting(request))
            messages.success(request, "La référence est ajoutée.")
            return redirect(f"{shown.get_absolute_url()}#references")
    context = {"note": shown, "cycle": shown.cycle, "form": form, "gestures": note_queries.gestures_on(shown, by)}
    return render(request, "notes/reference.html", context, status=status_of(form))


@require_POST
def remove(request: MemberRequest, note_id: int, reference_id: int) -> HttpResponse:
    """Take a reference out of the draft."""
    reference = found(note_queries.reference_visible_to(request.member, note_id, reference_id))
    remove_reference(reference=reference, by=acting(request))
    messages.success(request, "La référence est retirée.")
    return redirect("notes:note", note_id=note_id)


@require_GET
def annex(request: MemberRequest, note_id: int, reference_id: int) -> HttpResponseBase:
    """The file of a reference or of an annex."""
    reference = found(note_queries.reference_visible_to(request.member, note_id, reference_id))
    file = found(reference.attachment)
    return file_response(name=file.name, media_type=file.media_type, sha256=file.sha256)


@require_POST
def comments(request: MemberRequest, note_id: int) -> HttpResponse:
    """Open the draft to the comments of the Régions, or close it."""
    shown = found(note_queries.note_visible_to(request.member, note_id))
    if request.POST.get("gesture") == "close":
        close_comments(note=shown, by=acting(request))
        messages.success(request, "Les commentaires sont fermés.")
    else:
        number = open_to_comments(note=shown, by=acting(request))
        messages.success(request, f"{number} Régions peuvent commenter le projet de note.")
    return redirect(shown)


@require_GET
def document(request: MemberRequest, note_id: int, format: str) -> HttpResponse:
    """The note in PDF, ODT or DOCX, as this person reads it."""
    shown = found(note_queries.note_visible_to(request.member, note_id))
    content = found(content_visible_to(shown, request.mandate))
    return document_response(note_document(content), format, note_name(content))
