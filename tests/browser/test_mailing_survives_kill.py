"""1,255 invitations and kill -9 at random instants: nobody is written to twice, nobody is forgotten."""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller

from tests.browser.databases import own_database
from tests.browser.served import furnish

NUMBER = 1255
# Twenty on SQLite, the product's own case; PostgreSQL takes POSTGRESQL_KILLS=20 when there is time.
KILLS = {"sqlite": 10, "postgresql": int(os.environ.get("POSTGRESQL_KILLS", "8"))}
BOUND_SECONDS = 400
COMMAND = [sys.executable, "-m", "interregions.config.command"]
FILL = """
from interregions.network.services import start_installation
from interregions.toolkit.mail.services import queue_address_message
from django.db import transaction
start_installation(host_name="Association hôte")
with transaction.atomic():
    for number in range({number}):
        queue_address_message(key=f"invitation-{{number}}", to_name=f"EPCI {{number}}",
            to_address=f"epci{{number}}@example.org", subject="Invitation", lines=["Vous êtes invités."],
            button=("Ouvrir", "/"), reason="Test.", about=None)
"""


class Sink:
    """A mail server that keeps who was written to, and takes a little time as real ones do."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name is aiosmtpd's
        self.received.extend(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def sink():
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    yield controller, handler
    controller.stop()


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def asked(database: str | Path, sql: str) -> list[tuple]:
    """The answer of the product's database: a PostgreSQL address, or an SQLite file."""
    if isinstance(database, str):
        with psycopg.connect(database) as opened:
            return opened.execute(sql).fetchall()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as opened:
        return opened.execute(sql).fetchall()


def statuses(database: str | Path) -> Counter[str]:
    return Counter(dict(asked(database, "select status, count(*) from mail_message group by status")))


def addresses(database: str | Path, status: str) -> set[str]:
    return {to for to, now in asked(database, "select to_address, status from mail_message") if now == status}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | Path]:
    if request.param == "sqlite":
        furnish(tmp_path)
        yield tmp_path / "interregions.sqlite3"
    else:
        with own_database() as address:
            yield address


def children_of(pid: int) -> dict[str, int]:
    """The web and worker processes of a supervisor, by what they do."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int(entry.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
                words = entry.joinpath("cmdline").read_bytes().split(b"\0")
            except (OSError, IndexError):
                continue
            if parent == pid:
                found |= {name: int(entry.name) for name in ("web", "worker") if name.encode() in words}
    return found


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.mark.browser
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_nobody_is_written_to_twice_and_nobody_is_forgotten(tmp_path, sink, database) -> None:
    controller, handler = sink
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}},
        "DJANGO_SETTINGS_MODULE": "interregions.config.settings",
        "INTERREGIONS_SECRET_KEY": "x" * 50,
        "INTERREGIONS_HTTPS": "false",
        "INTERREGIONS_HOME": str(tmp_path),
        "INTERREGIONS_LOG_LEVEL": "ERROR",
        "SMTP_URL": f"smtp://127.0.0.1:{controller.port}",
        **({"DATABASE_URL": database} if isinstance(database, str) else {}),
    }

    def run(*arguments: str) -> None:
        subprocess.run([*COMMAND, *arguments], env=environment, check=True, timeout=300)

    run("migrate", "--verbosity", "0")
    run("shell", "--verbosity", "0", "-c", FILL.format(number=NUMBER))
    assert statuses(database) == {"queued": NUMBER}

    def serve() -> subprocess.Popen[bytes]:
        return subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment, start_new_session=True)

    chance, kills = random.Random(1255), KILLS["postgresql" if isinstance(database, str) else "sqlite"]
    began = time.monotonic()
    supervisor, kills_of_workers = serve(), 0
    try:
        for number in range(kills):
            worker, before = wait_for_worker(supervisor.pid, database, handler)
            # The rest is shared among the kills left, so that each strikes while messages are leaving.
            step = max(1, (NUMBER - before) // (kills - number + 2))
            target = before + chance.randint(1, step)
            wait_until(lambda target=target: len(handler.received) >= target, 30)
            time.sleep(chance.random() * 0.01)
            if number % 7 == 6:
                kill(supervisor.pid)
                supervisor.wait()
                wait_until(lambda worker=worker: not Path(f"/proc/{worker}").exists(), 30)
                supervisor = serve()
            else:
                kill(worker)
                if number % 3 == 0:
                    kill(children_of(supervisor.pid).get("web", -1))
            kills_of_workers += 1
        wait_until(lambda: not {"queued", "sending"} & set(statuses(database)), 30)
    finally:
        supervisor.terminate()
        supervisor.wait(20)
        print(statuses(database), len(handler.received), "received")
    took = time.monotonic() - began

    received, doubtful = Counter(handler.received), addresses(database, "doubtful")
    assert set(received) | doubtful == {f"epci{number}@example.org" for number in range(NUMBER)}
    assert [address for address, times in received.items() if times > 1] == []
    assert len(doubtful) <= kills_of_workers
    assert set(statuses(database)) <= {"sent", "doubtful"}
    assert addresses(database, "sent") <= set(received)
    assert took < BOUND_SECONDS, f"{took:.0f} s"
    print(f"{len(received)} received, {len(doubtful)} doubtful, {kills_of_workers} kills, {took:.1f} s")


def wait_for_worker(supervisor: int, database: str | Path, handler: Sink) -> tuple[int, int]:
    """A worker that has sent at least one message since the last kill, and how many are received."""
    before = len(handler.received)
    wait_until(lambda: len(handler.received) > before or len(handler.received) >= NUMBER, 30)
    wait_until(lambda: "worker" in children_of(supervisor), 30)
    return children_of(supervisor)["worker"], len(handler.received)


def wait_until(condition, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"it did not happen in {seconds:.0f} s")
        time.sleep(0.005)
