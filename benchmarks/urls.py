"""The product's addresses, the empty view every figure is divided by, and the bare page of a signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from interregions.config.urls import handler400, handler403, handler404, handler500
from interregions.config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]
BARE = engines["django"].from_string("{% extends 'common/base.html' %}{% block content %}<p>Banc</p>{% endblock %}")


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("vide")


def bare(request: HttpRequest) -> HttpResponse:
    """Session, member, mandate, header: what every page of the network costs before its own work."""
    return HttpResponse(BARE.render({}, request))


urlpatterns = [path("banc/vide/", empty), path("banc/", bare), *product]
