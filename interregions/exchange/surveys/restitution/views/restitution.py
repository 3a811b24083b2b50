"""Pages of the restitution: prepare, publish, read, present, take away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.blocks import blocks_from_text, text_of_blocks
from interregions.common.characters import number_in
from interregions.common.errors import Refused, Stale
from interregions.common.lists import page_of
from interregions.common.refusals import CONFLICT
from interregions.common.telling import telling
from interregions.exchange.surveys.answering.services.submission import record_opening
from interregions.exchange.surveys.collection.queries.collection import survey_visible_to
from interregions.exchange.surveys.restitution import exports
from interregions.exchange.surveys.restitution.forms import BreakdownForm, item_choices, typed_over
from interregions.exchange.surveys.restitution.queries import restitution as queries
from interregions.exchange.surveys.restitution.queries.announcing import RESULT, reach_of_result
from interregions.exchange.surveys.restitution.queries.matrix import (
    answer_taken,
    circles_read,
    matrix_of,
    responses_named,
)
from interregions.exchange.surveys.restitution.queries.quotes import Reading
from interregions.exchange.surveys.restitution.queries.tables import MOST_ROWS, tables_visible_to
from interregions.exchange.surveys.restitution.services import restitution as services
from interregions.exchange.surveys.restitution.services.tables import ask_for_table, hand_over_table
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.documents import FORMATS, document_response, table_response
from interregions.toolkit.files.views import file_response
from interregions.toolkit.mail.queries import in_demonstration
from interregions.toolkit.mail.wordings import letter_before

TABLES = ("ods", "csv", "xlsx")
MATRIX_ROWS = 25
QUOTES_AT_ONCE = 25  # of one question; with more, the page holds the first ones and leads to the others
WITH_NAMES = ("ods", "xlsx")  # a CSV has one sheet: the counts


@require_POST
def draft_restitution(request: MemberRequest, survey_id: int) -> HttpResponse:
    """Begin an edition, or go on with the one in progress."""
    survey = or_404(survey_visible_to(request.member, survey_id))
    restitution = services.draft_restitution(survey=survey, by=acting(request))
    return redirect("surveys:prepare_restitution", restitution.pk)


@require_http_methods(["GET", "POST"])
def prepare_restitution(request: MemberRequest, restitution_id: int) -> HttpResponse:
    """Choose what is shown; publish."""
    restitution = get_object_or_404(queries.restitutions_arranged_by(request.member), pk=restitution_id)
    form = BreakdownForm(request.POST or None, initial=_arranged(restitution))
    typed = item_choices(request.POST, restitution) if request.method == "POST" else []
    reason, reasons = request.POST.get("reason", ""), list[str]()
    if request.method == "POST" and form.is_valid():
        try:
            restitution = services.arrange_restitution(
                restitution=restitution,
                items=typed,
                breakdown=form.cleaned_data["breakdown"],
                summary=blocks_from_text(form.cleaned_data["summary"]),
                revision=form.cleaned_data["revision"],
                by=acting(request),
            )
            # From here what was typed is kept: a publication that is refused starts again from it.
            form, typed = BreakdownForm(initial=_arranged(restitution)), []
            if not request.POST.get("publish"):
                messages.success(request, "La préparation est enregistrée. Rien n’est encore publié.")
                return redirect("surveys:prepare_restitution", restitution.pk)
            with telling() as told:
                published = services.publish_restitution(
                    restitution=restitution, by=acting(request), reason=reason, seen=request.POST.get("letter", "")
                )
            messages.success(request, f"La restitution est publiée : ses figures sont figées. {told.if_any}".strip())
            return redirect(published)
        except Stale:
            raise
        except Refused as refusal:
            reasons = refusal.reasons
    sections = typed_over(queries.draft_page(restitution), typed)
    context = {"restitution": restitution, "form": form, "sections": sections, "reasons": reasons, "reason": reason}
    if before := letter_before(request.member, RESULT, restitution.pk):
        context |= {"before": before, "reach": reach_of_result(restitution)}
    return render(request, "surveys/restitution/prepare.html", context, status=CONFLICT if reasons else 200)


def _arranged(restitution: Any) -> dict[str, Any]:
    return {
        "breakdown": next(iter(restitution.breakdowns), ""),
        "summary": text_of_blocks(restitution.summary),
        "revision": restitution.revision,
    }


@require_GET
def restitution(request: MemberRequest, restitution_id: int) -> HttpResponse:
    """An edition; with ``?presentation=2``, its second figure alone; with ``?citations=7``, all the quotes of one."""
    found = or_404(queries.restitution_visible_to(request.member, restitution_id))
    if found.published_at is None:
        return redirect("surveys:prepare_restitution", found.pk)
    unfolded = number_in(request.GET.get("citations", ""))
    page = queries.edition_page(found, request.member, Reading(QUOTES_AT_ONCE, unfolded))
    asked = number_in(request.GET.get("presentation", ""))
    if asked is not None:
        number = min(max(1, asked), max(1, len(page.sections)))
        section = page.sections[number - 1] if page.sections else None
        context = {"page": page, "section": section, "number": number, "total": len(page.sections)}
        return render(request, "surveys/restitution/presentation.html", context)
    may_draft = queries.may_draft(page.survey, request.member)
    whole = {"page": page, "documents": FORMATS, "tables": TABLES, "may_draft": may_draft}
    return render(request, "surveys/restitution/edition.html", whole)


@require_GET
def matrix(request: MemberRequest, restitution_id: int) -> HttpResponse:
    """Région × question, for those this reader may read by name."""
    found = or_404(queries.edition_visible_to(request.member, restitution_id))
    page = page_of(responses_named(found, request.member), request.GET.get("page"), MATRIX_ROWS)
    shown = dict(page.object_list)
    read = matrix_of(found.survey, request.member, shown)
    if request.mandate:
        record_opening(response_ids=shown, by=request.mandate)
    context = {"restitution": found, "survey": found.survey, "matrix": read, "page": page}
    return render(request, "surveys/restitution/matrix.html", context)


@require_GET
def restitution_document(request: MemberRequest, restitution_id: int, format: str) -> HttpResponse:
    """The edition in PDF, ODT or DOCX."""
    found = or_404(queries.edition_visible_to(request.member, restitution_id))
    document = exports.edition_document(queries.edition_page(found, request.member), fictional=in_demonstration())
    return document_response(document, format, f"Restitution {found.survey.title}")


@require_GET
def restitution_table(request: MemberRequest, restitution_id: int, format: str) -> HttpResponse:
    """The published counts and, where the file has more than one sheet, the named answers this reader may read."""
    found = or_404(queries.edition_visible_to(request.member, restitution_id))
    written = dict(responses_named(found, request.member)) if format in WITH_NAMES else {}
    if len(written) > MOST_ROWS:
        context = {"restitution": found, "format": format, "rows": len(written)}
        return render(request, "surveys/restitution/long_table.html", context)
    read = matrix_of(found.survey, request.member, written, longest=20_000, cells=answer_taken)
    if written and request.mandate:
        record_opening(response_ids=written, by=request.mandate)
    circles = circles_read(found.survey, request.member, written)
    sheets = exports.edition_sheets(queries.edition_page(found, request.member), read, circles)
    return table_response(sheets, format, f"Restitution {found.survey.title}")


@require_POST
def prepare_table(request: MemberRequest, restitution_id: int, format: str) -> HttpResponse:
    """Have a long table written; its progress is followed on its own page."""
    found = or_404(queries.edition_visible_to(request.member, restitution_id))
    if format not in WITH_NAMES:
        raise Http404("Ce tableau n’existe pas dans ce format.")
    return redirect(ask_for_table(restitution=found, format=format, by=acting(request)))


@require_GET
def prepared_table(request: MemberRequest, restitution_id: int, table_id: int) -> HttpResponseBase:
    """Take away the table one asked for, if one may still read all that it holds."""
    table = get_object_or_404(tables_visible_to(request.member), pk=table_id, restitution=restitution_id)
    file = hand_over_table(table=table, by=acting(request))
    return file_response(name=file.name, media_type=file.media_type, sha256=file.sha256)


patterns = [
    path("enquetes/<int:survey_id>/restitution/", draft_restitution, name="draft_restitution"),
    path("restitutions/<int:restitution_id>/", restitution, name="restitution"),
    path("restitutions/<int:restitution_id>/preparer/", prepare_restitution, name="prepare_restitution"),
    path("restitutions/<int:restitution_id>/matrice/", matrix, name="matrix"),
    path("restitutions/<int:restitution_id>/document.<str:format>", restitution_document, name="restitution_document"),
    path("restitutions/<int:restitution_id>/tableau.<str:format>", restitution_table, name="restitution_table"),
    path("restitutions/<int:restitution_id>/tableau/<str:format>/preparer/", prepare_table, name="prepare_table"),
    path("restitutions/<int:restitution_id>/tableaux/<int:table_id>/fichier/", prepared_table, name="prepared_table"),
]
