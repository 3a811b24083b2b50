"""Addresses that say which process answered, and one work that says which process ran it."""

import os
import time

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path

from interregions.network.models import Member
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.live.services import publish
from interregions.toolkit.live.views import stream
from interregions.toolkit.mail.services import queue_address_message

CHANNEL = "processes"


def count(arguments: dict, report) -> str:
    report(3, 3)
    return f"/par/{os.getpid()}/"


@login_not_required
def listen(request: HttpRequest) -> HttpResponseBase:
    """A page in direct, of the member of this number when nobody is signed in."""
    request.member = request.member or Member(pk=int(request.GET.get("qui", 0)))
    response = stream(request, CHANNEL, set)
    response["X-Process"] = str(os.getpid())
    return response


@login_not_required
def say(request: HttpRequest) -> HttpResponse:
    number = {"number": int(request.GET["numero"])} if "numero" in request.GET else {}
    publish(CHANNEL, "said", {"process": os.getpid(), **number})
    return JsonResponse({"process": os.getpid()})


@login_not_required
def work(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"job": enqueue(kind="count", arguments={}, by=None, label="Compter").pk})


@login_not_required
def slow(request: HttpRequest, seconds: int) -> HttpResponse:
    time.sleep(seconds)
    return HttpResponse("fait")


@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    queue_address_message(
        key="essai", to_name="Essai", to_address="essai@example.org", subject="Essai", lines=["Essai."],
        button=None, reason="Essai.", about=None,
    )  # fmt: skip
    return HttpResponse("écrit")


@login_not_required
def mailing(request: HttpRequest, occasion: str, number: int) -> HttpResponse:
    with transaction.atomic():
        for each in range(number):
            queue_address_message(
                key=f"{occasion}-{each}", to_name="Essai", to_address=f"{occasion}-{each}@example.org", subject="Essai",
                lines=["Essai."], button=None, reason="Essai.", about=None,
            )  # fmt: skip
    return HttpResponse("écrit")


urlpatterns = [
    path("essai/envoi/<slug:occasion>/<int:number>/", mailing),
    path("essai/flux/", listen),
    path("essai/dire/", say),
    path("essai/travail/", work),
    path("essai/lent/<int:seconds>/", slow),
    path("essai/courrier/", mail),
]
