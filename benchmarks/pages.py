"""What the main pages cost: CPU of the server process, divided by that of an empty view asked in the same round.

A folder is made and filled (not timed): the demonstration, surveys of the 18 Régions and of the 1,255 EPCI with the
same twenty questions and distinct answers, 300 actions. The product is then served as it always is; each round asks
the empty view, then every page once by each of several members, and what is kept is the median of the rounds.
"""

import argparse
import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import aims, publishing
from interregions.config.serving import PAGES_ON_POSTGRESQL

ROOT = Path(__file__).resolve().parent.parent
MEMBERS, EMPTY, QUICK, FULL = 6, 30, 3, 9


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
    from interregions.network.choices import OrganisationKind, Role  # noqa: PLC0415
    from interregions.network.models import Mandate, Organisation  # noqa: PLC0415
    from interregions.network.services import add_territorial_organisations  # noqa: PLC0415

    add_territorial_organisations([OrganisationKind.EPCI])
    facilitator = Mandate.objects.filter(role=Role.FACILITATOR).earliest("pk")
    bretagne = Mandate.objects.get(organisation__short_name="Bretagne", role=Role.REFERENT)
    epci = Mandate.objects.filter(organisation__kind=OrganisationKind.EPCI, role=Role.REFERENT).earliest("pk")
    referents = referents_of(OrganisationKind.REGION)
    sizes = (("18", OrganisationKind.REGION, bretagne), ("1,255", OrganisationKind.EPCI, epci))
    pages = reading_pages(referents, facilitator)
    for size, kind, model in sizes:
        asked = list(Organisation.objects.filter(kind=kind).values_list("pk", flat=True))
        survey = survey_to(asked, model, facilitator)
        pages[f"answering, {size} asked"] = page(answering(survey, model), [model])
        pages[f"collection, {size} asked"] = page(f"/enquetes/{survey.pk}/collecte/", [facilitator])
        edition = published(survey_to(asked, model, facilitator), facilitator)
        pages[f"matrix, {size} asked"] = page(f"{edition}matrice/", [facilitator])
        pages[f"restitution, {size} asked"] = page(edition, [facilitator, *referents_of(kind)])
    for format in ("csv", "xlsx", "ods"):
        pages[f"table {format.upper()}, 1,255 asked"] = page(f"{edition}tableau.{format}", [facilitator])
    return {name: pages[name] for name in aims.PAGES}


def referents_of(kind: str):  # type: ignore[no-untyped-def]
    """Several people who read the same page, so that nothing kept for one of them serves the next."""
    from interregions.network.choices import Role  # noqa: PLC0415
    from interregions.network.models import Mandate  # noqa: PLC0415

    found = Mandate.objects.filter(organisation__kind=kind, role=Role.REFERENT).order_by("pk")
    return list(found.select_related("member", "organisation")[:MEMBERS])


def reading_pages(referents, facilitator):  # type: ignore[no-untyped-def]
    """The pages of every day."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.cycles.models import Cycle  # noqa: PLC0415
    from interregions.exchange.meetings.models import Meeting  # noqa: PLC0415
    from interregions.exchange.outcomes.models import Action, Minutes  # noqa: PLC0415

    minutes = Minutes.objects.latest("pk")
    today = timezone.localdate()
    Action.objects.bulk_create(
        Action(
            meeting=minutes.meeting,
            cycle=Cycle.objects.earliest("pk"),
            title=f"Action {number}",
            organisation=referents[number % MEMBERS].organisation,
            due_on=today + timedelta(days=number % 200),
            created_by=facilitator,
        )
        for number in range(300 - Action.objects.count())
    )
    return {
        "bare page": page("/banc/", referents),
        "meeting": page(Meeting.objects.latest("pk").get_absolute_url(), referents),
        "directory": page("/reseau/", referents),
        "organisation": page(f"/reseau/organismes/{referents[0].organisation_id}/", referents),
        "À faire, a referent": page("/a-faire/", referents),
        "À faire, the animation": page("/a-faire/", [facilitator]),
        "actions, 300": page("/actions/", referents),
        "cycle": page(Cycle.objects.earliest("pk").get_absolute_url(), referents),
        "minutes": page(minutes.get_absolute_url(), referents),
        "cockpit": page("/animation/", [facilitator]),
    }


def published(survey, by) -> str:  # type: ignore[no-untyped-def]
    """The address of the edition of this survey, closed."""
    from interregions.exchange.surveys.collection.services.collection import close_survey  # noqa: PLC0415
    from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution  # noqa: PLC0415

    survey = close_survey(survey=survey, by=by, partial="left_out")
    drafted = draft_restitution(survey=survey, by=by)
    return str(publish_restitution(restitution=drafted, by=by).get_absolute_url())


def survey_to(asked: list[int], model, by):  # type: ignore[no-untyped-def]
    """The twenty questions of the demonstration put to others; most have answered as ``model`` did."""
    from datetime import timedelta  # noqa: PLC0415
    from random import Random  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.surveys.collection.queries.audience import Audience  # noqa: PLC0415
    from interregions.exchange.surveys.collection.services.collection import open_survey  # noqa: PLC0415
    from interregions.exchange.surveys.models import Answer, Response  # noqa: PLC0415
    from interregions.exchange.surveys.questionnaires.queries.content import content_of  # noqa: PLC0415
    from interregions.exchange.surveys.questionnaires.services.questionnaires import (  # noqa: PLC0415
        approve_questionnaire,
        draft_questionnaire,
    )
    from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question  # noqa: PLC0415
    from interregions.journey.demonstration import chapters, words  # noqa: PLC0415

    written = draft_questionnaire(title=f"Banc, {len(asked)} organismes", cycle=None, by=by)
    for title, questions in words.QUESTIONNAIRE:
        block = add_block(questionnaire=written, title=title, by=by)
        for question in questions:
            add_question(block=block, by=by, **question)
    written.refresh_from_db()
    approve_questionnaire(questionnaire=written, revision=written.revision, by=by)
    written.refresh_from_db()
    today = timezone.localdate()
    survey = open_survey(
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
    draw_answers(sent, given, Random(2))
    # The model's own response is the one whose page is opened, still to be sent.
    Response.objects.filter(pk=answered.pk).update(status="STARTED", submitted_at=None)
    Answer.objects.filter(response=answered).update(counted_in=None)
    return survey


def draw_answers(sent, given, chance) -> None:  # type: ignore[no-untyped-def]
    """To each response answers of its own, in the shape of ``given``: choices, several choices, figures, texts."""
    from decimal import Decimal  # noqa: PLC0415

    from interregions.exchange.surveys.models import Answer, Option, Selection  # noqa: PLC0415

    columns = [field.attname for field in Answer._meta.fields if not field.primary_key]
    lists = {option.pk: option.choice_list_id for option in Option.objects.all()}
    options: dict[int, list[int]] = {}
    for option, choices in lists.items():
        options.setdefault(choices, []).append(option)
    several = {answer.pk: list(answer.selections.all()) for answer in given}
    rows, shapes = [], []
    for response in sent:
        for answer in given:
            row = Answer(**{name: getattr(answer, name) for name in columns} | {"response_id": response.pk})
            if row.option_id:
                row.option_id = chance.choice(options[lists[row.option_id]])
            if row.number is not None:
                row.number = Decimal(chance.randrange(100))
            row.text = f"{row.text} ({response.pk})" if row.text else ""
            rows.append(row)
            shapes.append(several[answer.pk])
    Answer.objects.bulk_create(rows, batch_size=1000)
    Selection.objects.bulk_create(
        (
            Selection(answer=row, option_id=option, variable_id=row.variable_id, counted_in_id=row.counted_in_id)
            for row, shape in zip(rows, shapes, strict=True)
            if shape
            for option in chance.sample(options[lists[shape[0].option_id]], chance.randrange(1, 3))
        ),
        batch_size=1000,
    )


def answering(survey, by) -> str:  # type: ignore[no-untyped-def]
    """The first block of a response."""
    from interregions.exchange.surveys.models import Block, Response  # noqa: PLC0415

    response = Response.objects.get(survey=survey, organisation=by.organisation)
    block = Block.objects.filter(questionnaire=survey.questionnaire).earliest("position")
    return f"/reponses/{response.pk}/rubrique/{block.name}/"


def page(url: str, mandates):  # type: ignore[no-untyped-def]
    """An address, the cookies of those who look at it in turn, and the queries of one reading."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from interregions.network.middleware import SESSION_KEY  # noqa: PLC0415

    cookies = []
    for mandate in mandates:
        client = Client(HTTP_HOST="localhost")
        client.force_login(mandate.member)
        session = client.session
        session[SESSION_KEY] = mandate.pk
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    with CaptureQueriesContext(connection) as queried:
        client.get(url)
    return {"url": url, "cookies": cookies, "queries": len(queried)}


# --- asking -------------------------------------------------------------------------------------------------------


class Asked:
    """One connection to the server, and the clock of its process: threads that ended are in it."""

    def __init__(self, port: int, process: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.clock = (~process << 3) | 2  # the kernel's name for the CPU clock of another process

    def cost(self, url: str, cookies: list[str]) -> float:
        """Milliseconds of CPU for one reading, on average over these members."""
        before = time.clock_gettime(self.clock)
        for cookie in cookies:
            self.line.request("GET", url, headers={"Host": "localhost", "Cookie": cookie})
            answered = self.line.getresponse()
            answered.read()
            if answered.status != 200:
                raise SystemExit(f"{url}: {answered.status}")
        return (time.clock_gettime(self.clock) - before) * 1000 / len(cookies)


def measure(asked: Asked, pages: dict[str, dict], rounds: int) -> dict[str, dict[str, float]]:  # type: ignore[type-arg]
    """For each page its first reading, then the median of alternated rounds, each scaled by its own empty view."""
    found: dict[str, list[float]] = {name: [] for name in pages}
    asked.cost("/banc/vide/", [""] * EMPTY)  # what the server loads at its first answer is not the unit
    for _ in range(rounds + 1):
        empty = asked.cost("/banc/vide/", [""] * EMPTY)
        for name, one in pages.items():
            # Of the very first round, one reading by one member: what is drawn once is drawn there.
            cookies = one["cookies"] if found[name] else one["cookies"][:1]
            found[name].append(asked.cost(one["url"], cookies) * aims.UNIT / empty)
    return {
        name: {"cold": took[0], "warm": statistics.median(took[1:]), "queries": float(pages[name]["queries"])}
        for name, took in found.items()
    }


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


@contextmanager
def environment_of(server: str) -> Iterator[dict[str, str]]:
    """What the product reads, in a folder and a database of our own that are removed at the end."""
    with tempfile.TemporaryDirectory(prefix="interregions-bench-") as home:
        database = publishing.create_database(server) if server else ""
        try:
            yield {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
                "PYTHONPATH": str(ROOT),
                "INTERREGIONS_SECRET_KEY": secrets.token_urlsafe(48),
                "INTERREGIONS_HTTPS": "false",
                "INTERREGIONS_HOME": home,
                "INTERREGIONS_SITE_URL": "http://localhost:8000",
                "INTERREGIONS_LOG_LEVEL": "ERROR",
                "DATABASE_URL": database,
                "PGOPTIONS": PAGES_ON_POSTGRESQL,
            }
        finally:
            if server:
                publishing.drop_database(server, database)


def run(full: bool = False, server: str = "") -> dict[str, dict[str, float]]:
    """Fill, serve, ask; what was made is removed."""
    with environment_of(server) as environment:
        return served(environment, FULL if full else QUICK)


def served(environment: dict[str, str], rounds: int) -> dict[str, dict[str, float]]:
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", "--fill"],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if filled.returncode:
        raise SystemExit("filling failed")
    port = free_port()
    web = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "benchmarks.asgi:application", "--port", str(port),
         "--no-access-log", "--lifespan", "off", "--log-level", "error"],
        env=environment, cwd=ROOT,
    )  # fmt: skip
    try:
        wait_for(port, web)
        return measure(Asked(port, web.pid), json.loads(filled.stdout.splitlines()[-1]), rounds)
    finally:
        web.terminate()
        web.wait(20)


def table(found: dict[str, dict[str, float]]) -> str:
    """Markdown: each page, its first reading and the next ones, beside its aim."""
    lines = ["| page | first reading | CPU (ms, scaled) | aim | queries |", "|---|---|---|---|---|"]
    for name, aim in aims.PAGES.items():
        one = found[name]
        lines.append(f"| {name} | {one['cold']:.1f} | {one['warm']:.1f} | {aim:g} | {one['queries']:.0f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="What the main pages cost.")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill:
        print(json.dumps(fill()))
        return 0
    found = run(asked.full)
    print(table(found))
    told = aims.missed(found)
    print("\n".join(f"MISSED {line}" for line in told))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
