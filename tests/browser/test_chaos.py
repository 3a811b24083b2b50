"""A mailing, an autosave burst, a publication and minutes sent, while what the product stands on stops and starts.

Two web processes and a worker, on a PostgreSQL and a Redis of the test's own. Whatever is struck, at whatever instant:
nothing is lost, nothing is done twice, and the product is back within thirty seconds without a hand.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from aiosmtpd.controller import Controller

from tests.browser.house import COMMAND, free_port
from tests.browser.served import Served, processes_of, wait_until
from tests.browser.services import Postgres, Redis

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
MAILING, BURST, BACK_SECONDS = 60, 25, 30
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CUT = (
    "select count(pg_terminate_backend(pid)) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)


class Sink:
    """A mail server that keeps who was written to, and takes its time as real ones do."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name is aiosmtpd's
        time.sleep(0.01)
        self.received.extend(envelope.rcpt_tos)
        return "250 OK"


@dataclass
class House:
    """The product, what it stands on, and what was prepared in it."""

    served: Served
    postgres: Postgres
    redis: Redis
    sink: Sink
    told: dict[str, Any]
    used: int = 0

    def next_things(self) -> dict[str, int]:
        self.used += 1
        return dict(self.told["strikes"][self.used - 1])

    def asked(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.postgres.address) as database:
            return database.execute(sql, values).fetchall()

    def processes(self, name: str) -> list[int]:
        """The web processes (parent and children), or the worker."""
        found = []
        for pid in processes_of(self.served.home):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if name.encode() in words:
                found.append(pid)
        return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with ExitStack() as stack:
        postgres, redis, sink = Postgres(), Redis(), Sink()
        stack.callback(postgres.end)
        stack.callback(redis.stop)
        controller = Controller(sink, hostname="127.0.0.1", port=free_port())
        controller.start()
        stack.callback(controller.stop)
        served = Served(
            tmp_path_factory.mktemp("chaos"),
            DATABASE_URL=postgres.address,
            REDIS_URL=redis.address,
            SMTP_URL=f"smtp://127.0.0.1:{controller.port}",
            INTERREGIONS_WEB_PROCESSES="2",
        )
        stack.callback(served.stop)
        script = f"from tests.browser.counting.chaos import prepare; prepare({len(STRIKES)})"
        made = subprocess.run(
            [*COMMAND, "shell", "--verbosity", "0", "-c", script],
            env=served.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert made.returncode == 0, made.stderr[-3000:]
        yield House(served, postgres, redis, sink, json.loads(made.stdout.partition("TOLD")[2]))


class Browser:
    """Somebody signed in, whose page tries again as ours do until the site answers."""

    def __init__(self, house: House, person: str) -> None:
        self.until = time.monotonic() + 90
        self.client = httpx.Client(
            base_url=house.served.url,
            cookies={"interregions_session": house.told["cookies"][person]},
            timeout=15,
            follow_redirects=True,
        )

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Until the site answers something that is no breakdown; a 503 says itself to come back."""
        last = ""
        while time.monotonic() < self.until:
            try:
                answer = self.client.request(method, path, **more)
                if answer.status_code < 500:
                    return answer
                last = f"{answer.status_code} {answer.text[:200]}"
            except httpx.HTTPError as error:
                last = repr(error)
            time.sleep(0.2)
        raise AssertionError(f"{method} {path} never answered: {last}")

    def token(self, path: str) -> str:
        page = self.ask("GET", path)
        found = TOKEN.search(page.text)
        assert found, f"{path}: {page.status_code} {page.text[:300]}"
        return found[1]


def autosave(house: House, things: dict[str, int], tell: list[str]) -> None:
    """A person types without stopping; the page sends each version until one of them is taken."""
    browser = Browser(house, "lead")
    page = f"/reponses/{things['response']}/"
    token = browser.token(page)
    variable = things["variable"]
    for number in range(BURST):
        answer = browser.ask(
            "POST",
            f"{page}reponse/{variable}/",
            data={f"r{variable}": "", f"v{variable}": f"Version {number}.", "csrfmiddlewaretoken": token},
            headers={"HX-Request": "true", "X-CSRFToken": token},
        )
        assert answer.status_code == 200, f"{answer.status_code} {answer.text[:300]}"
    tell.append("autosave")


def publish(house: House, things: dict[str, int], tell: list[str]) -> None:
    """The animation publishes, and again as long as the page does not say that it is done."""
    browser = Browser(house, "animation")
    page = f"/restitutions/{things['restitution']}/preparer/"
    for _ in range(20):
        shown = browser.ask("GET", page)
        if "/preparer/" not in str(shown.url) or not TOKEN.search(shown.text):
            break
        revision = re.search(r'name="revision"[^>]*value="(\d+)"', shown.text)
        data = {"csrfmiddlewaretoken": TOKEN.search(shown.text)[1], "publish": "1", "summary": "", "breakdown": ""}  # type: ignore[index]
        browser.ask("POST", page, data={**data, "revision": revision[1] if revision else "0"})
        if house_says(house, things) == "published":
            break
    tell.append("publish")


def house_says(house: House, things: dict[str, int]) -> str:
    while True:
        try:
            return str(
                house.asked("select status from surveys_restitution where id = %s", things["restitution"])[0][0]
            ).lower()
        except psycopg.OperationalError:
            time.sleep(0.2)


def send_minutes(house: House, things: dict[str, int], tell: list[str]) -> None:
    """The animation sends the minutes, and looks again as long as they do not stand as sent."""
    browser = Browser(house, "animation")
    page = f"/comptes-rendus/{things['minutes']}/envoyer/"
    for _ in range(20):
        shown = browser.ask("GET", page)
        token = TOKEN.search(shown.text)
        if shown.status_code != 200 or token is None:
            break
        answer = browser.ask("POST", page, data={"csrfmiddlewaretoken": token[1]})
        if answer.status_code in {200, 409}:  # the page of the work, or « déjà envoyé »
            break
    tell.append("minutes")


def write_to_all(house: House, things: dict[str, int], tell: list[str]) -> None:
    """Sixty messages in one gesture."""
    Browser(house, "animation").ask("GET", f"/essai/envoi/envoi-{things['minutes']}/{MAILING}/")
    tell.append("mailing")


ACTIVITIES = (autosave, publish, send_minutes, write_to_all)


def stop_and_start(service: Any) -> None:
    service.stop()
    time.sleep(1.5)
    service.start()


def kill_all(name: str) -> Callable[[House], None]:
    def strike(house: House) -> None:
        for pid in house.processes(name):
            os.kill(pid, signal.SIGKILL)

    return strike


def kill_one_web(house: House) -> None:
    """One of the two processes that answer, while the other goes on."""
    children = house.processes("web")
    os.kill(max(children), signal.SIGKILL)


def cut_every_connection(house: House) -> None:
    cut = 0
    for _ in range(10):
        cut += house.asked(CUT)[0][0]
        time.sleep(0.1)
    assert cut >= 1


STRIKES: dict[str, Callable[[House], None]] = {
    "PostgreSQL stops and starts": lambda house: stop_and_start(house.postgres),
    "Redis stops and starts": lambda house: stop_and_start(house.redis),
    "every connection is cut": cut_every_connection,
    "one web process is killed": kill_one_web,
    "every web process is killed": kill_all("web"),
    "the worker is killed": kill_all("worker"),
}


@pytest.mark.parametrize("name", STRIKES)
def test_nothing_is_lost_nothing_is_doubled_and_it_is_back_without_a_hand(house: House, name: str) -> None:
    things, tell, failures = house.next_things(), list[str](), list[BaseException]()

    def run(activity: Callable[[House, dict[str, int], list[str]], None]) -> None:
        try:
            activity(house, things, tell)
        except BaseException as failure:  # noqa: BLE001  told to the test
            failures.append(failure)

    acting = [threading.Thread(target=run, args=[activity]) for activity in ACTIVITIES]
    for thread in acting:
        thread.start()
    time.sleep(0.5 + random.Random(name).random())
    STRIKES[name](house)
    began = time.monotonic()
    wait_until(house.served.answers, BACK_SECONDS, lambda: house.served.log.read_text()[-3000:])
    wait_until(lambda: at_rest(house, things), BACK_SECONDS, lambda: told_of(house, things))
    took = time.monotonic() - began
    for thread in acting:
        thread.join(90)
    assert failures == []
    assert sorted(tell) == ["autosave", "mailing", "minutes", "publish"]
    wait_until(lambda: at_rest(house, things), BACK_SECONDS, lambda: told_of(house, things))
    check_all_is_there_once(house, things)
    print(f"{name}: at rest {took:.1f} s after the strike")


def at_rest(house: House, things: dict[str, int]) -> bool:
    """No message and no work waits any more, and the minutes have left."""
    waiting = house.asked("select count(*) from mail_message where status in ('queued', 'sending')")[0][0]
    working = house.asked("select count(*) from jobs_job where status in ('waiting', 'running')")[0][0]
    return waiting == 0 and working == 0


def told_of(house: House, things: dict[str, int]) -> str:
    return str(
        [
            house.asked("select status, count(*) from mail_message group by status"),
            house.asked("select kind, status, error, attempts from jobs_job where status <> 'done'"),
            house.served.log.read_text()[-3000:],
        ]
    )


def check_all_is_there_once(house: House, things: dict[str, int]) -> None:
    asked = house.asked
    kept = asked(
        "select text from surveys_answer where response_id = %s and variable_id = %s",
        things["response"],
        things["variable"],
    )
    assert kept == [(f"Version {BURST - 1}.",)]
    assert house_says(house, things) == "published"
    assert asked(
        "select count(*) from journal_entry where verb = 'surveys.restitution_published' and about_id = %s",
        str(things["restitution"]),
    ) == [(1,)]
    assert asked("select count(*) from outcomes_delivery where minutes_id = %s", things["minutes"])[0][0] > 0
    assert asked("select status from outcomes_minutes where id = %s", things["minutes"])[0][0].lower() == "sent"
    assert asked("select label, error from jobs_job where status = 'failed'") == []
    mailing = f"envoi-{things['minutes']}-"
    written = {to for (to,) in asked("select to_address from mail_message where key like %s", f"{mailing}%")}
    assert written == {f"{mailing}{number}@example.org" for number in range(MAILING)}
    received = Counter(house.sink.received)
    doubtful = {to for (to,) in asked("select to_address from mail_message where status = 'doubtful'")}
    assert written <= set(received) | doubtful
    assert [to for to, times in received.items() if times > 1 and to in written] == []
    keys = asked("select key from mail_message")
    assert len(keys) == len(set(keys))
    rows = dict(asked("select to_address, count(*) from mail_message where status = 'sent' group by to_address"))
    too_many = {to: times for to, times in received.items() if times > rows.get(to, 0) + (to in doubtful)}
    assert too_many == {}, "somebody received a message twice"
