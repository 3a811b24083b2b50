"""How much may be sent, by whom and where: looked at before a byte of it is read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

ANONYMOUS_BYTES = 256 * 1024  # an address, a code, a few words by a signed link
MARGIN_BYTES = 1024 * 1024  # what surrounds a file in a form
TOO_HEAVY = "Ce que vous envoyez est trop lourd\u202f: {most} au plus ici. Rien n’a été enregistré."


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """The form of this view holds a file: as much as a file may weigh is read there, and nowhere else."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class BodyLimitMiddleware:
    """Answers 413 to what is announced as too heavy; the rest of the connection is not read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _announced(request)
        if length <= ANONYMOUS_BYTES or length <= (most := most_of(request)):
            return self.get_response(request)
        words = TOO_HEAVY.format(most=_in_words(most))
        answer = render(request, "400.html", {"reason": words}, status=413)
        answer["Connection"] = "close"
        return answer


def most_of(request: HttpRequest) -> int:
    """The heaviest body of this address: a file for a known session where files are brought, text elsewhere."""
    if not request.session.keys():
        return ANONYMOUS_BYTES
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return ANONYMOUS_BYTES
    if getattr(view, "takes_files", False):
        return int(settings.MAX_UPLOAD_BYTES) + MARGIN_BYTES
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _announced(request: HttpRequest) -> int:
    """What the header says; without it Django reads nothing."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _in_words(size: int) -> str:
    if size < 1024 * 1024:
        return f"{size // 1024}\u202fko"
    return f"{size // (1024 * 1024)}\u202fMo"
