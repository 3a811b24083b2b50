"""A form sent twice, by a double click or by the « back » button, acts once."""

import hashlib
import time
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from interregions.common.errors import Refused
from interregions.common.middleware import refused_page

KEPT_SECONDS = 60
UNDER_WAY_SECONDS = 20  # a process killed meanwhile says nothing more: the form may then be sent again
MOST_WAITED_SECONDS = 10.0
UNDER_WAY = "-"
ALREADY_SENT = "Ce formulaire vient d’être envoyé\u202f: il est pris en compte une seule fois. Revenez à la page."


class RepeatMiddleware:
    """Remembers for a minute where each form led; the same form again leads there, and does nothing more.

    The protection token is drawn anew each time a page is shown: the same token with the same words is the same page
    sent twice. What was refused is not remembered, and may be tried again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        if not cache.add(key, UNDER_WAY, UNDER_WAY_SECONDS):
            led_to = where_it_led(key)
            if led_to:
                return redirect(led_to)
            if led_to == "":
                return refused_page(request, Refused(ALREADY_SENT))
        session = request.session.session_key
        response: HttpResponse | None = None
        try:
            response = self.get_response(request)
        finally:
            # Whoever has just come in or left has another session: that gesture is between the browser and the door.
            done = response is not None and response.has_header("Location") and session == request.session.session_key
            if done and response is not None:
                cache.set(key, response["Location"], KEPT_SECONDS)
            else:
                cache.delete(key)
        return response


def key_of(request: HttpRequest) -> str | None:
    """The mark of a form as it was sent; None for what is not a form of a page shown."""
    token = request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else ""
    if not token or request.headers.get("HX-Request"):
        return None
    who = request.session.session_key or ""
    sent = [who, request.get_full_path(), *map(repr, sorted(request.POST.lists()))]
    sent += [f"{name} {file.name} {file.size}" for name, files in request.FILES.lists() for file in files]
    return f"sent-{hashlib.sha256(repr(sent).encode()).hexdigest()}"


def where_it_led(key: str) -> str | None:
    """The address the first sending led to, waited for; empty when it takes too long, None when it led nowhere."""
    until = time.monotonic() + MOST_WAITED_SECONDS
    while (kept := cache.get(key)) == UNDER_WAY:
        if time.monotonic() > until:
            return ""
        time.sleep(0.05)
    return kept
