"""Where one is signed in, and how to end it from here."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interregions.network.http import MemberRequest, VisitorRequest
from interregions.reception import queries
from interregions.reception.choices import Means
from interregions.reception.services import entrance as services

BACKEND = "interregions.reception.backends.CodeBackend"


def sign_in(request: VisitorRequest, member: Any, means: Means) -> None:
    """Open the person's session in this browser, and write it down where they see it."""
    login(request, member, backend=BACKEND)
    services.open_session(
        member=member,
        session_key=request.session.session_key or "",
        agent=request.headers.get("User-Agent", ""),
        means=means,
    )


def sessions(request: MemberRequest) -> HttpResponse:
    """One's open sessions, this one first."""
    lines = queries.sessions_of(request.member, request.session.session_key or "")
    return render(request, "reception/sessions.html", {"lines": lines, "keys": queries.passkeys_of(request.member)})


@require_POST
def end_session(request: MemberRequest, pk: int) -> HttpResponse:
    """End one of them."""
    ended = services.end_session(member=request.member, pk=pk)
    if ended is None:
        raise Http404
    messages.success(request, "La session est fermée." if ended else "Cette session avait déjà pris fin.")
    return redirect("reception:sessions")


@require_POST
def end_other_sessions(request: MemberRequest) -> HttpResponse:
    """End them all but this one."""
    number = services.end_other_sessions(member=request.member, kept=request.session.session_key or "")
    messages.success(
        request,
        f"{number} session{'s' if number > 1 else ''} fermée{'s' if number > 1 else ''} ailleurs."
        if number
        else "Vous n’aviez aucune autre session ouverte.",
    )
    return redirect("reception:sessions")
