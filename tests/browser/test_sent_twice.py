"""Each form of each page, sent twice at the same instant to two web processes: one of everything is made.

Two servers on one PostgreSQL and one Redis. The pages are those of the table of addresses; each form is filled with the
first thing that it takes, and sent to both as a double click would. Then, by a link, once more from a page shown again.
"""

import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

import httpx
import psycopg
import pytest
from lxml import html

from tests.browser.databases import own_database, own_redis
from tests.browser.house import COMMAND, free_port
from tests.browser.served import Served, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
# What ends a session, takes somebody or something away, or is a choice of the reader alone: the world must last.
LEFT_ALONE = re.compile(
    r"/sortir/|/quitter/|/sessions/|/effacer/|/retirer/|/annuler/|/abandonner/|/fin/|/terminer/|/cle|/clore|/mandat|/agir|/supprimer"
)
# What is never the same twice in a row that was made twice.
UNLIKE = "id at seal key message_key client_key identifier token sort position number name revision"
MOMENTS = "created_at opened_at asked_at changed_at next_attempt_at claimed_at sent_at updated_at heartbeat invited_at"
LEAST_MADE = 35
FORMS = "//main//form[translate(@method, 'POST', 'post') = 'post']"
PREPARE = "from tests.browser.counting.forms import prepare; prepare()"


@dataclass
class Two:
    """Two servers, the database under them, and the pages."""

    urls: tuple[str, str]
    database: psycopg.Connection
    told: dict[str, Any]
    tables: list[str] = field(default_factory=list)

    def tops(self) -> dict[str, int]:
        union = " union all ".join(f"select '{table}', coalesce(max(id), 0) from {table}" for table in self.tables)  # noqa: S608
        return dict(self.database.execute(union).fetchall())  # type: ignore[arg-type]

    def doubled(self, before: dict[str, int]) -> list[str]:
        """Rows made since that say the same thing, journal included."""
        found = []
        for table, top in self.tops().items():
            if top > before[table] + 1 and table not in {"live_liveevent", "jobs_heartbeat"}:
                apart = "{" + ",".join([*UNLIKE.split(), *MOMENTS.split()]) + "}"
                same = self.database.execute(
                    f"select (to_jsonb(t) - %s::text[])::text, count(*) from {table} t "  # noqa: S608
                    "where id > %s group by 1 having count(*) > 1",
                    [apart, before[table]],
                ).fetchall()
                found += [f"{number} × {table} {words[:200]}" for words, number in same]
        return found

    def verbs(self, before: dict[str, int]) -> Counter[str]:
        rows = self.database.execute("select verb from journal_entry where id > %s", [before["journal_entry"]])
        return Counter(verb for (verb,) in rows.fetchall())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with ExitStack() as stack:
        address, queue = stack.enter_context(own_database()), stack.enter_context(own_redis())
        served = Served(tmp_path_factory.mktemp("twice"), DATABASE_URL=address, REDIS_URL=queue)
        stack.callback(served.stop)
        port = free_port()
        second = served.start("serve", "--port", str(port))
        stack.callback(lambda: (second.terminate(), second.wait(30)))
        made = subprocess.run(
            [
                *COMMAND,
                "shell",
                "--verbosity",
                "0",
                "-c",
                PREPARE,
            ],
            env=served.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert made.returncode == 0, made.stderr[-3000:]
        other = f"http://localhost:{port}"
        wait_until(lambda: httpx.get(f"{other}/sante/pret/", timeout=5).status_code == 200, 60)
        database = stack.enter_context(psycopg.connect(address, autocommit=True))
        found = Two((served.url, other), database, json.loads(made.stdout.partition("TOLD")[2]))
        rows = database.execute(
            "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'id' "
            "and data_type in ('bigint', 'integer') and table_name not like 'django%'"
        ).fetchall()
        found.tables = [table for (table,) in rows]
        yield found


def filled(form: Any, number: int) -> dict[str, Any] | None:
    """What a person would send, with the first thing each field takes; None when a file is needed."""
    sent: dict[str, Any] = {}
    each = count(1)
    day = (date.today() + timedelta(days=6)).isoformat()  # noqa: DTZ011  what one types
    typed = {
        "date": day,
        "datetime-local": f"{day}T10:00",
        "time": "10:00",
        "email": f"essai{number}@example.org",
        "url": "https://example.org/",
        "tel": "0102030405",
    }
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        name, kind = control.get("name"), (control.get("type") or "text").lower()
        if control.get("disabled") is not None:
            continue
        if control.tag == "textarea":
            sent.setdefault(name, (control.text or "").strip() or f"Essai {number}, {next(each)}.")
        elif control.tag == "select":
            chosen = control.xpath("./option[@selected]/@value | .//option[@value != '']/@value")
            sent.setdefault(name, next((value for value in chosen if value), ""))
        elif kind in {"radio", "checkbox"}:
            if control.get("checked") is not None or name not in sent:
                sent[name] = control.get("value") or "on"
        elif kind == "file":
            if control.get("required") is not None:
                return None
        elif kind in {"submit", "button", "image", "reset"}:
            continue
        elif kind == "number":
            sent[name] = control.get("value") or control.get("min") or "1"
        else:
            sent[name] = (
                control.get("value") or typed.get(kind) or ("" if kind == "hidden" else f"Essai {number}-{next(each)}")
            )
    button = form.xpath(".//button[@type='submit' and @name]")
    if button:
        sent[button[0].get("name")] = button[0].get("value") or ""
    return sent


def clients(two: Two, person: str) -> tuple[httpx.Client, httpx.Client]:
    session = two.told["cookies"].get(person)
    first, second = (httpx.Client(base_url=url, timeout=30) for url in two.urls)
    for client in (first, second):
        client.headers["Cookie"] = f"interregions_session={session}" if session else ""
    return first, second


def look(pair: tuple[httpx.Client, httpx.Client], url: str) -> list[Any]:
    """The forms of a page, whose token both browsers then hold: it is one browser, heard by two servers."""
    shown = pair[0].get(url)
    if shown.status_code != 200 or "<form" not in shown.text:
        return []
    token = shown.cookies.get("csrftoken")
    for client in pair:
        client.cookies.clear()
        others = [each for each in client.headers["Cookie"].split("; ") if each and not each.startswith("csrftoken")]
        kept = [each for each in client.headers["Cookie"].split("; ") if each.startswith("csrftoken")]
        client.headers["Cookie"] = "; ".join([*others, *([f"csrftoken={token}"] if token else kept)])
    return list(html.document_fromstring(shown.content.decode()).xpath(FORMS))


def at_once(pair: tuple[httpx.Client, httpx.Client], action: str, sent: dict[str, Any]) -> list[httpx.Response]:
    answers: list[httpx.Response] = []
    meeting = threading.Barrier(2)

    def send(client: httpx.Client) -> None:
        meeting.wait(5)
        answers.append(client.post(action, data=sent))

    threads = [threading.Thread(target=send, args=[client]) for client in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_each_form_sent_twice_to_two_processes_makes_one_of_everything(two: Two) -> None:
    wrong, made, number = list[str](), set[str](), 0
    for name, url, person in two.told["pages"]:
        pair = clients(two, person)
        for form in look(pair, url)[:6]:
            action = str(httpx.URL(url).join(form.get("action") or url))
            number += 1
            sent = filled(form, number)
            if sent is None or LEFT_ALONE.search(action):
                continue
            before = two.tops()
            answers = at_once(pair, action, sent)
            codes = sorted(answer.status_code for answer in answers)
            told = f"{name} ({person}) → {action}: {codes}"
            if len(codes) < 2 or max(codes) >= 500:
                wrong.append(f"{told} breaks")
            wrong += [f"{told}: {line}" for line in two.doubled(before)]
            led = {answer.headers.get("location") for answer in answers if answer.status_code == 302}
            if len(led) > 1:
                wrong.append(f"{told} leads to {sorted(map(str, led))}")
            made |= set(two.verbs(before))
            if person == "anonymous" and 302 in codes:
                wrong += [f"by link, again: {line}" for line in again(two, pair, url, number)]
    assert wrong == []
    print(f"{number} forms, {len(made)} kinds of gesture: {sorted(made)}")
    assert len(made) >= LEAST_MADE, sorted(made)


def again(two: Two, pair: tuple[httpx.Client, httpx.Client], url: str, number: int) -> list[str]:
    """The page of the link opened once more, and its form sent as before: nothing is written a second time."""
    forms = look(pair, url)
    if not forms:
        return []
    before, top = two.verbs({"journal_entry": 0}), two.tops()
    answer = pair[0].post(str(httpx.URL(url).join(forms[0].get("action") or url)), data=filled(forms[0], number) or {})
    verbs = two.verbs(top)
    told = [f"{url}: {verb} written again" for verb in verbs if before[verb] and verb != "reception.signed_in"]
    return [*told, *([f"{url}: {answer.status_code}"] if answer.status_code >= 500 else [])]
