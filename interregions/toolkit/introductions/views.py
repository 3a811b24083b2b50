"""Pages to write to a person, to be put in touch, and the animation’s free letter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.characters import number_in
from interregions.common.errors import Refused
from interregions.common.lists import page_of
from interregions.common.refusals import CONFLICT, status_of, told_on
from interregions.common.telling import telling
from interregions.network.http import MemberRequest, VisitorRequest, acting
from interregions.network.queries import standing_of
from interregions.toolkit.introductions import queries, services
from interregions.toolkit.introductions.choices import IntroductionStatus
from interregions.toolkit.introductions.forms import (
    AsideForm,
    AskForm,
    CircularForm,
    LetterForm,
    NameForm,
    ProposeForm,
)


@require_http_methods(["GET", "POST"])
def write(request: MemberRequest, mandate_id: int) -> HttpResponse:
    """Write to a person of the directory: their address is not shown, nor one’s own unless one says so."""
    to = queries.person_one_may_write_to(request.member, mandate_id)
    if to is None:
        raise Http404
    reasons = queries.reasons_not_to_write(acting(request), to)
    return _letter_page(request, to, reasons)


@require_http_methods(["GET", "POST"])
def letter(request: MemberRequest, letter_id: int) -> HttpResponse:
    """A letter one wrote or received; who received it answers here."""
    found = get_object_or_404(queries.letters_visible_to(request.member), pk=letter_id)
    if found.to.member_id != request.member.pk:
        return render(request, "introductions/letter.html", {"letter": found})
    reasons = queries.reasons_not_to_answer_letter(acting(request), found.by)
    return _letter_page(request, found.by, reasons, answers=found)


def _letter_page(request: MemberRequest, to: Any, reasons: list[str], answers: Any = None) -> HttpResponse:
    subject = f"Re : {answers.subject.removeprefix('Re : ')}"[:160] if answers else ""
    form = LetterForm(request.POST or None, initial={"subject": subject})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                services.write_letter(to=to, by=acting(request), answers=answers, **form.cleaned_data)
            messages.success(request, f"Votre lettre à {to.member.full_name} est écrite. {told.words}")
            return redirect("introductions:letters")
    context = {"form": form, "to": to, "reasons": reasons, "letter": answers}
    return render(request, "introductions/write.html", context, status=status_of(form))


@require_GET
def letters(request: MemberRequest) -> HttpResponse:
    """The letters one wrote or received."""
    page = page_of(queries.letters_visible_to(request.member), request.GET.get("page"))
    return render(request, "introductions/letters.html", {"page": page})


@require_GET
def introductions(request: MemberRequest) -> HttpResponse:
    """The introductions one is part of; all of them for the animation."""
    page = page_of(queries.introductions_visible_to(request.member), request.GET.get("page"))
    return render(request, "introductions/introductions.html", {"page": page})


@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest) -> HttpResponse:
    """Ask the animation to be put in touch."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.ask_introduction(by=acting(request), **form.cleaned_data)
            messages.success(request, "Votre demande est transmise à l’animation.")
            return redirect("introductions:introductions")
    return render(request, "introductions/ask.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def propose(request: MemberRequest) -> HttpResponse:
    """The animation proposes two people to each other."""
    people = _people_to_name(request)
    form = ProposeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                made = services.propose_introduction(by=acting(request), **form.cleaned_data)
            messages.success(request, f"La mise en relation est proposée. {told.words}")
            return redirect(made)
    return render(request, "introductions/propose.html", {"form": form}, status=status_of(form))


def _people_to_name(request: MemberRequest) -> QuerySet[Any]:
    if not standing_of(request.member).is_facilitator:
        raise Http404
    return queries.people_to_pick(request.member)


@require_GET
def introduction(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """One introduction, with what one may do there."""
    return _introduction_page(request, _found(request, introduction_id))


def _introduction_page(request: MemberRequest, found: Any, **forms: Any) -> HttpResponse:
    page = queries.introduction_page(found, request.member)
    context: dict[str, Any] = {"page": page, "introduction": found}
    if page.runs and found.status == IntroductionStatus.ASKED:
        people = _people_to_name(request)
        context |= {"name_form": NameForm(people=people), "aside_form": AsideForm()}
    elif page.runs and found.status == IntroductionStatus.WAITING:
        context |= {"aside_form": AsideForm()}
    context |= forms
    status = max([status_of(form) for form in forms.values()], default=200)
    return render(request, "introductions/introduction.html", context, status=status)


def _found(request: MemberRequest, introduction_id: int) -> Any:
    return get_object_or_404(queries.introductions_visible_to(request.member), pk=introduction_id)


@require_POST
def name_other(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Relay a request to the person named."""
    found = _found(request, introduction_id)
    form = NameForm(request.POST, people=_people_to_name(request))
    if form.is_valid():
        with told_on(form):
            with telling() as told:
                services.name_other(introduction=found, other=form.cleaned_data["other"], by=acting(request))
            messages.success(request, f"La demande est transmise. {told.words}")
            return redirect(found)
    return _introduction_page(request, found, name_form=form)


@require_POST
def leave_aside(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Say why there will be no introduction."""
    found = _found(request, introduction_id)
    if not standing_of(request.member).is_facilitator:
        raise Http404
    form = AsideForm(request.POST)
    if form.is_valid():
        with told_on(form):
            services.leave_aside(introduction=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "La demande reste sans suite ; qui l’a faite lit votre raison.")
            return redirect(found)
    return _introduction_page(request, found, aside_form=form)


@require_POST
def answer(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Accept or not, signed in."""
    found, agrees = _found(request, introduction_id), _agrees(request)
    done = services.answer_introduction(introduction=found, member=request.member, agrees=agrees)
    messages.success(request, _said(done, agrees=agrees))
    return redirect(found)


@login_not_required
@require_http_methods(["GET", "POST"])
def answer_by_link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of the letter: GET shows, POST answers; contacts are read after signing in, or in the letter."""
    found, member = queries.introduction_by_link(token)
    said, reasons = "", list[str]()
    if request.method == "POST":
        agrees = _agrees(request)
        try:
            found = services.answer_introduction(introduction=found, member=member, agrees=agrees)
            said = _said(found, agrees=agrees)
        except Refused as refusal:
            reasons = refusal.reasons
    context = {"page": queries.introduction_page(found, member), "introduction": found, "said": said}
    status = CONFLICT if reasons else 200
    return render(request, "introductions/answer_by_link.html", {**context, "reasons": reasons}, status=status)


def _agrees(request: Any) -> bool:
    given = request.POST.get("agrees")
    if given not in ("yes", "no"):
        raise Refused("Dites si vous acceptez, ou non.")
    return bool(given == "yes")


def _said(introduction: Any, *, agrees: bool) -> str:
    if not agrees:
        return "C’est noté : vos coordonnées ne sont pas montrées."
    if introduction.agreed:
        return "Vous avez accepté tous les deux : vos coordonnées viennent de vous être écrites."
    return "C’est noté : la réponse de l’autre personne est attendue."


@require_http_methods(["GET", "POST"])
def circular(request: MemberRequest) -> HttpResponse:
    """A free letter of the animation: chosen, read with its recipients, then sent."""
    if not standing_of(request.member).is_facilitator:
        raise Http404
    form = CircularForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "sent": queries.circulars_visible_to(request.member)[:20]}
    if request.method == "POST" and form.is_valid():
        found = queries.addressed(list(form.cleaned_data["organisations"]), form.cleaned_data["roles"])
        context |= {"addressed": found, "letter": form.cleaned_data}
        read = number_in(request.POST.get("confirmed", ""))
        if read is not None:
            with told_on(form):
                with telling() as told:
                    services.send_circular(**form.cleaned_data, read=read, by=acting(request))
                messages.success(request, f"La lettre est envoyée. {told.words}")
                return redirect("introductions:circular")
    return render(request, "introductions/circular.html", context, status=status_of(form))
