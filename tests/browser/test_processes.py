"""The processes of ``interregions serve``: two web processes on PostgreSQL and Redis, orphans, ports, a prompt end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.browser.databases import own_database, own_redis
from tests.browser.house import COMMAND
from tests.browser.served import Served, processes_of, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]


@pytest.fixture(scope="module")
def two_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with ExitStack() as stack:
        database, queue = stack.enter_context(own_database()), stack.enter_context(own_redis())
        served = Served(
            tmp_path_factory.mktemp("two"), DATABASE_URL=database, REDIS_URL=queue, INTERREGIONS_WEB_PROCESSES="2"
        )
        stack.callback(served.stop)
        yield served


@pytest.fixture
def one_process(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.stop()


def test_the_process_that_watches_over_the_others_loads_none_of_the_product(two_processes: Served) -> None:
    """It once held the whole application a third time."""
    watching = two_processes.supervisor.pid
    mapped = Path(f"/proc/{watching}/maps").read_text()
    assert not re.search(r"psycopg|lxml|uvloop|sqlite3", mapped)
    others = processes_of(two_processes.home) - {watching}
    assert megabytes_of(watching) < max(megabytes_of(pid) for pid in others) / 3


def megabytes_of(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024  # type: ignore[index]


def test_a_work_goes_through_redis_to_the_worker(two_processes: Served) -> None:
    began = time.monotonic()
    job = httpx.get(f"{two_processes.url}/essai/travail/", timeout=20).json()["job"]

    def row() -> tuple[str, str, str]:
        with psycopg.connect(two_processes.environment["DATABASE_URL"]) as database:
            return database.execute("select status, result_url, worker from jobs_job where id = %s", [job]).fetchone()

    wait_until(lambda: row()[0] == "done", 20, row)
    assert time.monotonic() - began < 20, "the sweep of every minute is not what ran it"
    _, result, worker = row()
    assert result == f"/par/{worker.split('/')[1]}/"
    assert b"worker" in Path(f"/proc/{worker.split('/')[1]}/cmdline").read_bytes().split(b"\0")
    assert not (two_processes.home / "queue.sqlite3").exists()


def test_what_one_process_publishes_reaches_a_page_held_by_the_other(two_processes: Served) -> None:
    with httpx.stream("GET", f"{two_processes.url}/essai/flux/", timeout=20) as page:
        holder = int(page.headers["X-Process"])
        speakers: set[int] = set()
        for _ in range(200):
            speakers.add(httpx.get(f"{two_processes.url}/essai/dire/", timeout=20).json()["process"])
            if speakers - {holder}:
                break
        other = (speakers - {holder}).pop()
        published = time.monotonic()
        for line in page.iter_lines():
            if line == f'data: {{"process": {other}}}':
                break
            assert time.monotonic() - published < 10
    assert time.monotonic() - published < 5


def test_a_killed_web_parent_leaves_the_port_to_the_next(two_processes: Served) -> None:
    before = processes_of(two_processes.home)
    webs = [pid for pid in before if b"web" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]
    assert len(webs) == 1
    os.kill(webs[0], signal.SIGKILL)
    wait_until(lambda: webs[0] not in processes_of(two_processes.home), 5)
    wait_until(two_processes.answers, 30, lambda: two_processes.log.read_text()[-2000:])
    assert two_processes.supervisor.poll() is None
    wait_until(lambda: len(processes_of(two_processes.home) & before) == 2, 15)  # the supervisor and the worker


def test_a_killed_supervisor_leaves_nobody_behind(two_processes: Served) -> None:
    wait_until(two_processes.answers, 30)
    assert len(processes_of(two_processes.home)) >= 5
    os.kill(two_processes.supervisor.pid, signal.SIGKILL)
    two_processes.supervisor.wait()
    wait_until(lambda: not processes_of(two_processes.home), 10, lambda: processes_of(two_processes.home))


def test_told_to_stop_it_ends_within_ten_seconds_even_with_a_page_open(one_process: Served) -> None:
    with httpx.stream("GET", f"{one_process.url}/essai/flux/", timeout=20) as page:
        assert next(page.iter_lines()).startswith("retry")
        began = time.monotonic()
        one_process.supervisor.terminate()
        assert one_process.supervisor.wait(20) == 0
    assert time.monotonic() - began < 10
    assert processes_of(one_process.home) == set()


def test_what_the_product_writes_is_read_by_its_own_user_alone(tmp_path: Path) -> None:
    """Answers, addresses and files: an earlier version left them readable by every user of the machine."""
    served = Served(tmp_path)
    try:
        served.stop()
        (tmp_path / "interregions.sqlite3").chmod(0o644)
        (tmp_path / "files").chmod(0o755)
        served.supervisor = served.start("serve", "--port", str(served.port))
        wait_until(served.answers, 60, lambda: served.log.read_text()[-2000:])
        # The queue is made by the worker, which may start after the web process answers.
        wait_until(lambda: (tmp_path / "queue.sqlite3").exists(), 30, lambda: sorted(tmp_path.rglob("*")))
        written = [path for path in tmp_path.rglob("*") if path != served.log]
        assert {path.name for path in written} >= {"interregions.sqlite3", "queue.sqlite3", "files"}
        assert [f"{path} {oct(path.stat().st_mode)}" for path in written if path.stat().st_mode & 0o077] == []
    finally:
        served.stop()


def test_a_taken_port_is_refused_while_the_first_goes_on(one_process: Served) -> None:
    again = subprocess.run(
        [*COMMAND, "serve", "--port", str(one_process.port)],
        env=one_process.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 2
    assert len(again.stderr.strip().splitlines()) == 1
    assert "cannot be used" in again.stderr
    assert one_process.answers()
    os.kill(one_process.supervisor.pid, signal.SIGKILL)
    one_process.supervisor.wait()
    wait_until(lambda: not processes_of(one_process.home), 10, lambda: processes_of(one_process.home))
    with socket.socket() as freed:
        freed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        freed.bind(("127.0.0.1", one_process.port))
