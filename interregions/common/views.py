"""Public pages that belong to no room: health, footer pages, expired forms, the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.template.loader import get_template
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interregions.common import gallery, health
from interregions.common.middleware import back_url, typed_texts

UNREADABLE: dict[type[Exception], str] = {
    RequestDataTooBig: "Ce que vous envoyez est trop lourd\u202f: douze mégaoctets de texte au plus en une fois.",
    TooManyFieldsSent: "Ce formulaire contient trop de champs\u202f: envoyez-le en plusieurs fois.",
    TooManyFilesSent: "Ce formulaire contient trop de fichiers\u202f: envoyez-les en plusieurs fois.",
}


@login_not_required
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The web process answers."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Each thing the product stands on, apart, within two seconds; 503 without one that no page does without."""
    found = health.states()
    good = all(state.good for state in found.values() if state.vital)
    answer = {"ready": good, **{name: state.good for name, state in found.items()}}
    return JsonResponse(answer, status=200 if good else 503)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A working tool is not for search engines; the four public pages may be."""
    lines = [
        "User-agent: *",
        "Allow: /accessibilite/",
        "Allow: /donnees-personnelles/",
        "Allow: /credits/",
        "Allow: /donnees-ouvertes/",
        "Disallow: /",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "common/accessibility.html")


@login_not_required
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    return render(request, "common/personal_data.html")


@login_not_required
@require_safe
def credits(request: HttpRequest) -> HttpResponse:
    return render(request, "common/credits.html")


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page; shown to developers and on a demonstration."""
    if not (settings.DEBUG or is_demonstration(request)):
        raise Http404
    return render(request, "common/gallery.html", gallery.context())


def is_demonstration(request: HttpRequest) -> bool:
    """What the context processors say; the room that knows is above this one."""
    processors = engines["django"].engine.template_context_processors  # type: ignore[attr-defined]
    return any(processor(request).get("demonstration", False) for processor in processors)


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent with an old or missing protection token: what was typed is shown back."""
    context = {"typed": typed_texts(request), "back_url": back_url(request)}
    return render(request, "common/page_expired.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read: too heavy, too many fields, or not a form at all; the page says which."""
    reason = next((words for kind, words in UNREADABLE.items() if isinstance(exception, kind)), "")
    return render(request, "400.html", {"reason": reason}, status=413 if reason else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context: what failed may be the database the header needs."""
    return HttpResponse(get_template("500.html").render(), status=500)
