"""A brought file is read in a process of its own, with bounds on time, memory and expanded size.

Whatever a hostile or broken file does to the library that reads it, it does it there: without the product’s secrets,
its database or its memory, and not for long. What comes back is JSON, or a refusal in words.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from typing import Any

from interregions.common.errors import Refused

TOO_HEAVY = (
    "Ce fichier demande trop de temps ou de mémoire pour être lu\u202f: il est refusé par prudence. "
    "Enregistrez-le de nouveau, en plusieurs fichiers plus petits, ou collez son texte."
)
DAMAGED = "Ce fichier est abîmé\u202f: il ne s’ouvre pas. Enregistrez-le de nouveau, puis recommencez."
CHILD = "interregions.toolkit.files.apart_child"


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    seconds: int = 10  # of processor; twice as long by the clock
    memory_mb: int = 512
    expanded_mb: int = 60  # all that an archive holds, whatever its names
    parts: int = 2_000


def read_apart(content: bytes, reader: str, limits: Limits = Limits(), **arguments: Any) -> Any:
    """What ``reader`` (« package.module:function ») makes of these bytes; Refused with its sentences, or ours.

    The function takes the bytes and the arguments, knows neither Django nor the database, and gives JSON.
    """
    order = json.dumps({"reader": reader, "limits": asdict(limits), "arguments": arguments}).encode()
    with tempfile.TemporaryDirectory(prefix="interregions-apart-") as folder:
        # Nothing of ours but where Python finds its modules: no secret, no address of a database.
        environment = {"PYTHONPATH": os.pathsep.join(each or os.getcwd() for each in sys.path), "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                [sys.executable, "-B", "-m", CHILD],
                input=len(order).to_bytes(4, "big") + order + content,
                capture_output=True,
                cwd=folder,
                env={**environment, "TMPDIR": folder, "HOME": folder},
                timeout=limits.seconds * 2,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Refused(TOO_HEAVY) from late
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> Any:
    """The child says whether it read, refused or stumbled; one that was killed says nothing."""
    try:
        answer = json.loads(done.stdout)
    except ValueError as silent:
        raise Refused(TOO_HEAVY) from silent
    if "refused" in answer:
        raise Refused([str(reason) for reason in answer["refused"]])
    if "heavy" in answer:
        raise Refused(TOO_HEAVY)
    if "read" not in answer:
        raise Refused(DAMAGED)
    return answer["read"]
