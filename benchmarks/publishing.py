"""Publish a restitution of N responses × 30 questions, against the two grouped counts on the same rows, bare driver.

    python benchmarks/publishing.py --database sqlite|postgresql [--responses 100000] [--server postgresql://…]

A database is made and filled in bulk (not timed); then, in rounds of one process, the bare grouped counts, the raw
scan and the publication (frequencies counted, disclosed, frozen with their items, drawn and committed; the statistics
of numbers apart). What is kept: medians of CPU, that of the PostgreSQL processes included, and of each round’s ratio.
With PostgreSQL, ``--server`` (or BENCH_DATABASE_URL) names a server of this machine where a database may be created.
"""

import argparse
import json
import os
import resource
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = 30
SEVERAL = 6  # of the thirty: several choices, three selections each
ROUNDS = 5
AIMED_RATIO, AIMED_MEMORY = 1.5, 200
BARE = (
    "SELECT variable_id, option_id, COUNT(*) FROM surveys_answer WHERE counted_in_id = {survey}"
    " GROUP BY variable_id, option_id",
    "SELECT variable_id, option_id, COUNT(*) FROM surveys_selection WHERE counted_in_id = {survey}"
    " GROUP BY variable_id, option_id",
)
SCAN = "SELECT COUNT(*), MAX(revision) FROM surveys_answer"


def prepare_django() -> None:
    """The product's own settings, on the database named by the environment."""
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415

    django.setup()


# --- filling, not timed -------------------------------------------------------------------------------------------


def fill(responses: int) -> int:
    """A closed survey of thirty questions where everyone answered; the id of its draft restitution."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    survey_id, restitution_id = make_survey(responses)
    make_answers(survey_id)
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return restitution_id


def make_survey(responses: int) -> tuple[int, int]:
    from datetime import date  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.surveys import models  # noqa: PLC0415
    from interregions.exchange.surveys.restitution.services.restitution import draft_restitution  # noqa: PLC0415
    from interregions.network.models import Mandate, Organisation  # noqa: PLC0415
    from interregions.network.services import add_member, grant_mandate, start_installation  # noqa: PLC0415

    host = start_installation(host_name="Association", demonstration=True).host
    person = add_member(given_name="Banc", family_name="d’essai", email="banc@example.org", fictional=True)
    by: Mandate = grant_mandate(member=person, organisation=host, role="FACILITATOR", starts_on=date(2020, 1, 1))
    questionnaire = models.Questionnaire.objects.create(
        title="Banc d’essai", status="APPROVED", frozen_at=timezone.now(), created_by=by
    )
    block = models.Block.objects.create(questionnaire=questionnaire, name="tout", title="Tout", position=0)
    for number in range(QUESTIONS + 1):
        choices = models.ChoiceList.objects.create(questionnaire=questionnaire, name=f"liste-{number}")
        models.Option.objects.bulk_create(
            models.Option(choice_list=choices, code=str(code), label=f"Réponse {code}", position=code)
            for code in range(5)
        )
        kind = "NUMBER" if number == QUESTIONS else ("SEVERAL_CHOICES" if number < SEVERAL else "ONE_CHOICE")
        question = models.Question.objects.create(
            block=block, name=f"q{number}", kind=kind, label=f"Question {number}", choice_list=choices, position=number
        )
        models.Variable.objects.create(question=question, code=f"q{number}")
    today = timezone.localdate()
    survey = models.Survey.objects.create(
        questionnaire=questionnaire,
        title="Banc d’essai",
        status="CLOSED",
        opens_on=today,
        closes_on=today,
        opened_by=by,
    )
    now = timezone.now()
    for start in range(0, responses, 5000):
        size = min(5000, responses - start)
        organisations = Organisation.objects.bulk_create(
            Organisation(name=f"Organisme {start + n}", short_name=f"O{start + n}", kind="EPCI", college="EPCI")
            for n in range(size)
        )
        models.Response.objects.bulk_create(
            models.Response(survey=survey, organisation=each, status="SUBMITTED", submitted_at=now, answered=QUESTIONS)
            for each in organisations
        )
    return survey.pk, draft_restitution(survey=survey, by=by).pk


def make_answers(survey_id: int) -> None:
    """Rows written by the database itself, response by response as they would come."""
    from django.db import connection, transaction  # noqa: PLC0415

    from interregions.exchange.surveys.models import Option, Response, Variable  # noqa: PLC0415

    first, last = (Response.objects.order_by(place).values_list("pk", flat=True)[0] for place in ("pk", "-pk"))
    shapes = []
    for variable in Variable.objects.filter(question__name__startswith="q").select_related("question").order_by("pk"):
        options = list(Option.objects.filter(choice_list=variable.question.choice_list_id).values_list("pk", flat=True))
        shapes.append((variable.pk, variable.question.kind, options[0]))
    rows = " UNION ALL ".join(
        f"SELECT {variable} AS variable, '{kind}' AS kind, {option} AS first_option"
        for variable, kind, option in shapes
    )
    hashed = "((r.id * 7 + s.variable * 13) % 97)"
    answers = f"""
        INSERT INTO surveys_answer (response_id, variable_id, state, option_id, number, text, named_to, source, at,
                                    revision, counted_in_id)
        SELECT r.id, s.variable, 'GIVEN',
               CASE WHEN s.kind = 'ONE_CHOICE' THEN s.first_option + {hashed} % 5 END,
               CASE WHEN s.kind = 'NUMBER' THEN {hashed} * 10 END, '', '', 'TYPED', CURRENT_TIMESTAMP, 1, {survey_id}
        FROM surveys_response r CROSS JOIN ({rows}) s
        WHERE r.id BETWEEN %s AND %s ORDER BY r.id, s.variable"""
    selections = f"""
        INSERT INTO surveys_selection (answer_id, option_id, variable_id, counted_in_id)
        SELECT a.id, s.first_option + (a.response_id + k.step) % 5, a.variable_id, {survey_id}
        FROM surveys_answer a JOIN ({rows}) s ON s.variable = a.variable_id
        CROSS JOIN (SELECT 0 AS step UNION ALL SELECT 1 UNION ALL SELECT 2) k
        WHERE s.kind = 'SEVERAL_CHOICES' AND a.response_id BETWEEN %s AND %s ORDER BY a.id, k.step"""
    for start in range(first, last + 1, 10_000):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(answers.replace("%", "%%").replace("%%s", "%s"), [start, start + 9_999])
            cursor.execute(selections.replace("%", "%%").replace("%%s", "%s"), [start, start + 9_999])


# --- what is timed, each in its own process ---------------------------------------------------------------------------


class Clock:
    """CPU of this process and, on a PostgreSQL of this machine, of the two processes that answer it."""

    def __init__(self) -> None:
        self.clocks = [time.CLOCK_PROCESS_CPUTIME_ID]

    def watch(self, process: int) -> None:
        self.clocks.append((~process << 3) | 2)  # the kernel's name for the CPU clock of another process

    def now(self) -> float:
        return sum(time.clock_gettime(clock) for clock in self.clocks)


def bare_connection() -> Any:
    """The driver alone, opened as the product opens it."""
    if os.environ.get("DATABASE_URL"):
        import psycopg  # noqa: PLC0415

        return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(Path(os.environ["INTERREGIONS_HOME"]) / "interregions.sqlite3")
    for pragma in ("cache_size=-8192", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def read(bare: Any, statements: tuple[str, ...]) -> None:
    cursor = bare.cursor()
    for statement in statements:
        cursor.execute(statement)
        cursor.fetchall()


def both_clocks(bare: Any) -> Clock:
    """The clock of everything that works in a round."""
    from django.db import connection  # noqa: PLC0415

    clock = Clock()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            clock.watch(cursor.fetchone()[0])
        clock.watch(bare.info.backend_pid)
    return clock


def paired(restitution_id: int) -> dict[str, float]:
    """Round after round, the bare counts then a publication that is committed, on the same rows: medians of CPU."""
    prepare_django()
    from interregions.exchange.surveys.models import Restitution, RestitutionItem  # noqa: PLC0415
    from interregions.exchange.surveys.restitution.queries import figures  # noqa: PLC0415
    from interregions.exchange.surveys.restitution.services.restitution import publish_restitution  # noqa: PLC0415
    from interregions.network.models import Mandate  # noqa: PLC0415

    bare, by = bare_connection(), Mandate.objects.select_related("member", "organisation").get()
    survey = Restitution.objects.get(pk=restitution_id).survey_id
    counts = tuple(each.format(survey=survey) for each in BARE)
    clock, known, spent = both_clocks(bare), figures.numbers_of, list[float]()

    def timed_numbers(*arguments: Any) -> Any:
        start = clock.now()
        found = known(*arguments)
        spent.append(clock.now() - start)
        return found

    figures.numbers_of = timed_numbers
    rounds: dict[str, list[float]] = {"bare": [], "publish": [], "scan": []}
    kept = 0
    for number in range(ROUNDS + 1):
        took = {}
        for name, statements in (("bare", counts), ("scan", (SCAN,))):
            start = clock.now()
            read(bare, statements)
            took[name] = clock.now() - start
        spent.clear()
        start = clock.now()
        publish_restitution(restitution=Restitution.objects.get(pk=restitution_id), by=by)
        took["publish"] = clock.now() - start - sum(spent)
        kept = RestitutionItem.objects.filter(restitution=restitution_id).exclude(figure={}).count()
        if number:  # the first loads what is used later
            for name, seconds in took.items():
                rounds[name].append(seconds)
            rounds.setdefault("numbers", []).append(sum(spent))
        as_a_draft(restitution_id)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratios = [one / other for one, other in zip(rounds["publish"], rounds["bare"], strict=True)]
    found = {name: statistics.median(seconds) for name, seconds in rounds.items()}
    return {**found, "ratio": statistics.median(ratios), "figures": kept, "memory": peak}


def as_a_draft(restitution_id: int) -> None:
    """What was published is taken back, not timed: the next round publishes the whole again."""
    from interregions.exchange.surveys.models import Restitution, RestitutionItem, Verbatim  # noqa: PLC0415

    Verbatim.objects.filter(restitution=restitution_id).delete()
    RestitutionItem.objects.filter(restitution=restitution_id).update(figure={}, finding="", drawing="", drawn_with="")
    Restitution.objects.filter(pk=restitution_id).update(status="DRAFT", published_at=None, published_by=None)


def in_own_process(step: str, *arguments: object) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--step", step, *map(str, arguments)]
    finished = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise SystemExit(finished.stderr)
    return json.loads(finished.stdout.splitlines()[-1])


def run_step(step: str, number: int) -> dict[str, float]:
    if step == "fill":
        prepare_django()
        return {"restitution": fill(number)}
    return paired(number)


def create_database(server: str) -> str:
    """A database of our own on that server, dropped at the end."""
    import psycopg  # noqa: PLC0415

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"/{name}"))


def drop_database(server: str, url: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')


def measure(database: str, responses: int, server: str) -> dict[str, float]:
    """Everything on one database; what was made is removed."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "interregions.config.settings",
        "INTERREGIONS_SECRET_KEY": secrets.token_urlsafe(48),
        "INTERREGIONS_HTTPS": "false",
        "INTERREGIONS_SITE_URL": "http://localhost:8000",
        "INTERREGIONS_LOG_LEVEL": "ERROR",
        # A parallel query would be answered by processes that no clock of ours watches.
        "PGOPTIONS": "-c max_parallel_workers_per_gather=0",
    }
    with tempfile.TemporaryDirectory(prefix="interregions-bench-") as home:
        os.environ["INTERREGIONS_HOME"] = home
        os.environ["DATABASE_URL"] = create_database(server) if database == "postgresql" else ""
        try:
            start = perf_counter()
            restitution = int(in_own_process("fill", responses)["restitution"])
            filled = perf_counter() - start
            found = in_own_process("publish", restitution)
        finally:
            if database == "postgresql":
                drop_database(server, os.environ["DATABASE_URL"])
    return {**found, "filled": filled, "responses": responses}


def show(database: str, found: dict[str, float]) -> None:
    size = f"{int(found['responses']):,} responses × {QUESTIONS} questions"
    print(f"\n{database}: {size} (filled in {found['filled']:.0f} s, not counted)")
    print(f"  two grouped counts, bare driver      {found['bare'] * 1000:8.0f} ms")
    words = f"{int(found['figures'])} figures frozen"
    print(f"  publication, {words:<22}  {found['publish'] * 1000:8.0f} ms   ratio {found['ratio']:.2f}")
    print(f"  (aim ≤ {AIMED_RATIO:g})")
    print(f"  memory of the publishing process     {found['memory']:8.0f} MB   (aim < {AIMED_MEMORY})")
    print(f"  statistics of one question of numbers{found['numbers'] * 1000:8.0f} ms")
    print(f"  raw scan of the answers              {found['scan'] * 1000:8.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description="Publishing a restitution against bare grouped counts.")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--server", default=os.environ.get("BENCH_DATABASE_URL", ""))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", nargs=2)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(asked.step[0], int(asked.step[1]))))
        return 0
    if asked.database == "postgresql" and not asked.server:
        parser.error("PostgreSQL: name a server with --server or BENCH_DATABASE_URL")
    found = measure(asked.database, asked.responses, asked.server)
    if asked.json:
        print(json.dumps(found))
    else:
        show(asked.database, found)
    return 0 if found["ratio"] <= AIMED_RATIO and found["memory"] < AIMED_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
