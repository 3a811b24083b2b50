"""Coming in, choosing who one is, acting for another organisation, leaving."""

import time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interregions.common.afterwards import once_sent
from interregions.common.characters import number_in
from interregions.common.errors import Refused, refuse_if
from interregions.network.http import MemberRequest, VisitorRequest
from interregions.network.middleware import SESSION_KEY
from interregions.network.queries import mandate_visible_to
from interregions.reception import queries
from interregions.reception.choices import Means
from interregions.reception.codes import client_network
from interregions.reception.forms import AddressForm, CodeForm
from interregions.reception.postman import Letter
from interregions.reception.services import entrance as services
from interregions.reception.views.sessions import sign_in


def safe_next(request: VisitorRequest, address: str | None) -> str:
    """Where to go after the door, on this site only."""
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    # A word without its slash is no address: redirect() would look for a view of that name.
    if own and address and address.startswith("/"):
        return address
    return "/a-faire/"


def door_with(wanted: str) -> str:
    """The door, which then leads where one was going."""
    return f"{reverse('reception:enter')}?{urlencode({'next': wanted})}"


@login_not_required
def welcome(request: VisitorRequest) -> HttpResponse:
    """What this is, and how to come in."""
    if request.member:
        return redirect("/a-faire/")
    return render(request, "reception/welcome.html", {"has_cast": not queries.reasons_not_to_enter_as_cast()})


@login_not_required
def enter(request: VisitorRequest) -> HttpResponse:
    """The address, to which a code is sent."""
    form = AddressForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["email"].strip(), next=safe_next(request, wanted))
    context = {
        "form": form,
        "mail_is_silent": queries.mail_is_silent(),
        "next": wanted,
        "has_cast": not queries.reasons_not_to_enter_as_cast(),
    }
    return render(request, "reception/enter.html", context)


def _send_code(request: VisitorRequest, address: str, *, next: str, **door: str) -> HttpResponse:
    client = client_network(request.META.get("REMOTE_ADDR", ""))
    code, salt, kept = services.draw_code(address=address, client=client)
    request.session["door"] = {
        "address": address,
        "salt": salt,
        "kept": kept,
        "sent_at": time.time(),
        "tries": 0,
        "next": next,
        **door,
    }
    # The answer leaves first: a mail server that is slow, or an address that nobody has, cannot be told by it.
    return once_sent(redirect("reception:code"), lambda: services.postman.post(Letter(address, code)))


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def by_letter(request: VisitorRequest, token: str) -> HttpResponse:
    """The button of a letter: who is in goes where it leads; the others have a code sent to its address by one tap."""
    try:
        door = queries.letter_door(token)
    except Refused as refused:
        messages.warning(request, f"{refused.reasons[0]} Vous pouvez aussi entrer avec votre adresse.")
        return redirect("reception:enter")
    wanted = safe_next(request, door.url)
    if request.member:
        return redirect(wanted)
    if door.member is None:
        return redirect(door_with(wanted))
    if request.method == "POST":
        return _send_code(request, door.member.email, next=wanted, shown=door.shown, again=request.path)
    context = {
        "shown": door.shown,
        "next": wanted,
        "mail_is_silent": queries.mail_is_silent(),
        "no_code_is_read": queries.no_code_is_read(),
        "has_cast": not queries.reasons_not_to_enter_as_cast(),
    }
    return render(request, "reception/by_letter.html", context)


@login_not_required
def code(request: VisitorRequest) -> HttpResponse:
    """The code that was received; several people of one mailbox then say who they are."""
    door = request.session.get("door")
    if not door:
        return redirect("reception:enter")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people = services.check_code(
                address=door["address"],
                code=form.cleaned_data["code"],
                salt=door["salt"],
                kept=door["kept"],
                sent_at=door["sent_at"],
                tries=door["tries"],
                tried_at=door.get("tried_at"),
            )
        except Refused as refused:
            if not services.must_wait(tries=door["tries"], tried_at=door.get("tried_at")):
                request.session["door"] = {**door, "tries": door["tries"] + 1, "tried_at": time.time()}
                services.note_refusal()
            form.add_error("code", refused.reasons)
        else:
            request.session["door"] = {"address": door["address"], "proved_at": time.time(), "next": door["next"]}
            return redirect("reception:who") if len(people) > 1 else _come_in(request, people[0])
    status = 409 if form.errors else 200
    context = {
        "form": form,
        "address": door["address"],
        "shown": door.get("shown", ""),
        "again": door.get("again", ""),
        "next": door["next"],
        "mail_is_silent": queries.mail_is_silent(),
        "no_code_is_read": queries.no_code_is_read(),
        "has_cast": not queries.reasons_not_to_enter_as_cast(),
    }
    return render(request, "reception/code.html", context, status=status)


@login_not_required
def who(request: VisitorRequest) -> HttpResponse:
    """Several people read this mailbox: which one are you?"""
    door = request.session.get("door") or {}
    if not queries.is_proof_fresh(door.get("proved_at")):
        return redirect(door_with(door["next"]) if door.get("next") else "reception:enter")
    if request.method == "POST":
        member = queries.member_of_address(door["address"], request.POST.get("member", ""))
        if member is None:
            raise Http404
        return _come_in(request, member)
    people = queries.members_with_address(door["address"])
    return render(request, "reception/who.html", {"people": people, "address": door["address"]})


@never_cache
@login_not_required
def by_link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link printed on the server: GET shows whom it lets in, POST lets them in, once."""
    member = queries.member_by_entrance(token)
    if member is None:
        raise Refused(
            "Ce lien a servi, ou la personne est entrée depuis : demandez-en un autre à qui tient le serveur."
        )
    if request.method == "POST":
        sign_in(request, member, Means.LINK)
        return redirect("/a-faire/")
    return render(request, "reception/by_link.html", {"entering": member})


def _come_in(request: VisitorRequest, member: Any) -> HttpResponse:
    destination = (request.session.pop("door", None) or {}).get("next", "/a-faire/")
    sign_in(request, member, Means.CODE)
    return redirect(destination)


@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """Sign out."""
    services.note_leaving(request.member)
    logout(request)
    response = redirect("reception:welcome")
    # Nothing of what was read stays behind the « back » button of a shared computer.
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def act_for(request: MemberRequest) -> HttpResponse:
    """Choose for which organisation one acts."""
    mandate = mandate_visible_to(request.member, number_in(request.POST.get("mandate", "")) or 0)
    if mandate is None:
        raise Http404
    request.session[SESSION_KEY] = mandate.pk
    messages.success(request, f"Vous agissez maintenant pour {mandate.organisation.short_name}.")
    return redirect(safe_next(request, request.POST.get("next")))


@login_not_required
def cast(request: VisitorRequest) -> HttpResponse:
    """The people of a demonstration, each entered in one click; elsewhere the door says why it is shut."""
    refuse_if(queries.reasons_not_to_enter_as_cast())
    return render(request, "reception/cast.html", {"cast": queries.cast(), "next": request.GET.get("next", "")})


@login_not_required
@require_POST
def enter_as_cast(request: VisitorRequest, pk: int) -> HttpResponse:
    """Enter a demonstration as one of its cast."""
    refuse_if(queries.reasons_not_to_enter_as_cast())
    mandate = queries.cast_mandate(pk)
    if mandate is None:
        raise Http404
    logout(request)
    sign_in(request, mandate.member, Means.CAST)
    request.session[SESSION_KEY] = mandate.pk
    return redirect(safe_next(request, request.POST.get("next")))
