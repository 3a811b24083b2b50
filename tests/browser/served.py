"""A product being served with one room more, and every process it started."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.browser.house import COMMAND, environment, free_port, prepared

ROOT = Path(__file__).resolve().parents[2]


class Served:
    """A product being served, and every process it started."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.port = free_port()
        self.home = home
        self.environment = {
            **environment(home, self.port),
            "DJANGO_SETTINGS_MODULE": "tests.browser.processes_settings",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        if "DATABASE_URL" not in settings:
            furnish(home)
        self.run("migrate", "--verbosity", "0")
        self.log = home / "serve.log"
        self.supervisor = self.start("serve", "--port", str(self.port))
        wait_until(self.answers, 60, lambda: self.log.read_text()[-2000:])

    def run(self, *arguments: str) -> None:
        subprocess.run([*COMMAND, *arguments], env=self.environment, check=True, timeout=300)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*COMMAND, *arguments], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/sante/pret/", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        if self.supervisor.poll() is None:
            self.supervisor.terminate()
            self.supervisor.wait(30)
        for pid in processes_of(self.home):
            os.kill(pid, signal.SIGKILL)


def furnish(home: Path) -> None:
    """Give an empty folder the tables of a prepared one."""
    if not (home / "interregions.sqlite3").exists():
        shutil.copytree(prepared("bare"), home, dirs_exist_ok=True)


def processes_of(home: Path) -> set[int]:
    """Every living process whose product lies in this folder, whoever its parent has become."""
    mark = f"INTERREGIONS_HOME={home}".encode()
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                state = entry.joinpath("stat").read_text().rsplit(")", 1)[1].split()[0]
                if state not in {"Z", "X"} and mark in entry.joinpath("environ").read_bytes().split(b"\0"):
                    found.add(int(entry.name))
            except (OSError, IndexError):
                continue
    return found


def wait_until(condition: Callable[[], object], seconds: float, told: Callable[[], object] = str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s. {told()}"
        time.sleep(0.05)


def web_of(served: Served) -> int:
    """The process that answers, where there is one."""
    found = [
        pid for pid in processes_of(served.home) if b"web" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    ]
    assert len(found) == 1, found
    return found[0]
