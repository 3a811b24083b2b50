"""Requests per second and p95 of the main pages at concurrency 8, each against a bare page of the same server.

    python -m benchmarks.pages [--full] [--json]

A folder is made and filled (not timed): the demonstration, a survey of the 18 Régions and one of the 1,255 EPCI with
the same twenty questions. The product is then served by uvicorn on a loopback port; the requests are bounded in
number and stop by themselves.
"""

import argparse
import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONCURRENCY, ROUNDS = 8, 3
QUICK, FULL = 120, 1200
AIMED_RATIO, AIMED_FLAT = 3.0, 1.25


# --- filling, not timed -------------------------------------------------------------------------------------------


def fill() -> dict[str, dict[str, str]]:
    """The network and its surveys; for each page, its address and the cookie of who looks at it."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=sys.stderr)
    call_command("demo", stage="survey", stdout=sys.stderr)
    return surveys_of_all_sizes()


def surveys_of_all_sizes() -> dict[str, dict[str, str]]:
    from interregions.exchange.cycles.models import Cycle  # noqa: PLC0415
    from interregions.network.choices import OrganisationKind, Role  # noqa: PLC0415
    from interregions.network.models import Mandate, Organisation  # noqa: PLC0415
    from interregions.network.services import add_territorial_organisations  # noqa: PLC0415

    add_territorial_organisations([OrganisationKind.EPCI])
    facilitator = Mandate.objects.filter(role=Role.FACILITATOR).earliest("pk")
    bretagne = Mandate.objects.get(organisation__short_name="Bretagne", role=Role.REFERENT)
    epci = Mandate.objects.filter(organisation__kind=OrganisationKind.EPCI, role=Role.REFERENT).earliest("pk")
    few, many = (
        survey_to(list(Organisation.objects.filter(kind=kind).values_list("pk", flat=True)), model, facilitator)
        for kind, model in ((OrganisationKind.REGION, bretagne), (OrganisationKind.EPCI, epci))
    )
    return {
        "bare": page("/banc/", bretagne),
        "À faire (a referent)": page("/a-faire/", bretagne),
        "À faire (the animation)": page("/a-faire/", facilitator),
        "cycle": page(Cycle.objects.latest("pk").get_absolute_url(), bretagne),
        "answering, 18 responses": page(answering(few, bretagne), bretagne),
        "answering, 1,255 responses": page(answering(many, epci), epci),
        "collection, 18 responses": page(f"/enquetes/{few.pk}/collecte/", facilitator),
        "collection, 1,255 responses": page(f"/enquetes/{many.pk}/collecte/", facilitator),
    }


def survey_to(asked: list[int], model, by):  # type: ignore[no-untyped-def]
    """The twenty questions of the demonstration put to others; most have answered as ``model`` did."""
    from datetime import timedelta  # noqa: PLC0415
    from random import Random  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.surveys import services  # noqa: PLC0415
    from interregions.exchange.surveys.collection.queries.audience import Audience  # noqa: PLC0415
    from interregions.exchange.surveys.models import Answer, Response  # noqa: PLC0415
    from interregions.exchange.surveys.questionnaires.queries.content import content_of  # noqa: PLC0415
    from interregions.journey.demonstration import chapters, words  # noqa: PLC0415

    written = services.draft_questionnaire(title=f"Banc, {len(asked)} organismes", cycle=None, by=by)
    for title, questions in words.QUESTIONNAIRE:
        block = services.add_block(questionnaire=written, title=title, by=by)
        for question in questions:
            services.add_question(block=block, by=by, **question)
    written.refresh_from_db()
    services.approve_questionnaire(questionnaire=written, revision=written.revision, by=by)
    written.refresh_from_db()
    today = timezone.localdate()
    survey = services.open_survey(
        questionnaire=written,
        audience=Audience("chosen", organisation_ids=tuple(asked)),
        opens_on=today,
        closes_on=today + timedelta(days=20),
        by=by,
    )
    answered = Response.objects.get(survey=survey, organisation=model.organisation)
    chapters.answer(answered, content_of(written.pk), Random(1), model)
    answered.refresh_from_db()
    given = list(Answer.objects.filter(response=answered))
    sent = list(survey.responses.exclude(pk=answered.pk).order_by("pk")[: len(asked) - min(30, len(asked) // 2)])
    for response in sent:
        response.status, response.submitted_at, response.answered = "SUBMITTED", timezone.now(), answered.answered
    Response.objects.bulk_update(sent, ["status", "submitted_at", "answered"], batch_size=200)
    columns = [field.attname for field in Answer._meta.fields if not field.primary_key]
    rows = []
    for response in sent:
        for answer in given:
            rows.append(Answer(**{name: getattr(answer, name) for name in columns} | {"response_id": response.pk}))
    Answer.objects.bulk_create(rows, batch_size=2000)
    # The model's own response is the one whose page is opened, still to be sent.
    Response.objects.filter(pk=answered.pk).update(status="STARTED", submitted_at=None)
    Answer.objects.filter(response=answered).update(counted_in=None)
    return survey


def answering(survey, by) -> str:  # type: ignore[no-untyped-def]
    """The first block of a response."""
    from interregions.exchange.surveys.models import Block, Response  # noqa: PLC0415

    response = Response.objects.get(survey=survey, organisation=by.organisation)
    block = Block.objects.filter(questionnaire=survey.questionnaire).earliest("position")
    return f"/reponses/{response.pk}/rubrique/{block.name}/"


def page(url: str, mandate) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """An address and the cookie of who looks at it."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from interregions.network.middleware import SESSION_KEY  # noqa: PLC0415

    client = Client()
    client.force_login(mandate.member)
    session = client.session
    session[SESSION_KEY] = mandate.pk
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"url": url, "cookie": f"{name}={client.cookies[name].value}"}


# --- asking -------------------------------------------------------------------------------------------------------


async def ask(port: int, url: str, cookie: str, number: int) -> list[float]:
    """So many requests on eight connections kept open; seconds each took."""
    asked = f"GET {url} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode()
    left = iter(range(number))
    took: list[float] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            start = time.perf_counter()
            writer.write(asked)
            await answer(reader, url)
            took.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONCURRENCY)))
    return took


async def answer(reader: asyncio.StreamReader, url: str) -> None:
    """One answer read whole; anything but a page stops the bench."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    if not head.startswith("HTTP/1.1 200"):
        raise SystemExit(f"{url}: {head.splitlines()[0]}")
    length = next(line for line in head.splitlines() if line.lower().startswith("content-length"))
    await reader.readexactly(int(length.split(":")[1]))


def measure(port: int, one: dict[str, str], number: int) -> dict[str, float]:
    """The best of three rounds, after a warm-up."""
    asyncio.run(ask(port, one["url"], one["cookie"], CONCURRENCY * 2))
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        took = asyncio.run(ask(port, one["url"], one["cookie"], number // ROUNDS))
        rate = len(took) / (time.perf_counter() - start)
        p95 = statistics.quantiles(took, n=20)[18] * 1000
        if rate > best.get("rate", 0):
            best = {"rate": rate, "p95": p95}
    return best


# --- the whole ----------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def run(full: bool = False) -> dict[str, dict[str, float]]:
    """Fill, serve, ask; what was made is removed."""
    with tempfile.TemporaryDirectory(prefix="interregions-bench-") as home:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": str(ROOT),
            "INTERREGIONS_SECRET_KEY": secrets.token_urlsafe(48),
            "INTERREGIONS_HTTPS": "false",
            "INTERREGIONS_HOME": home,
            "INTERREGIONS_SITE_URL": "http://localhost:8000",
            "INTERREGIONS_LOG_LEVEL": "ERROR",
        }
        filled = subprocess.run(
            [sys.executable, "-m", "benchmarks.pages", "--fill"],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if filled.returncode:
            raise SystemExit("filling failed")
        pages = json.loads(filled.stdout.splitlines()[-1])
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "interregions.config.asgi:application", "--port", str(port),
             "--no-access-log", "--lifespan", "off", "--log-level", "error"],
            env=environment, cwd=ROOT,
        )  # fmt: skip
        try:
            wait_for(port, server)
            return {name: measure(port, one, FULL if full else QUICK) for name, one in pages.items()}
        finally:
            server.terminate()
            server.wait(20)


def table(found: dict[str, dict[str, float]]) -> str:
    """Markdown: each page beside the bare page."""
    bare = found["bare"]["rate"]
    lines = [
        f"| page (concurrency {CONCURRENCY}) | requests/s | p95 (ms) | times the bare page (aim ≤ {AIMED_RATIO:g}) |",
        "|---|---|---|---|",
    ]
    for name, one in found.items():
        lines.append(f"| {name} | {one['rate']:.0f} | {one['p95']:.0f} | {bare / one['rate']:.1f} |")
    flat = found["answering, 18 responses"]["rate"] / found["answering, 1,255 responses"]["rate"]
    return "\n".join([*lines, "", f"Answering with 1,255 responses costs {flat:.2f} times what it costs with 18."])


def main() -> int:
    parser = argparse.ArgumentParser(description="The main pages against a bare page of the same server.")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill:
        print(json.dumps(fill()))
        return 0
    found = run(asked.full)
    print(json.dumps(found) if asked.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
