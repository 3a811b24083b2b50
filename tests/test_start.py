"""What must be set to start is said in one sentence with exit code 2, never by a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "a-secret-of-these-tests-0123456789-abcdefghij"
COMMAND = [sys.executable, "-m", "interregions.config.command"]


def refused(tmp_path: Path, *arguments: str, **settings: str) -> str:
    """The sentence of a start that is refused."""
    inherited = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    environment = {"INTERREGIONS_SECRET_KEY": SECRET, "INTERREGIONS_HOME": str(tmp_path), **inherited, **settings}
    done = subprocess.run(
        [*COMMAND, *(arguments or ["check"])], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("interregions cannot start: ")
    return done.stderr


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"INTERREGIONS_SECRET_KEY": ""}, "INTERREGIONS_SECRET_KEY is missing"),
        ({"INTERREGIONS_SECRET_KEY": "short"}, "at least 32 characters"),
        ({"INTERREGIONS_HTTPS": "maybe"}, "INTERREGIONS_HTTPS must be true or false"),
        ({"DATABASE_URL": "mysql://here/there"}, "DATABASE_URL must be postgres://"),
        ({"DATABASE_URL": "postgres://here:port/there"}, "DATABASE_URL must be postgres://"),
        ({"INTERREGIONS_WEB_PROCESSES": "2"}, "needs PostgreSQL (DATABASE_URL) and Redis (REDIS_URL)"),
        ({"INTERREGIONS_WEB_PROCESSES": "two"}, "a whole number from 1 to 32"),
        ({"REDIS_URL": "http://here"}, "REDIS_URL must be redis://"),
        ({"SMTP_URL": "smtp://here:port"}, "SMTP_URL must be smtp://"),
        ({"INTERREGIONS_SITE_URL": "localhost"}, "INTERREGIONS_SITE_URL must be a full address"),
        ({"INTERREGIONS_SITE_URL": "http://[here"}, "INTERREGIONS_SITE_URL must be a full address"),
        ({"INTERREGIONS_LOG_LEVEL": "LOUD"}, "INTERREGIONS_LOG_LEVEL must be one of"),
        ({"INTERREGIONS_HOME": __file__}, "INTERREGIONS_HOME must be a folder"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_sentence(tmp_path: Path, settings, words) -> None:
    assert words in refused(tmp_path, **settings)


def test_a_database_that_is_not_ready_stops_the_start_with_its_sentence(tmp_path: Path) -> None:
    assert "Run: interregions migrate." in refused(tmp_path, "serve", "--port", str(free_port()))
    nobody = "postgres://nobody@127.0.0.1:9/nothing"
    assert "the database does not answer" in refused(tmp_path, "serve", "--port", str(free_port()), DATABASE_URL=nobody)
