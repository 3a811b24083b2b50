"""Two hundred live screens against real processes: how late an event is, beside a bare echo, and what they cost idle.

The product is served as it always is, with one stream address more; the echo is a plain ASGI application of the same
server that writes what it receives to the lines it holds. Both are asked in turn, several times, by the same client.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time

from benchmarks.pages import ROOT, environment_of, free_port, wait_for

SCREENS, OF_ONE = 200, 8
ROUNDS, EVENTS, IDLE_SECONDS = 3, 20, 10
AIMED_RATIO, AIMED_IDLE = 10.0, 5.0


class Screen:
    """A line held open, and the moment each event reached it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.status = 0
        self.came: list[tuple[int, float]] = []

    async def open(self, port: int, address: str) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        asked = f"GET {address}?qui={self.number // OF_ONE + 1} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.writer.write(asked.encode())
        self.status = int((await self.reader.readline()).split()[1])

    async def follow(self) -> None:
        while line := await self.reader.readline():
            if line.startswith(b"data: "):
                self.came.append((json.loads(line[6:])["number"], time.perf_counter()))


async def say(port: int, address: str, number: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {address}?numero={number} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    await reader.read()
    writer.close()


async def heard(port: int, path: str, clock: int) -> dict[str, float]:
    """Open every screen, say some events, wait; then measure what the open screens cost while nothing happens."""
    screens = [Screen(number) for number in range(SCREENS)]
    for screen in screens:
        await screen.open(port, f"{path}flux/")
    following = [asyncio.ensure_future(screen.follow()) for screen in screens]
    await asyncio.sleep(0.5)
    said = []
    for number in range(EVENTS):
        said.append(time.perf_counter())
        await say(port, f"{path}dire/", number)
        await asyncio.sleep(0.1)
    await asyncio.sleep(2)
    before, began = time.clock_gettime(clock), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    idle = (time.clock_gettime(clock) - before) / (time.perf_counter() - began)
    for task, screen in zip(following, screens, strict=True):
        task.cancel()
        screen.writer.close()
    late = sorted(at - said[number] for screen in screens for number, at in screen.came)
    return {
        "opened": sum(screen.status == 200 for screen in screens),
        "whole": sum([number for number, _ in screen.came] == list(range(EVENTS)) for screen in screens),
        "median": statistics.median(late) * 1000,
        "p95": late[int(len(late) * 0.95)] * 1000,
        "idle": idle * 100,
    }


async def rounds(port: int, process: int) -> dict[str, float]:
    """The product and the echo in turn; medians of the rounds, and the worst of what must be whole."""
    clock = (~process << 3) | 2
    product, echo = [], []
    for _ in range(ROUNDS):
        echo.append(await heard(port, "/banc/echo/", clock))
        product.append(await heard(port, "/banc/", clock))
        await asyncio.sleep(1)
    found = {name: statistics.median(each[name] for each in product) for name in ("median", "p95", "idle")}
    found |= {name: min(each[name] for each in product) for name in ("opened", "whole")}
    found["echo"] = statistics.median(each["p95"] for each in echo)
    return {**found, "ratio": found["p95"] / found["echo"]}


def run() -> dict[str, float]:
    """Serve an empty house, open the screens; what was made is removed."""
    with environment_of("") as environment:
        manage = [sys.executable, "-m", "interregions.config.command", "migrate", "--verbosity", "0"]
        subprocess.run(manage, env=environment, cwd=ROOT, check=True)
        port = free_port()
        web = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "benchmarks.asgi:application", "--port", str(port),
             "--no-access-log", "--lifespan", "off", "--log-level", "error"],
            env=environment, cwd=ROOT,
        )  # fmt: skip
        try:
            wait_for(port, web)
            return asyncio.run(rounds(port, web.pid))
        finally:
            web.terminate()
            web.wait(20)


def missed(found: dict[str, float]) -> list[str]:
    """One sentence for each aim that is not held."""
    told = []
    if found["opened"] < SCREENS or found["whole"] < SCREENS:
        told.append(f"200 live screens: {found['opened']:.0f} opened, {found['whole']:.0f} received each event once")
    if found["ratio"] > AIMED_RATIO:
        told.append(f"200 live screens: p95 {found['ratio']:.1f} × a bare echo, aim ≤ {AIMED_RATIO:g}")
    if found["idle"] > AIMED_IDLE:
        told.append(f"200 live screens: {found['idle']:.1f} % of a core idle, aim ≤ {AIMED_IDLE:g}")
    return told


def table(found: dict[str, float]) -> str:
    """Markdown."""
    return (
        "| opened | each event once | median (ms) | p95 (ms) | bare echo, p95 (ms) | ratio | idle (% of a core) |"
        "\n|---|---|---|---|---|---|---|\n"
        f"| {found['opened']:.0f} | {found['whole']:.0f} | {found['median']:.0f} | {found['p95']:.0f} "
        f"| {found['echo']:.0f} | {found['ratio']:.1f} | {found['idle']:.1f} |"
    )


def main() -> int:
    argparse.ArgumentParser(description="Two hundred live screens.").parse_args()
    found = run()
    print(table(found))
    told = missed(found)
    print("\n".join(f"MISSED {line}" for line in told))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
