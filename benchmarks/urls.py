"""The product's addresses, the empty view every figure is divided by, and the bare page of a signed-in person."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from benchmarks import aims
from interregions.config.urls import handler400, handler403, handler404, handler500
from interregions.config.urls import urlpatterns as product
from interregions.journey.queries.tasks import tasks
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.live.services import publish
from interregions.toolkit.live.views import stream

__all__ = ["handler400", "handler403", "handler404", "handler500"]
BARE = engines["django"].from_string("{% extends 'common/base.html' %}{% block content %}<p>Banc</p>{% endblock %}")


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("vide")


def bare(request: HttpRequest) -> HttpResponse:
    """Session, member, mandate, header: what every page of the network costs before its own work."""
    return HttpResponse(BARE.render({}, request))


def house(request: HttpRequest) -> HttpResponse:
    """The tasks of the whole house, read many times by the animation."""
    for _ in range(aims.TIMES["tasks of the house"]):
        tasks(standing=standing_of(request.member))  # type: ignore[attr-defined]
    return HttpResponse("lu")


@login_not_required
def listen(request: HttpRequest) -> HttpResponse:
    """A live page of the member of this number."""
    request.member = Member(pk=int(request.GET["qui"]))  # type: ignore[attr-defined]
    return stream(request, "banc", set)  # type: ignore[arg-type]


@login_not_required
def say(request: HttpRequest) -> HttpResponse:
    publish("banc", "said", {"number": int(request.GET["numero"])})
    return HttpResponse("dit")


urlpatterns = [
    path("banc/vide/", empty),
    path("banc/flux/", listen),
    path("banc/dire/", say),
    path("banc/taches/", house),
    path("banc/", bare),
    *product,
]
