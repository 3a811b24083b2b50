"""The page on which the animation enters what an organisation said."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from interregions.common.refusals import status_of, told_on
from interregions.common.rooms import by_phone
from interregions.common.telling import telling
from interregions.network.http import MemberRequest, acting
from interregions.network.queries import is_facilitator
from interregions.toolkit.telephone import queries, services
from interregions.toolkit.telephone.forms import EntryForm


@require_http_methods(["GET", "POST"])
def enter(request: MemberRequest, slug: str, thing_id: int) -> HttpResponse:
    """For whom, who said it, and what; then its referents are told."""
    kind = by_phone().get(slug)
    thing = kind.thing(request.mandate, thing_id) if kind and is_facilitator(request.mandate) else None
    if kind is None or thing is None:
        raise Http404
    reference, sent = kind.reference(thing), request.POST if request.method == "POST" else None
    asked = {"organisme": request.GET["organisme"]} if "organisme" in request.GET else {}
    entry, form = EntryForm(kind.organisations(thing), sent, initial=asked), kind.form(thing, sent)
    if sent is not None and entry.is_valid() and form.is_valid():
        with told_on(entry):
            with telling() as told:
                services.enter_by_phone(
                    gesture=slug,
                    thing=thing,
                    organisation=entry.cleaned_data["organisme"],
                    said_by=entry.cleaned_data["dit_par"],
                    values=form.cleaned_data,
                    by=acting(request),
                )
            name = entry.cleaned_data["organisme"].short_name
            messages.success(request, f"C’est saisi pour {name}, par téléphone. {told.words}")
            return redirect(reference.url)
    context = {"gesture": kind, "reference": reference, "entry": entry, "form": form}
    context["entries"] = queries.entries_on(reference, request.member)
    return render(request, "telephone/enter.html", context, status=max(status_of(entry), status_of(form)))


patterns = [path("par-telephone/<slug:slug>/<int:thing_id>/", enter, name="enter")]
