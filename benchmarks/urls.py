"""The product's addresses, and ``/banc/``: the least a signed-in person's page can cost here."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from interregions.config.urls import handler400, handler403, handler404, handler500
from interregions.config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]
BARE = "<!doctype html><html lang='fr'><title>Banc</title><p>{{ request.member.full_name }}</p></html>"


def bare(request: HttpRequest) -> HttpResponse:
    """Session, person, middleware, one template line: no query of its own."""
    return HttpResponse(engines["django"].from_string(BARE).render({}, request))


urlpatterns = [path("banc/", bare), *product]
