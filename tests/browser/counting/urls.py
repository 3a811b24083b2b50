"""Three addresses that say which process answered, and one work that says which process ran it."""

import os

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path

from interregions.network.models import Member
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.live.services import publish
from interregions.toolkit.live.views import stream

CHANNEL = "processes"


def count(arguments: dict, report) -> str:
    report(3, 3)
    return f"/par/{os.getpid()}/"


@login_not_required
def listen(request: HttpRequest) -> HttpResponseBase:
    request.member = request.member or Member(pk=0)
    response = stream(request, CHANNEL, set)
    response["X-Process"] = str(os.getpid())
    return response


@login_not_required
def say(request: HttpRequest) -> HttpResponse:
    publish(CHANNEL, "said", {"process": os.getpid()})
    return JsonResponse({"process": os.getpid()})


@login_not_required
def work(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"job": enqueue(kind="count", arguments={}, by=None, label="Compter").pk})


urlpatterns = [path("essai/flux/", listen), path("essai/dire/", say), path("essai/travail/", work)]
