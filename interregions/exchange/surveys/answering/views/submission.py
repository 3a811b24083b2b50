"""Around the answers: read back, visa, sending, receipt, handing over, naming, reopening."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.common.typography import of_name
from interregions.exchange.surveys.answering import receipts
from interregions.exchange.surveys.answering.forms import (
    AskToReopenForm,
    DeclineReopeningForm,
    DelegationForm,
    LateForm,
    ReopenForm,
    VisaForm,
)
from interregions.exchange.surveys.answering.queries import overview, responses, screens
from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.queries.responses import Access
from interregions.exchange.surveys.answering.services import delegation, phoned, reopening, submission
from interregions.exchange.surveys.answering.views.doors import before_response, signed_in
from interregions.network.http import MemberRequest, VisitorRequest
from interregions.toolkit.documents.responses import document_response

FORMATS = ("pdf", "odt", "docx")
SENT = "Votre réponse est envoyée. Merci\u202f! Le récépissé est ci-dessous."
SENT_FOR = "La réponse est envoyée pour {}. {}"


@before_response
def review(request: VisitorRequest, access: Access) -> HttpResponse:
    return _review(request, access, VisaForm(), 200)


def _review(request: VisitorRequest, access: Access, visa_form: VisaForm, status: int) -> HttpResponse:
    draft = draft_of(access.response)
    page = overview.review_of(draft, access)
    if page is None:
        raise Http404("Cette relecture n’est pas ouverte.")
    if page["sent"] and not access.is_own:
        submission.record_opening(response_ids=[access.response.pk], by=access.by)
    context = {**page, "visa_form": visa_form, "visa_url": reverse("surveys:ask_visa", args=[access.response.pk])}
    context |= {"access": access, "response": access.response, "formats": FORMATS}
    return render(request, "surveys/answering/review.html", context, status=status)


@before_response
@signed_in
@require_POST
def submit(request: MemberRequest, access: Access) -> HttpResponse:
    with telling() as told:
        sent = submission.submit_response(response=access.response, by=access.by, anyway="anyway" in request.POST)
    messages.success(
        request, SENT if access.is_own else SENT_FOR.format(access.response.organisation.short_name, told.words)
    )
    return redirect("surveys:response_review", sent.pk)


@before_response
@signed_in
@require_http_methods(["GET", "POST"])
def ask_visa(request: MemberRequest, access: Access) -> HttpResponse:
    form = VisaForm(request.POST or None)
    if request.method == "GET":
        return redirect("surveys:response_review", access.response.pk)
    if not form.is_valid():
        return _review(request, access, form, 422)
    with told_on(form):
        submission.ask_for_visa(response=access.response, by=access.by, **form.cleaned_data)
        messages.success(request, "La demande de visa est partie. Les relances s’arrêtent jusqu’à la décision.")
        return redirect("surveys:response", access.response.pk)
    return _review(request, access, form, status_of(form))


@before_response
@signed_in
@require_POST
def withdraw_visa(request: MemberRequest, access: Access) -> HttpResponse:
    submission.withdraw_visa(response=access.response, by=access.by)
    messages.success(request, "La demande de visa est retirée\u202f: vous pouvez modifier la réponse.")
    return redirect("surveys:response", access.response.pk)


@before_response
@require_POST
def set_unnamed(request: VisitorRequest, access: Access) -> HttpResponse:
    submission.set_unnamed(
        response=access.response,
        unnamed="unnamed" in request.POST,
        agrees_to_regions="agrees_to_regions" in request.POST,
        by=access.by,
    )
    messages.success(request, "Votre choix est enregistré.")
    return redirect("surveys:response", access.response.pk)


@before_response
@require_GET
def receipt(request: VisitorRequest, access: Access, format: str) -> HttpResponse:
    if format not in FORMATS or not access.reads_receipt:
        raise Http404("Ce document n’est pas ouvert.")
    if not access.is_own:
        submission.take_receipt(response=access.response, format=format, by=access.by)
    document = receipts.receipt_of(draft_of(access.response), access)
    return document_response(document, format, f"reponse-{access.response.organisation.short_name}")


@before_response
def answer_file(request: VisitorRequest, access: Access, variable_id: int) -> FileResponse:
    draft = draft_of(access.response)
    opened = screens.file_of(draft, access, variable_id)
    if opened is None:
        raise Http404("Ce fichier n’est pas ouvert.")
    file, stream = opened
    answer = FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@before_response
@signed_in
@require_http_methods(["GET", "POST"])
def delegate(request: MemberRequest, access: Access, block_name: str) -> HttpResponse:
    block = next((b for b in draft_of(access.response).blocks if b.name == block_name and access.may_open(b)), None)
    if block is None or not access.is_own:
        raise Http404("Cette rubrique n’existe pas, ou ne vous a pas été confiée.")
    colleagues = responses.colleagues_of(access.response, access.by)
    form = DelegationForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        chosen = given.pop("colleague")
        member = next((each.member for each in colleagues if str(each.member_id) == chosen), None)
        with told_on(form):
            with telling() as told:
                delegation.delegate_block(response=access.response, block=block, by=access.by, member=member, **given)
            messages.success(request, f"La rubrique est confiée. {told.words}")
            return redirect("surveys:response", access.response.pk)
    context = {
        "form": form,
        "heading": f"Confier « {block.title} »",
        "lead": "Choisissez qui remplira cette rubrique\u202f; vous gardez le dernier mot avant l’envoi.",
        "submit": "Confier la rubrique",
        "back_url": access.response.get_absolute_url(),
        "refused": overview.reasons_not_to_delegate(access),
    }
    return render(request, "surveys/answering/form.html", context, status=status_of(form, 422 if form.errors else 200))


@before_response
@signed_in
@require_POST
def withdraw_delegation(request: MemberRequest, access: Access, delegation_id: int) -> HttpResponse:
    held = next((each for each in responses.delegations_of(access.response) if each.pk == delegation_id), None)
    if held is None or not access.is_own:
        raise Http404("Cette rubrique n’est pas confiée.")
    delegation.withdraw_delegation(delegation=held, by=access.by)
    messages.success(request, "La rubrique est reprise\u202f; ce qui était répondu reste.")
    return redirect("surveys:response", access.response.pk)


@before_response
@signed_in
@require_http_methods(["GET", "POST"])
def reopen(request: MemberRequest, access: Access) -> HttpResponse:
    if access.is_own:
        raise Http404("La réouverture revient à l’animation.")
    return _in_words(
        request,
        access,
        (LateForm if access.survey_closed else ReopenForm)(request.POST or None),
        submission.reopen_response,
        done="La réponse est rouverte.",
        heading=f"Rouvrir la réponse {of_name(access.response.organisation.short_name)}",
        lead="L’organisme pourra corriger et renvoyer\u202f; d’ici là, ses réponses ne sont plus comptées.",
        submit="Rouvrir la réponse",
        refused=overview.reasons_not_to_reopen(access),
    )


@before_response
@signed_in
@require_http_methods(["GET", "POST"])
def ask_to_reopen(request: MemberRequest, access: Access) -> HttpResponse:
    if not access.is_own:
        raise Http404("La demande revient à l’organisme.")
    return _in_words(
        request,
        access,
        AskToReopenForm(request.POST or None),
        reopening.ask_to_reopen,
        done="La demande est enregistrée\u202f: l’animation vous répondra par courriel.",
        heading="Demander la réouverture",
        lead="Votre réponse reste envoyée tant que l’animation ne l’a pas rouverte.",
        submit="Demander la réouverture",
        refused=overview.reasons_not_to_ask_to_reopen(access),
    )


@before_response
@signed_in
@require_POST
def take_back(request: MemberRequest, access: Access) -> HttpResponse:
    if not access.is_own:
        raise Http404("La correction revient à l’organisme.")
    phoned.take_back(response=access.response, by=access.by)
    messages.success(request, "La réponse est à vous\u202f: corrigez-la, puis envoyez-la.")
    return redirect("surveys:response_review", access.response.pk)


@before_response
@signed_in
@require_http_methods(["GET", "POST"])
def decline_reopening(request: MemberRequest, access: Access) -> HttpResponse:
    if access.is_own:
        raise Http404("La réouverture revient à l’animation.")
    return _in_words(
        request,
        access,
        DeclineReopeningForm(request.POST or None),
        reopening.decline_reopening,
        done="La réponse reste comme elle a été envoyée.",
        heading=f"Ne pas rouvrir la réponse {of_name(access.response.organisation.short_name)}",
        lead="La réponse reste comptée telle qu’elle a été envoyée.",
        submit="Ne pas rouvrir",
        refused=overview.reasons_not_to_decline_reopening(access),
    )


def _in_words(
    request: MemberRequest, access: Access, form: Form, gesture: Callable[..., object], *, done: str, **page: object
) -> HttpResponse:
    """A gesture on a response that needs a few words: asked, done, or refused with what was typed."""
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                gesture(response=access.response, **form.cleaned_data, by=access.by)
            messages.success(request, f"{done} {told.if_any}".strip())
            return redirect("surveys:response", access.response.pk)
    context = {"form": form, "back_url": access.response.get_absolute_url(), **page}
    return render(request, "surveys/answering/form.html", context, status=status_of(form, 422 if form.errors else 200))


def patterns(own: str) -> list[URLPattern]:
    """The addresses of these pages, under a response's own."""
    return [
        path(f"{own}relire/", review, name="response_review"),
        path(f"{own}envoyer/", submit, name="submit_response"),
        path(f"{own}visa/", ask_visa, name="ask_visa"),
        path(f"{own}visa/retirer/", withdraw_visa, name="withdraw_visa"),
        path(f"{own}sans-nommer/", set_unnamed, name="set_unnamed"),
        path(f"{own}recepisse/<str:format>/", receipt, name="receipt"),
        path(f"{own}fichier/<int:variable_id>/", answer_file, name="answer_file"),
        path(f"{own}rubrique/<str:block_name>/confier/", delegate, name="delegate_block"),
        path(f"{own}delegations/<int:delegation_id>/reprendre/", withdraw_delegation, name="withdraw_delegation"),
        path(f"{own}demander-la-reouverture/", ask_to_reopen, name="ask_to_reopen"),
        path(f"{own}reprendre-pour-corriger/", take_back, name="take_back"),
        path(f"{own}ne-pas-rouvrir/", decline_reopening, name="decline_reopening"),
        path(f"{own}rouvrir/", reopen, name="reopen_response"),
    ]
