"""Proposing, reading, changing, supporting and commenting on themes."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interregions.common.errors import Stale
from interregions.common.middleware import CONFLICT, merged_text, word_differences
from interregions.common.ports import lineage_of
from interregions.common.refusals import status_of, told_on
from interregions.exchange.themes.forms import CommentForm, EndorsementForm, ThemeForm
from interregions.exchange.themes.queries import calls, themes
from interregions.exchange.themes.services import themes as services
from interregions.network.http import MemberRequest, acting


def _sent(request: MemberRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when the page is only read."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def propose(request: MemberRequest, call_id: int) -> HttpResponse:
    """Write a theme and propose it."""
    call = get_object_or_404(calls.calls_visible_to(request.member), pk=call_id)
    mandate = request.mandate
    form = ThemeForm(_sent(request), initial=request.GET.dict(), may_lead=themes.may_lead(mandate))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            theme = services.propose_theme(call=call, **form.proposal(), by=acting(request))
            messages.success(request, "Votre thème est proposé, modifiable tant que les propositions sont ouvertes.")
            return redirect(theme)
    context = {"call": call, "form": form, "gestures": calls.gestures_on(call, mandate)}
    return render(request, "themes/propose.html", context, status=status_of(form))


@require_safe
def theme(request: MemberRequest, theme_id: int) -> HttpResponse:
    """One theme, who supports it, what is said of it, where it comes from and what came of it."""
    member, mandate = request.member, request.mandate
    found = get_object_or_404(themes.themes_visible_to(member), pk=theme_id)
    page = themes.theme_page(found, mandate)
    context = {
        "page": page,
        "lineage": lineage_of(themes.theme_reference(found), member),
        "comment_form": CommentForm(),
    }
    return render(request, "themes/theme.html", context)


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Change one's theme; two people at once see both versions."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    mandate = request.mandate
    page = themes.theme_page(found, mandate)
    may_lead = themes.may_lead_as(found.proposed_by)
    form = ThemeForm(_sent(request), initial=themes.theme_values(found), may_lead=may_lead)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_theme(theme=found, **form.change(), by=acting(request))
        except Stale as stale:
            return _two_versions(request, theme_id, form, stale)
        messages.success(request, "Votre thème est enregistré.")
        return redirect(found)
    return render(request, "themes/change.html", {"page": page, "form": form})


def _two_versions(request: MemberRequest, theme_id: int, form: ThemeForm, stale: Stale) -> HttpResponse:
    """Each text that differs, side by side, and one form that holds both, to save at once."""
    standing = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    typed = request.POST.copy()
    typed["revision"] = str(stale.revision)
    versions = []
    for name, label, theirs, mine in themes.differences(standing, form.cleaned_data):
        left, right = word_differences(theirs, mine)
        versions.append({"label": label, "theirs": left, "mine": right})
        typed[name] = mine if name == "title" else merged_text(theirs, mine)
    merged = ThemeForm(typed, may_lead="ready_to_lead" in form.fields)
    context = {"theme": standing, "form": merged, "versions": versions, "author": stale.author}
    return render(request, "themes/two_versions.html", context, status=CONFLICT)


@require_POST
def withdraw(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Take one's theme back."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    services.withdraw_theme(theme=found, by=acting(request))
    messages.success(request, "Le thème est retiré. Il reste lisible sur sa page.")
    return redirect(found.call)


@require_POST
def comment(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Say something of a theme."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    services.comment_on_theme(theme=found, words=request.POST.get("words", ""), by=acting(request))
    messages.success(request, "Votre commentaire est ajouté.")
    return redirect(f"{found.get_absolute_url()}#commentaires")


@require_POST
def withdraw_comment(request: MemberRequest, theme_id: int, comment_id: int) -> HttpResponse:
    """Take one's comment back."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    comment = get_object_or_404(themes.comments_of(found), pk=comment_id)
    services.withdraw_comment(comment=comment, by=acting(request))
    messages.success(request, "Votre commentaire est retiré.")
    return redirect(f"{found.get_absolute_url()}#commentaires")


@require_POST
def endorse(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Support a theme."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    form = EndorsementForm(request.POST)
    form.is_valid()
    ready = form.cleaned_data["ready_to_lead"]
    services.endorse_theme(theme=found, ready_to_lead=ready, by=acting(request))
    messages.success(request, "Votre soutien est enregistré.")
    return redirect(f"{found.get_absolute_url()}#soutiens")


@require_POST
def withdraw_endorsement(request: MemberRequest, theme_id: int) -> HttpResponse:
    """Stop supporting a theme."""
    found = get_object_or_404(themes.themes_visible_to(request.member), pk=theme_id)
    services.withdraw_endorsement(theme=found, by=acting(request))
    messages.success(request, "Votre organisme ne soutient plus ce thème.")
    return redirect(f"{found.get_absolute_url()}#soutiens")
