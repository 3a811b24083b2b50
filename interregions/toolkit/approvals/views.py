"""The public page of a visa, and its page for the organisation that asked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.errors import refuse_if
from interregions.common.refusals import told_on
from interregions.network.http import MemberRequest, VisitorRequest, acting
from interregions.toolkit.approvals import queries, services
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.forms import DecisionForm, PaperForm
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.services import store_file
from interregions.toolkit.files.views import file_response


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def visa(request: VisitorRequest, token: str) -> HttpResponse:
    """GET shows what is asked and the content; only POST decides, so a mail scanner decides nothing."""
    approval = queries.visa_by_token(token)
    form = DecisionForm(request.POST or None)
    others = queries.reasons_not_to_decide_by_link(approval, request.member)
    if request.method == "POST" and form.is_valid():
        refuse_if(others)
        agreed = form.cleaned_data["decision"] == "agreed"
        if approval.status == (ApprovalStatus.AGREED if agreed else ApprovalStatus.TO_REVISE):
            messages.info(request, "Rien n’a changé : ce visa était déjà rendu.")
            return redirect("approvals:visa", token=token)
        with told_on(form):
            services.decide_visa(approval=approval, agreed=agreed, words=form.cleaned_data["words"])
            return redirect("approvals:visa", token=token)
    context = {
        "approval": approval,
        "form": form,
        "token": token,
        "waiting": approval.status == ApprovalStatus.WAITING,
        "others": others,
        "until": queries.useful_until(approval),
        "about": queries.about_of(approval),
        "follows": queries.what_follows(approval),
        "files": queries.files_of(approval),
    }
    return render(request, "approvals/visa.html", context, status=409 if form.errors else 200)


@login_not_required
@require_GET
def joined_file(request: VisitorRequest, token: str, file_id: int) -> HttpResponseBase:
    """A file joined to what is asked, read by the same link as long as the visa waits."""
    files = queries.files_of(queries.visa_by_token(token))
    found = next((file for file in files if file.pk == file_id), None)
    if found is None:
        raise Http404
    return file_response(name=found.name, media_type=found.media_type, sha256=found.sha256)


@require_GET
def request_page(request: MemberRequest, approval_id: int) -> HttpResponse:
    """Where the request stands, for the person asked and the organisation that asked."""
    member = request.member
    approval = queries.visa_visible_to(member, approval_id)
    if approval is None:
        raise Http404
    waiting = approval.status == ApprovalStatus.WAITING
    asked_of_me = approval.member_id == member.pk
    context = {
        "approval": approval,
        "waiting": waiting,
        "decide_token": queries.token_of(approval) if waiting and asked_of_me else "",
        "outdated": queries.outdated_words(approval),
        "paper_form": PaperForm() if waiting and not asked_of_me else None,
    }
    return render(request, "approvals/request.html", context)


@require_POST
def withdraw(request: MemberRequest, approval_id: int) -> HttpResponse:
    """Take the request back."""
    approval = get_object_or_404(queries.visas_asked_by(request.member, request.mandate), pk=approval_id)
    services.withdraw_visa(approval=approval, by=acting(request))
    messages.success(request, "La demande de visa est retirée.")
    return redirect("approvals:request", approval_id=approval_id)


@takes_files
@require_POST
def on_paper(request: MemberRequest, approval_id: int) -> HttpResponse:
    """Enter a decision that was given on paper, with the scanned paper."""
    approval = get_object_or_404(queries.visas_asked_by(request.member, request.mandate), pk=approval_id)
    form = PaperForm(request.POST, request.FILES)
    context: dict[str, Any] = {"approval": approval, "waiting": True, "decide_token": "", "paper_form": form}
    if not form.is_valid():
        return render(request, "approvals/request.html", context, status=409)
    agreed, words = form.cleaned_data["decision"] == "agreed", form.cleaned_data["words"]
    mandate = request.mandate
    context["reasons"] = queries.reasons_not_to_decide(approval, agreed=agreed, words=words)
    if context["reasons"]:
        return render(request, "approvals/request.html", context, status=409)
    paper = store_file(upload=form.cleaned_data["paper"], by=mandate, classification=Classification.PREPARATORY)
    services.decide_visa(approval=approval, agreed=agreed, words=words, by=mandate, paper_copy=paper)
    return redirect("approvals:request", approval_id=approval_id)
