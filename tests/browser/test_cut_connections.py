"""What a restart of the database, a stop and a hanging query cost to a person: one retried request, one sentence."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import psycopg
import pytest
from aiosmtpd.controller import Controller

from tests.browser.databases import own_database
from tests.browser.house import free_port
from tests.browser.served import Served, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
EVERY_CONNECTION = (
    "select count(pg_terminate_backend(pid)) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)


class Sink:
    """A mail server that keeps who was written to."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name is aiosmtpd's
        self.received.extend(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    handler.address = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, sink: Sink) -> Iterator[Served]:
    with ExitStack() as stack:
        database = stack.enter_context(own_database())
        served = Served(tmp_path_factory.mktemp("cut"), DATABASE_URL=database, SMTP_URL=sink.address)
        stack.callback(served.stop)
        yield served


def test_every_connection_cut_costs_one_retried_request_and_the_mail_leaves(on_postgresql: Served, sink: Sink) -> None:
    served = on_postgresql
    assert httpx.get(f"{served.url}/entrer/", timeout=20).status_code == 200
    with psycopg.connect(served.environment["DATABASE_URL"]) as database:
        (cut,) = database.execute(EVERY_CONNECTION).fetchone()
    assert cut >= 1
    first = httpx.get(f"{served.url}/entrer/", timeout=20).status_code
    assert first == 200 or httpx.get(f"{served.url}/entrer/", timeout=20).status_code == 200
    assert httpx.get(f"{served.url}/essai/courrier/", timeout=20).status_code == 200
    wait_until(lambda: sink.received == ["essai@example.org"], 30, lambda: served.log.read_text()[-2000:])


def test_whether_it_is_ready_is_said_within_two_seconds_even_while_the_query_hangs(tmp_path) -> None:
    """A database that has answered and then says nothing more: the question has begun, and never ends."""
    with own_database() as database, closing(Deaf(database)) as deaf:
        served = Served(tmp_path, DATABASE_URL=deaf.address)
        try:
            assert served.answers()
            deaf.hears.clear()
            for _ in range(3):
                began = time.monotonic()
                answered = httpx.get(f"{served.url}/sante/pret/", timeout=20)
                took = time.monotonic() - began
                assert answered.status_code == 503
                assert took < 2.5, f"{took:.1f} s"
            assert httpx.get(f"{served.url}/sante/vivant/", timeout=20).status_code == 200
            deaf.hears.set()
            wait_until(served.answers, 30, lambda: served.log.read_text()[-2000:])
        finally:
            deaf.hears.set()
            served.stop()


class Deaf:
    """Between the product and its database: a line that passes everything on, until it is told to keep all of it."""

    def __init__(self, database: str) -> None:
        self.hears = threading.Event()
        self.hears.set()
        parts = psycopg.conninfo.conninfo_to_dict(database)
        self._to = (str(parts["host"]), int(parts.get("port") or 5432))
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        self.address = database.replace(f"{self._to[0]}:{self._to[1]}", f"127.0.0.1:{port}")
        assert self.address != database
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(self._to)
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while content := source.recv(65536):
                self.hears.wait()
                target.sendall(content)
        except OSError:
            pass
        finally:
            source.close()
            target.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def one_process(tmp_path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.stop()


def test_what_a_stop_cuts_is_said_and_what_ends_in_time_is_answered(one_process: Served) -> None:
    """The pages under way have five seconds; then those that began and those that waited are told so."""
    answers: dict[str, httpx.Response] = {}

    def ask(name: str, seconds: int) -> None:
        answers[name] = httpx.get(f"{one_process.url}/essai/lent/{seconds}/", timeout=40)

    asked = {
        "ends": 3,
        **{f"cut {number}": 12 for number in range(7)},
        **{f"waits {number}": 12 for number in range(2)},
    }
    asking = [threading.Thread(target=ask, args=each) for each in asked.items()]
    for thread in asking:
        thread.start()
        time.sleep(0.1)
    time.sleep(0.5)
    one_process.supervisor.terminate()
    for thread in asking:
        thread.join(30)
    assert (answers["ends"].status_code, answers["ends"].text) == (200, "fait")
    told = {name: answer for name, answer in answers.items() if name != "ends"}
    assert len(told) == 9
    assert {answer.status_code for answer in told.values()} == {503}
    assert {answer.headers["Retry-After"] for answer in told.values()} == {"5"}
    sentences = [answer.text for answer in told.values()]
    assert sum("n’est peut-être pas enregistré" in text for text in sentences) == 8
    assert sum("rien n’a été enregistré" in text for text in sentences) == 1
    assert one_process.supervisor.wait(30) == 0


def test_who_announces_a_body_and_sends_none_holds_no_page(one_process: Served) -> None:
    """Forty lines that never say what they promised, at the door and where files are brought."""
    lines = []
    for number in range(40):
        path = ("/entrer/", "/sante/vivant/", "/questionnaires/importer/")[number % 3]
        kind = "multipart/form-data; boundary=x" if number % 2 else "application/x-www-form-urlencoded"
        line = socket.create_connection(("127.0.0.1", one_process.port), timeout=20)
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n".encode())
        line.sendall(b"Content-Length: 1000\r\n\r\na=1")
        lines.append(line)
    try:
        for path in ("/entrer/", "/sante/vivant/", "/sante/pret/", "/donnees-personnelles/"):
            assert httpx.get(f"{one_process.url}{path}", timeout=5).status_code == 200
    finally:
        for line in lines:
            line.close()
    assert one_process.answers()


def test_four_hundred_megabytes_of_a_stranger_are_refused_before_they_are_read(one_process: Served) -> None:
    with socket.create_connection(("127.0.0.1", one_process.port), timeout=20) as line:
        head = "POST /questionnaires/importer/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000000\r\n"
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode() + b"x" * 65536)
        assert line.recv(65536).startswith(b"HTTP/1.1 413")
        sent = 0
        try:
            while sent < 400_000_000:
                line.sendall(b"x" * 1_000_000)
                sent += 1_000_000
        except OSError:
            pass
    assert sent < 50_000_000, "the rest was taken"
    assert one_process.answers()
