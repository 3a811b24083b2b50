"""What the main pages cost: CPU of the server process, divided by that of an empty view asked in the same round.

A folder is made and filled (``filling.py``, not timed): the demonstration, surveys of the 18 Régions and of the 1,255
EPCI with the same twenty questions and distinct answers, 300 actions. The product is then served as it always is; each
round asks the empty view, then every page once by each of several members, and what is kept is the median of the
rounds. Then it grows (2,000 actions, 20 cycles), and the pages that could grow with it are asked again.
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import aims, filling, publishing
from interregions.config.serving import PAGES_ON_POSTGRESQL

ROOT = Path(__file__).resolve().parent.parent
EMPTY, QUICK, FULL = 30, 3, 9
CSRF = "b" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", "X-CSRFToken": CSRF}


# --- asking -------------------------------------------------------------------------------------------------------


class Asked:
    """One connection to the server, and the clock of its process: threads that ended are in it."""

    def __init__(self, port: int, process: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.clock = (~process << 3) | 2  # the kernel's name for the CPU clock of another process
        self.asked = 0

    def cost(self, url: str, cookies: list[str], bodies: Sequence[str] = ()) -> float:
        """Milliseconds of CPU for one reading, on average over these members; ``bodies`` are sent in turn."""
        before = time.clock_gettime(self.clock)
        for cookie in cookies:
            self.asked += 1
            if bodies:
                cookie += f"; csrftoken={CSRF}"
                headers, body = {"Host": "localhost", "Cookie": cookie, **FORM}, bodies[self.asked % len(bodies)]
                self.line.request("POST", url, body, headers)
            else:
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
        # Five times, for it is so short that what else the machine does weighs on it more than on any page.
        empty = statistics.median(asked.cost("/banc/vide/", [""] * EMPTY) for _ in range(5))
        for name, one in pages.items():
            # Of the very first round, one reading by one member: what is drawn once is drawn there.
            cookies = one["cookies"] if found[name] else one["cookies"][:1]
            cost = asked.cost(one["url"], cookies, one["bodies"]) / aims.TIMES.get(name, 1)
            found[name].append(cost * aims.UNIT / empty)
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
        return served(environment, full)


def filled(environment: dict[str, str], *how: str) -> dict[str, dict]:  # type: ignore[type-arg]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", *how],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit("filling failed")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def served(environment: dict[str, str], full: bool) -> dict[str, dict[str, float]]:
    rounds, pages = FULL if full else QUICK, filled(environment, "--fill")
    port = free_port()
    web = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "benchmarks.asgi:application", "--port", str(port),
         "--no-access-log", "--lifespan", "off", "--log-level", "error"],
        env=environment, cwd=ROOT,
    )  # fmt: skip
    try:
        wait_for(port, web)
        found = measure(Asked(port, web.pid), pages, rounds)
        more = filled(environment, "--grow", *(["--full"] if full else []))
        again = measure(Asked(port, web.pid), {name: pages[name] for name in aims.GROWING} | more, rounds)
        for name in aims.GROWING:
            found[name]["grown"] = again[name]["warm"]
        return found | {name: again[name] for name in more}
    finally:
        web.terminate()
        web.wait(20)


def table(found: dict[str, dict[str, float]]) -> str:
    """Markdown: each page, its first reading and the next ones, beside its aim."""
    lines = ["| page | first reading | CPU (ms, scaled) | aim | queries | once grown |", "|---|---|---|---|---|---|"]
    for name, one in found.items():
        grown = f"{one['grown']:.1f}" if "grown" in one else ""
        lines.append(
            f"| {name} | {one['cold']:.1f} | {one['warm']:.1f} | {aims.of(name):g} | {one['queries']:.0f} | {grown} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="What the main pages cost.")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--grow", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill or asked.grow:
        print(json.dumps(filling.grow(asked.full) if asked.grow else filling.fill()))
        return 0
    found = run(asked.full)
    print(table(found))
    told = aims.missed(found)
    print("\n".join(f"MISSED {line}" for line in told))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
