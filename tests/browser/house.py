"""The real product on a free port, with a folder of its own and a fictional network stopped at a chosen stage."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = [sys.executable, "-m", "interregions.config.command"]
SECRET = "of-the-houses-of-the-tests-and-of-no-other-0123456789"  # the same for who prepares and for who serves
PATIENCE_SECONDS = 60


def environment(home: Path, port: int = 8000) -> dict[str, str]:
    """What the product reads, on SQLite whatever the machine has."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "SMTP_URL"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "interregions.config.settings",
        "INTERREGIONS_SECRET_KEY": SECRET,
        "INTERREGIONS_HTTPS": "false",
        "INTERREGIONS_HOME": str(home),
        "INTERREGIONS_SITE_URL": f"http://localhost:{port}",
        "INTERREGIONS_ALLOWED_HOSTS": "localhost,127.0.0.1",
        "INTERREGIONS_LOG_LEVEL": "ERROR",
    }


def command(home: Path, *arguments: str) -> str:
    """Run ``interregions …`` in a folder."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment(home), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def prepared(stage: str) -> Path:
    """The folder of a stage, made by who asks first and shared by the workers and by the runs of one proof.

    « bare » has gone through every migration, « none » has the vocabulary and nobody.
    """
    shared = Path(os.environ["PREPARED_HOUSES"])
    shared.mkdir(parents=True, exist_ok=True)
    home = shared / stage
    with (shared / f"{stage}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not home.exists():
            made = shared / f"{stage}.part"
            shutil.rmtree(made, ignore_errors=True)
            if stage == "bare":
                made.mkdir()
                command(made, "migrate", "--verbosity", "0")
            elif stage == "none":
                shutil.copytree(prepared("bare"), made)
                command(made, "load_vocabulary")
            else:
                shutil.copytree(prepared("none"), made)
                command(made, "demo", "--stage", stage)
            made.rename(home)
    return home


@dataclass
class Stages:
    """Houses of a test's own, each a copy of a prepared one."""

    folder: Path

    def copy(self, stage: str, name: str) -> Path:
        """A folder that a test may change."""
        return Path(shutil.copytree(prepared(stage), self.folder / f"{stage}-{name}"))


@dataclass
class House:
    """A running product."""

    home: Path
    port: int = field(default_factory=free_port)
    running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> "House":
        """Start ``interregions serve`` and wait until it answers."""
        log = (self.home / "serve.log").open("ab")
        self.running = subprocess.Popen(
            [*COMMAND, "serve", "--host", "127.0.0.1", "--port", str(self.port)],
            env=environment(self.home, self.port),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            assert self.running.poll() is None, (self.home / "serve.log").read_text()[-2000:]
            with suppress(urllib.error.URLError, OSError):
                if urllib.request.urlopen(f"{self.url}/sante/pret/", timeout=2).status == 200:  # noqa: S310
                    return self
            time.sleep(0.1)
        raise AssertionError("the product did not answer: " + (self.home / "serve.log").read_text()[-2000:])

    def stop(self) -> None:
        """Stop it as Ctrl-C would."""
        if self.running is not None:
            self.running.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.running.wait(20)
            if self.running.poll() is None:
                self.running.kill()
