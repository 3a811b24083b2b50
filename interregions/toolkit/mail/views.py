"""Messages read on the spot in a demonstration; the state of sendings for the animation; stopping a kind."""

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.characters import number_in
from interregions.common.errors import Refused
from interregions.common.links import read_link_token
from interregions.common.lists import page_of
from interregions.network.http import MemberRequest, VisitorRequest, acting
from interregions.network.queries import standing_of
from interregions.toolkit.mail import queries, rules, services, wordings
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.composition import address_on_site
from interregions.toolkit.mail.rules import Words


@require_GET
def inbox(request: MemberRequest) -> HttpResponse:
    """In a demonstration: the messages this person would have received."""
    if not queries.in_demonstration():
        raise Http404
    found = queries.messages_visible_to(request.member).select_related("to_member")
    page = page_of(found, request.GET.get("page"))
    return render(request, "mail/inbox.html", {"page": page})


@require_GET
def message(request: MemberRequest, message_id: int) -> HttpResponse:
    """One message, with its button."""
    found = get_object_or_404(queries.messages_visible_to(request.member), pk=message_id)
    context = {
        "message": found,
        "button_url": address_on_site(found.button_url),
        "attachments": queries.attached(found),
        "read_by": rules.who_reads(found.reply_name if found.reply_address else ""),
        "stops_by": rules.how_to_stop(stoppable=bool(found.kind), has_account=found.to_member_id is not None),
    }
    return render(request, "mail/message.html", context)


@require_GET
def sendings(request: MemberRequest) -> HttpResponse:
    """What left, what waits, what is doubtful."""
    member = request.member
    if not standing_of(member).is_facilitator:
        raise Http404
    found = queries.sendings_visible_to(member)
    status, words = request.GET.get("etat", ""), request.GET.get("mots", "").strip()
    page = page_of(queries.filtered(found, status=status, words=words), request.GET.get("page"))
    context = {"page": page, "counts": queries.counts_by_status(found), "status": status, "words": words}
    return render(request, "mail/sendings.html", context)


@require_POST
def resend(request: MemberRequest, message_id: int) -> HttpResponse:
    """Send again, by hand, a refused or doubtful message."""
    found = get_object_or_404(queries.sendings_visible_to(request.member), pk=message_id)
    services.resend(message=found, by=acting(request))
    notices.success(request, "Le message repart dans un instant.")
    return redirect("mail:sendings")


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signed token is the proof
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: VisitorRequest, token: str) -> HttpResponse:
    """Stop a kind of message from the link of an e-mail: GET asks, POST does it."""
    values = read_link_token("mail.preference", token)
    if values.get("kind") not in MailKind.values:
        raise Refused("Ce genre de message n’existe plus : il n’y a rien à arrêter.")
    if request.method == "POST":
        services.set_preference(member_id=values["member"], kind=values["kind"], wanted=False)
    context = {"kind": MailKind(values["kind"]), "stopped": request.method == "POST"}
    return render(request, "mail/stop.html", context)


@require_http_methods(["GET", "POST"])
def letter(request: MemberRequest, kind: str, about: str) -> HttpResponse:
    """A letter before it leaves: its words saved as they are typed, what will be read beside them."""
    before = wordings.letter_before(request.member, kind, about)
    if before is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("gesture") == "back":
            services.put_wording_back(kind=kind, about=about, by=acting(request))
            notices.success(request, "Le texte d’origine est de nouveau en place.")
            return redirect(request.path)
        words = Words.from_text(request.POST.get("text", ""))
        revision = number_in(request.POST.get("revision", "")) or 0
        kept = services.keep_wording(kind=kind, about=about, words=words, revision=revision, by=acting(request))
        if request.htmx:
            saved = {"before": wordings.letter_before(request.member, kind, about), "revision": kept.revision}
            return render(request, "mail/_letter_saved.html", saved)
        if reasons := wordings.reasons_not_to_send(kind, words):
            notices.warning(request, f"La lettre ne peut pas partir ainsi : {reasons[0]} Votre texte est gardé.")
        else:
            notices.success(request, "La lettre est enregistrée.")
        return redirect(request.path)
    return render(request, "mail/letter.html", {"before": before})
