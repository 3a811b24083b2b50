"""« Mes données »: read, take away, erase."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from interregions.common.erasure import Somebody
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.network import queries as network
from interregions.network.http import MemberRequest
from interregions.privacy import exports, queries, services, traces
from interregions.privacy.forms import ErasureForm, SomebodyForm
from interregions.toolkit.documents import table_response


def own(request: MemberRequest) -> HttpResponse:
    """What is kept about the person who asks."""
    page = queries.own_page(request.member, request.mandate)
    return render(request, "privacy/own.html", {"page": page})


def own_json(request: MemberRequest) -> HttpResponse:
    """The same, to reuse elsewhere."""
    text = exports.as_json(exports.taken_away(request.member))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def own_ods(request: MemberRequest) -> HttpResponse:
    """The same, to read in a spreadsheet."""
    return table_response(exports.as_sheets(exports.taken_away(request.member)), "ods", "mes-donnees")


def people(request: MemberRequest) -> HttpResponse:
    """For the animation: whose data are kept, to answer a request."""
    if not queries.people_erasable_by(request.member).exclude(pk=request.member.pk).exists():
        raise Http404
    words = request.GET.get("texte", "").strip()
    page = page_of(queries.people_found(request.member, words), request.GET.get("page"))
    return render(request, "privacy/people.html", {"page": page, "words": words})


def erase(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what goes and what stays, then erase."""
    person = queries.people_erasable_by(request.member).filter(pk=pk).first()
    if person is None:
        raise Http404
    form = ErasureForm(request.POST or None)
    is_oneself = person.pk == request.member.pk
    if request.method == "POST" and form.is_valid():
        services.erase_member(member=person, by=request.mandate, asker=request.member)
        if is_oneself:
            logout(request)
            messages.success(request, "Vos données sont effacées.")
            return redirect("/")
        messages.success(request, "Cette personne est effacée ; ce que son organisme a transmis reste.")
        return redirect("privacy:people")
    refused = queries.erasure_reasons(person, request.mandate, request.member)
    context = {"person": person, "form": form, "refused": refused, "is_oneself": is_oneself}
    context["shared"] = queries.shares_mailbox(person)
    decides = not refused and not is_oneself
    context["to_decide"] = traces.to_decide(person) if decides else []
    context["in_files"] = traces.in_files(person) if decides else None
    return render(request, "privacy/erase.html", context)


def somebody(request: MemberRequest) -> HttpResponse:
    """For the animation: where a person without account is named. Their name is sent, never put in an address."""
    _for_animation(request)
    form = SomebodyForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _found(form.somebody(), request) | {"erasure": ErasureForm()}
    return render(request, "privacy/somebody.html", context)


@require_POST
def somebody_ods(request: MemberRequest) -> HttpResponse:
    """What is kept about them, to give them."""
    _for_animation(request)
    form = SomebodyForm(request.POST)
    if not form.is_valid():
        return render(request, "privacy/somebody.html", {"form": form})
    kept = services.data_of_somebody(form.somebody())
    return table_response(exports.as_sheets(kept), "ods", "donnees-d-une-personne")


@require_POST
def erase_somebody(request: MemberRequest) -> HttpResponse:
    """Erase them once the box is ticked."""
    _for_animation(request)
    form, erasure = SomebodyForm(request.POST), ErasureForm(request.POST)
    if form.is_valid() and erasure.is_valid():
        with told_on(erasure):
            services.erase_somebody(somebody=form.somebody(), by=request.mandate, asker=request.member)
            messages.success(request, "Cette personne est effacée des textes et des messages.")
            return redirect("privacy:people")
    context: dict[str, Any] = {"form": form, "erasure": erasure}
    if form.is_valid():
        context |= _found(form.somebody(), request)
    return render(request, "privacy/somebody.html", context, status=status_of(erasure))


@require_POST
def erase_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase a file that names somebody who asked to be forgotten."""
    file = get_object_or_404(queries.files_erasable_by(request.member), pk=pk)
    services.erase_file(file=file, by=request.mandate, asker=request.member)
    messages.success(request, "Le fichier est effacé ; la page qui le donnait dit qu’il l’est.")
    member = request.POST.get("personne", "")
    return redirect("privacy:erase", int(member)) if member.isdecimal() else redirect("privacy:people")


def _for_animation(request: MemberRequest) -> None:
    if not network.standing_of(request.member).is_facilitator:
        raise Http404


def _found(person: Somebody, request: MemberRequest) -> dict[str, Any]:
    mentions = list(dict.fromkeys(traces.mentions_of(person)))
    return {
        "found": True,
        "addresses": [] if person.email else sorted(traces.addresses_beside(person)),
        "sure": [mention for mention in mentions if mention.sure][: traces.MOST_LISTED],
        "to_decide": [mention for mention in mentions if not mention.sure][: traces.MOST_LISTED],
        "in_files": traces.in_files(person),
        "refused": queries.reasons_about(person, request.mandate, request.member),
    }
