"""A PostgreSQL and a Redis on ports of their own, started for one test: it may stop them without harm to anybody."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import redis

from tests.browser.house import free_port

HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _program(name: str) -> str:
    found = next((str(home / name) for home in HOMES if (home / name).exists()), shutil.which(name))
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


class Postgres:
    """A server of its own; « killed » is as if the machine had lost its power."""

    def __init__(self) -> None:
        self.port, self._home = free_port(), Path(tempfile.mkdtemp(prefix="interregions-postgresql-"))
        self.folder = self._home / "data"
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self._as:
            shutil.chown(self._home, "postgres")
        quick = ["-U", "postgres", "-E", "UTF8", "--no-sync", "-A", "trust", "-D", str(self.folder)]
        made = [*self._as, _program("initdb"), *quick]
        subprocess.run(made, check=True, capture_output=True, timeout=60, cwd="/")
        self.start()

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        command = [_program("postgres"), "-D", str(self.folder), "-p", str(self.port), "-h", "127.0.0.1", "-k", ""]
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [*self._as, *command], stdout=log, stderr=log, cwd="/", start_new_session=True
            )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(psycopg.OperationalError), psycopg.connect(self.address, connect_timeout=2):
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        """At once, every connection cut; nothing of what was committed is lost."""
        with suppress(ProcessLookupError):
            os.kill(self.running.pid, signal.SIGQUIT)
        self.running.wait(20)

    def end(self) -> None:
        """Stopped, and nothing of it left."""
        self.stop()
        shutil.rmtree(self._home)


class Redis:
    """A server of its own that keeps nothing: what it held is gone when it comes back."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        keeps_nothing = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--port", str(self.port)]
        self.running = subprocess.Popen(
            [_program("redis-server"), *keeps_nothing], stdout=subprocess.DEVNULL, cwd="/", start_new_session=True
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(redis.RedisError):
                if redis.Redis.from_url(self.address).ping():
                    return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        self.running.kill()
        self.running.wait(20)
