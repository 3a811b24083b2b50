"""« Mes données »: read, take away, erase."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from interregions.common.lists import page_of
from interregions.network.http import MemberRequest
from interregions.privacy import exports, queries, services, traces
from interregions.privacy.forms import ErasureForm
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
    context["to_decide"] = traces.to_decide(person) if not refused and not is_oneself else []
    return render(request, "privacy/erase.html", context)
