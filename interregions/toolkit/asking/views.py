"""Answer a question, signed in or by the link of its letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interregions.common.refusals import status_of, told_on
from interregions.network.http import MemberRequest, VisitorRequest, acting
from interregions.toolkit.asking import queries, services
from interregions.toolkit.asking.forms import AnswerForm


@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest, ask_id: int) -> HttpResponse:
    """The question, with what it is about, its answer, or the form."""
    found = get_object_or_404(queries.asks_visible_to(request.member), pk=ask_id)
    form = AnswerForm(request.POST or None, options=found.options, initial={"asked_on": found.next_on})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.answer_ask(ask=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "Votre réponse est enregistrée.")
            return redirect(found)
    reasons = queries.reasons_not_to_answer(found, request.mandate, found.next_on)
    context = {"ask": found, "about": queries.reference_of(found), "form": form, "reasons": reasons}
    context["replies"] = found.replies.select_related("by__member", "by__organisation")
    return render(request, "asking/ask.html", context, status=status_of(form))


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: VisitorRequest, token: str) -> HttpResponse:
    """A mail scanner may open this as often as it likes: nothing is recorded before the form is sent."""
    found, mandate, asked_on = queries.ask_by_link(token)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, options=found.options, initial={"asked_on": asked_on})
    context = {"ask": found, "about": queries.reference_of(found), "form": form, "said": False}
    context["reasons"] = queries.reasons_not_to_answer(found, mandate, asked_on)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.answer_ask(ask=found, by=mandate, **(form.cleaned_data | {"asked_on": asked_on}))
            context["said"] = True
    return render(request, "asking/answer_by_link.html", context, status=status_of(form))
