"""A refusal becomes a page that says what happened, what was kept and what to do (409)."""

import difflib
import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from interregions.common.constraints import sentence_of
from interregions.common.errors import Refused, Stale
from interregions.common.fullness import DISK_FULL, is_disk_full

logger = logging.getLogger(__name__)
CONFLICT = 409
NO_ROOM = 507
NOT_ALLOWED = 405
NOT_TYPED = {"csrfmiddlewaretoken", "revision", "_text_field", "next"}
MAX_COMPARED_WORDS = 6000
NO_NULL = (
    "Ce qui a été envoyé contient un caractère illisible (le caractère nul)\u202f: "
    "recopiez le texte sans mise en forme, puis recommencez."
)
TOO_LARGE = "Un nombre ou une date dépasse ce qui peut être gardé\u202f: corrigez, puis recommencez."
SESSION_OVER = (
    "Votre session a pris fin\u202f: rien n’a été enregistré, et ce que vous avez écrit est encore à l’écran. "
    "Entrez de nouveau dans un autre onglet, puis recommencez le geste ici."
)


class RefusalMiddleware:
    """Turns ``Refused`` and ``Stale`` into pages, or into fragments for htmx."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and request.method == "GET" and not response.content:
            # The address of a gesture, typed or reloaded: say so instead of showing nothing.
            page = render(request, "405.html", status=NOT_ALLOWED)
            page["Allow"] = response.headers.get("Allow", "POST")
            return page
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """A character that no database keeps is refused with a sentence, wherever it was typed."""
        sent = (value for query in (request.GET, request.POST) for values in query.lists() for value in values[1])
        return refused_page(request, Refused(NO_NULL)) if any("\x00" in value for value in sent) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raised."""
        if isinstance(exception, Stale):
            return stale_page(request, exception)
        if isinstance(exception, Refused):
            return refused_page(request, exception)
        if isinstance(exception, IntegrityError) and (sentence := sentence_of(exception)):
            logger.info("the second of two gestures was stopped at %s", request.path)
            return refused_page(request, Refused(sentence))
        if isinstance(exception, OverflowError):
            logger.warning("a number too large was sent to %s", request.path, exc_info=exception)
            return refused_page(request, Refused(TOO_LARGE))
        if is_disk_full(exception):
            logger.error("no room is left on the disk", exc_info=exception)
            return refused_page(request, Refused(DISK_FULL), status=NO_ROOM)
        return None


class DoorMiddleware(LoginRequiredMiddleware):
    """Sends to the door whoever is not signed in; what they were sending is shown back, never dropped."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:  # type: ignore[override]  # a page, not always a redirect
        """A page asked is asked again after the door; a form sent comes back to whoever wrote it."""
        return signed_out_page(request) or super().handle_no_permission(request, view_func)


def signed_out_page(request: HttpRequest) -> HttpResponse | None:
    """For a form sent after the session ended: what was typed and the way to the door. None when nothing was."""
    if request.method != "POST":
        return None
    if getattr(request, "htmx", False) or request.headers.get("HX-Request"):
        return render(request, "common/refusal.html", {"reasons": [SESSION_OVER]}, status=CONFLICT)
    typed = typed_texts(request)
    if not typed:
        return None
    context = {
        "typed": typed,
        "door_url": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back_url(request)})}",
    }
    return render(request, "common/signed_out.html", context, status=CONFLICT)


def refused_page(request: HttpRequest, refusal: Refused, status: int = CONFLICT) -> HttpResponse:
    """The reasons, what the person had typed, and the way back."""
    if getattr(request, "htmx", False):
        return render(request, "common/refusal.html", {"reasons": refusal.reasons}, status=status)
    context = {"reasons": refusal.reasons, "typed": typed_texts(request), "back_url": back_url(request)}
    return render(request, "common/refused.html", context, status=status)


def stale_page(request: HttpRequest, stale: Stale) -> HttpResponse:
    """Both versions side by side, and one merged text to save."""
    if getattr(request, "htmx", False):
        return render(request, "common/refusal.html", {"reasons": stale.reasons}, status=CONFLICT)
    text_field = stale.field or request.POST.get("_text_field", "text")
    left, right = word_differences(stale.theirs, stale.mine)
    context = {
        "author": stale.author,
        "theirs": left,
        "mine": right,
        "merged": merged_text(stale.theirs, stale.mine),
        "text_field": text_field,
        "revision": stale.revision,
        "other_fields": other_fields(request, text_field),
        "url": request.get_full_path(),
        "back_url": back_url(request),
    }
    return render(request, "common/two_versions.html", context, status=CONFLICT)


def typed_texts(request: HttpRequest) -> list[str]:
    """What a person typed by hand: the posted values with a space or a line in them, so that nothing is lost."""
    texts = []
    for name, values in request.POST.lists():
        if name not in NOT_TYPED:
            texts += [value for value in values if value.strip() and re.search(r"\s", value.strip())]
    return texts


def other_fields(request: HttpRequest, text_field: str) -> list[tuple[str, str]]:
    """Every other posted field, to be sent again as it was."""
    left_out = {"csrfmiddlewaretoken", "revision", text_field}
    return [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]


def back_url(request: HttpRequest) -> str:
    """The page the person comes from when it is ours, else the address asked."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came_from.netloc == request.get_host() and came_from.path:
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return request.path if request.method == "GET" else "/"


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def word_differences(theirs: str, mine: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML; what only theirs has is ``<del>``, what only mine has is ``<ins>``."""
    left, right = _words(theirs), _words(mine)
    if len(left) + len(right) > MAX_COMPARED_WORDS:
        return escape(theirs), escape(mine)
    theirs_html: list[str] = []
    mine_html: list[str] = []
    for gesture, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        removed, added = escape("".join(left[a:b])), escape("".join(right[c:d]))
        if gesture == "equal":
            theirs_html.append(removed)
            mine_html.append(added)
            continue
        theirs_html.append(f"<del>{removed}</del>" if removed else "")
        mine_html.append(f"<ins>{added}</ins>" if added else "")
    # Every piece above went through escape(); only <ins> and <del> are ours.
    return mark_safe("".join(theirs_html)), mark_safe("".join(mine_html))  # noqa: S308


def merged_text(theirs: str, mine: str) -> str:
    """A first merged text that loses no line: what both have once, then what each has, paragraph by paragraph."""
    left, right = _paragraphs(theirs), _paragraphs(mine)
    merged: list[str] = []
    for gesture, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        here, there = left[a:b], right[c:d]
        if gesture == "equal":
            merged += here
        elif len(here) == len(there) and all(_have_a_line_in_common(*pair) for pair in zip(here, there, strict=True)):
            merged += [_merged_lines(*pair) for pair in zip(here, there, strict=True)]
        else:
            merged += [*here, *there]
    return "\n\n".join(merged)


def _paragraphs(text: str) -> list[str]:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return [paragraph for paragraph in re.split(r"\n{2,}", lines) if paragraph]


def _have_a_line_in_common(theirs: str, mine: str) -> bool:
    return not set(theirs.splitlines()).isdisjoint(mine.splitlines())


def _merged_lines(theirs: str, mine: str) -> str:
    left, right = theirs.splitlines(), mine.splitlines()
    merged: list[str] = []
    for gesture, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        merged += left[a:b] if gesture == "equal" else [*left[a:b], *right[c:d]]
    return "\n".join(merged)
