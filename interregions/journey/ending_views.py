"""« Au 1er janvier 2027 »: the dossier, and the three gestures of a Région or a pôle on it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from interregions.common.characters import number_in
from interregions.journey.queries import ending
from interregions.knowledge.observatory.priorities.rules import ENDS_ON
from interregions.knowledge.observatory.priorities.services import next_steps
from interregions.network.http import MemberRequest, acting, or_404

# What a consultation, or a theme, is filled with beforehand: it is read and changed before it leaves.
CONSULTATION = {
    "title": "Après le 31 décembre 2026",
    "label_1": "Avez-vous décidé ce que deviendront vos conventions avec les pôles après le 31 décembre 2026 ?",
    "kind_1": "YES_NO",
    "label_2": "Que ferez-vous d’abord ?",
    "kind_2": "ONE_CHOICE",
    "options_2": "Un avenant\nUne nouvelle convention\nAttendre ce que fera l’État\nRien n’est décidé",
    "label_3": "Sur quel régime d’aide vous appuierez-vous ?",
    "kind_3": "TEXT",
    "label_4": "Qu’aimeriez-vous savoir des autres ?",
    "kind_4": "TEXT",
}
THEME = {
    "title": "Les pôles au 1er janvier 2027",
    "problem": "La phase V des pôles, le règlement (UE) 651/2014 et deux programmes de l’État ont leur terme le "
    "31 décembre 2026 ; rien d’officiel n’est connu de la suite.",
    "expected_result": "Savoir ce que chacun fera de ses conventions, et sur quelle base.",
}


@require_safe
def dossier(request: MemberRequest) -> HttpResponse:
    """All that ends that day, as far as its reader sees it."""
    page = ending.ending_page(request.member, request.mandate)
    context = {
        "page": page,
        "ends_on": ENDS_ON,
        "consultation_url": f"{reverse('surveys:new_express')}?{urlencode(CONSULTATION)}",
        "theme_url": f"{reverse('themes:propose', args=[page.call.pk])}?{urlencode(THEME)}" if page.call else "",
    }
    return render(request, "journey/ending.html", context)


@require_POST
def say(request: MemberRequest) -> HttpResponse:
    """Say what one will do, for one pôle or for all."""
    mandate, about = acting(request), None
    if (typed := request.POST.get("about", "")) != "":
        about = or_404(ending.followed_organisation(mandate.organisation, number_in(typed) or 0))
    words = request.POST.get("words", "")
    kept = next_steps.say_next_step(words=words, about=about, ends_on=ENDS_ON, by=mandate)
    messages.success(request, "C’est écrit." if kept else "C’est effacé.")
    return redirect("journey:ending")


@require_POST
def show(request: MemberRequest) -> HttpResponse:
    """Show what one will do to those who show theirs."""
    next_steps.show_next_steps(ends_on=ENDS_ON, by=acting(request))
    messages.success(request, "Vous le montrez à ceux qui montrent le leur, et vous le lisez.")
    return redirect("journey:ending")


@require_POST
def hide(request: MemberRequest) -> HttpResponse:
    """Stop showing, and reading."""
    next_steps.hide_next_steps(ends_on=ENDS_ON, by=acting(request))
    messages.success(request, "Vous ne le montrez plus, et ne lisez plus celui des autres.")
    return redirect("journey:ending")
