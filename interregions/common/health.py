"""Whether each thing the product stands on answers, asked apart: one that hangs does not hide the others."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from interregions.common.rooms import rooms

PATIENCE_SECONDS = 1.5
LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class State:
    """``good``, or the French sentence that says what is wrong; ``vital``: no page is well served without it."""

    good: bool
    words: str = ""
    vital: bool = True


Look = Callable[[], State]


def database() -> State:
    """One trivial query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return State(False, "La base de données ne répond pas.")
    return State(True)


def disk() -> State:
    """Room is left where the database and the files are written."""
    try:
        free = shutil.disk_usage(settings.HOME).free
    except OSError:
        return State(False, "Le dossier de l’installation n’est pas lisible.")
    if free < LEAST_FREE_BYTES:
        return State(False, f"Le disque est presque plein : il reste {free // (1024 * 1024)} Mo.")
    return State(True)


def files() -> State:
    """The folders of what is brought and of the queue can be written."""
    for folder in (Path(settings.HOME), Path(settings.MEDIA_ROOT)):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            return State(False, f"Le dossier {folder.name} n’est pas accessible en écriture.")
    if not Path(settings.HOME).is_dir():
        return State(False, "Le dossier de l’installation a disparu.")
    return State(True)


def looks() -> dict[str, Look]:
    """What is looked at: the house’s own, then what each room declares."""
    found: dict[str, Look] = {"database": database, "disk": disk, "files": files}
    for room in rooms():
        found |= room.health()
    return found


_under_way: dict[str, "Future[State]"] = {}
_lock = threading.Lock()


def states(looked: Mapping[str, Look] | None = None, patience: float = PATIENCE_SECONDS) -> dict[str, State]:
    """Each answer, in the time of one; what has not answered yet is not asked again, and is not good."""
    looked = looks() if looked is None else looked
    if settings.JOBS_IMMEDIATE:  # the tests: one connection, one thread
        return {name: look() for name, look in looked.items()}
    until = time.monotonic() + patience
    with _lock:
        for name, look in looked.items():
            if name not in _under_way:
                _under_way[name] = _asked(name, look)
        asked = {name: _under_way[name] for name in looked}
    wait_for(asked.values(), timeout=max(0.0, until - time.monotonic()))
    late = State(False, "Pas de réponse à temps.")
    return {name: future.result() if future.done() else late for name, future in asked.items()}


def _asked(name: str, look: Look) -> "Future[State]":
    future: Future[State] = Future()

    def run() -> None:
        try:
            state = look()
        except Exception as failure:  # noqa: BLE001  whatever is wrong is not good, and the others are still asked
            state = State(False, f"La vérification a échoué ({type(failure).__name__}).")
        finally:
            connection.close()
        with _lock:
            _under_way.pop(name, None)
        future.set_result(state)

    threading.Thread(target=run, name=f"health-{name}", daemon=True).start()
    return future
