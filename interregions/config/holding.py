"""Whether a process of the product serves from this folder: a restore waits until none does."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NAME = "serving.lock"
_held: list[IO[str]] = []


def hold(home: Path) -> None:
    """From now until it ends, this process serves from this folder."""
    opened = (home / NAME).open("a")
    fcntl.flock(opened, fcntl.LOCK_SH)
    _held.append(opened)


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Whether no other process serves from this folder; none may begin to until the end."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / NAME).open("a") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(opened, fcntl.LOCK_UN)
