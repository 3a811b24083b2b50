"""The visa, the signature, and opening a signed note again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from interregions.common.refusals import status_of, told_on
from interregions.exchange.notes.forms import ReopenForm, VisaForm
from interregions.exchange.notes.queries import notes as queries
from interregions.exchange.notes.services import signing as services
from interregions.exchange.notes.views import found
from interregions.network.http import MemberRequest, acting


@require_http_methods(["GET", "POST"])
def visa(request: MemberRequest, note_id: int) -> HttpResponse:
    """Ask a person of the Région to agree before the signature."""
    note = found(queries.note_visible_to(request.member, note_id))
    by = request.mandate
    found(queries.questions_to_write(note, by))
    form = VisaForm(request.POST or None, giver=queries.visa_giver(note, by))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.ask_note_visa(note=note, **form.cleaned_data, by=acting(request))
            messages.success(request, "La demande de visa est partie.")
            return redirect(note)
    context = {"note": note, "cycle": note.cycle, "form": form, "gestures": queries.gestures_on(note, by)}
    return render(request, "notes/visa.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def sign(request: MemberRequest, note_id: int) -> HttpResponse:
    """The responsible region signs; a note that is not finished says first what is missing in it."""
    note = found(queries.note_visible_to(request.member, note_id))
    by = request.mandate
    found(queries.questions_to_write(note, by))
    page = queries.note_page(note=note, mandate=by, questions_url="")
    if request.method == "POST" and ("confirmed" in request.POST or not page.to_look_again):
        signed = services.sign_off_note(note=note, by=acting(request))
        messages.success(request, f"La note est signée, version {signed.signed_version}.")
        return redirect(signed)
    context = {"note": note, "cycle": note.cycle, "page": page}
    return render(request, "notes/sign.html", context, status=409 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: MemberRequest, note_id: int) -> HttpResponse:
    """Open a signed note again, with a reason."""
    note = found(queries.note_visible_to(request.member, note_id))
    by = request.mandate
    found(queries.questions_to_write(note, by))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.reopen_note(note=note, reason=form.cleaned_data["reason"], by=acting(request))
            messages.success(request, "La note est rouverte\u202f; sa version signée reste lisible par les autres.")
            return redirect(note)
    context = {"note": note, "cycle": note.cycle, "form": form, "gestures": queries.gestures_on(note, by)}
    return render(request, "notes/reopen.html", context, status=status_of(form))
