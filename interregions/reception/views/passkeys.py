"""Coming in with a key of one’s device, beside the code; adding one, taking one away."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from interregions.common.errors import Refused
from interregions.network.http import MemberRequest, VisitorRequest
from interregions.reception import keys
from interregions.reception.choices import Means
from interregions.reception.codes import client_network
from interregions.reception.services import passkeys as services
from interregions.reception.views.entrance import safe_next
from interregions.reception.views.sessions import sign_in

ASKED = "passkey"


def _answer(request: VisitorRequest) -> tuple[keys.State, dict[str, Any]]:
    """What was asked of this browser, once, and what it answers."""
    state = request.session.pop(ASKED, None)
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError:
        answer = None
    if not state or not isinstance(answer, dict):
        raise Refused(keys.WRONG)
    return state, answer


@login_not_required
@require_POST
def ask_entrance(request: VisitorRequest) -> JsonResponse:
    """What the browser is to prove; the same for everybody."""
    client = client_network(request.META.get("REMOTE_ADDR", ""))
    options, request.session[ASKED] = services.ask_for_key(client=client)
    return JsonResponse(options)


@login_not_required
@require_POST
def enter_by_key(request: VisitorRequest) -> HttpResponse:
    """Come in with the key."""
    state, answer = _answer(request)
    sign_in(request, services.member_by_key(state=state, answer=answer), Means.PASSKEY)
    return redirect(safe_next(request, request.POST.get("next")))


@require_POST
def ask_new_key(request: MemberRequest) -> JsonResponse:
    """What the browser is asked to make."""
    options, request.session[ASKED] = services.ask_for_new_key(member=request.member)
    return JsonResponse(options)


@require_POST
def add_key(request: MemberRequest) -> HttpResponse:
    """Keep the key that was made."""
    state, answer = _answer(request)
    services.add_key(member=request.member, state=state, answer=answer, agent=request.headers.get("User-Agent", ""))
    messages.success(request, "La clé d’accès est ajoutée : vous pouvez entrer sans code depuis cet appareil.")
    return redirect("reception:sessions")


@require_POST
def remove_key(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a key away: it lets nobody in any more."""
    if not services.remove_key(member=request.member, pk=pk):
        raise Http404
    messages.success(request, "La clé d’accès est retirée : elle ne fait plus entrer personne.")
    return redirect("reception:sessions")
