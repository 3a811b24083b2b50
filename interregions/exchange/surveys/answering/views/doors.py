"""How one comes to a response: signed in, or by the link of an e-mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from interregions.common.middleware import signed_out_page
from interregions.common.ports import door_to
from interregions.exchange.surveys.answering.queries import responses
from interregions.exchange.surveys.answering.queries.responses import Access
from interregions.network.http import VisitorRequest

RESUMED = "resumed_response"


def before_response(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The response as this person may open it: signed in, or by the link received; else sign in, or not found."""

    @login_not_required
    @wraps(view)
    def page(request: VisitorRequest, response_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        access = access_of(request, response_id)
        if access is None and request.member is None and request.htmx:
            return HttpResponse(status=401)  # the page keeps what was typed, and says that the session is over
        if access is None and request.member is None:
            return signed_out_page(request) or to_the_door(_whose_link(request, response_id), request.get_full_path())
        if access is None:
            raise Http404("Cette réponse n’existe pas, ou n’est pas de votre organisme.")
        return view(request, access, *args, **kwargs)

    return page


def access_of(request: VisitorRequest, response_id: int) -> Access | None:
    if request.member is not None:
        return responses.access_of(request.member, request.mandate, response_id)
    resumed = request.session.get(RESUMED) or {}
    if resumed.get("response") != response_id:
        return None
    return responses.access_by_link(int(resumed.get("mandate", 0)), response_id)


def to_the_door(by: Any, url: str) -> HttpResponse:
    """The door, then this page: who came by a link is known there, and taps once for a code."""
    return redirect(door_to(by.member, url)) if by is not None else redirect_to_login(url)


def _whose_link(request: VisitorRequest, response_id: int) -> Any:
    """The mandate whose link opened this response in this browser, before it ended; or None."""
    resumed = request.session.get(RESUMED) or {}
    if resumed.get("response") != response_id:
        return None
    return responses.mandate_of_link(int(resumed.get("mandate", 0)))


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A link alone may resume an answer; sending, handing over and asking for a visa need a signed-in person."""

    @wraps(view)
    def page(request: VisitorRequest, access: Access, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if access.by_link:
            return to_the_door(access.by, access.response.get_absolute_url())
        return view(request, access, *args, **kwargs)

    return page
