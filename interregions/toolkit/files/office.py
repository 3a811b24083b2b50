"""An older or another text document made a Word one by LibreOffice, where it is installed.

Called by a reader of ``read_apart``, in its process: LibreOffice is born of it, and its bounds are the same.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from interregions.common.errors import Refused

PROGRAMS = ("soffice", "libreoffice")
ABSENT = "Ce serveur ne lit pas les documents {kind}\u202f: enregistrez celui-ci en Word (.docx), ou collez son texte."
SLOW = "Ce document est trop long à lire\u202f: enregistrez-le en Word (.docx), ou collez son texte."
PATIENCE = 60  # seconds by the clock; less than its caller waits
DAMAGED = "Ce document ne s’ouvre pas\u202f: enregistrez-le en Word (.docx), ou collez son texte."


def program() -> str | None:
    """Where LibreOffice is; None when it is not installed."""
    return next((found for found in map(shutil.which, PROGRAMS) if found), None)


def reasons_not_to_read(kind: str) -> list[str]:
    """Why a document of this kind (« .odt ») is not read here."""
    return [] if program() else [ABSENT.format(kind=kind)]


def as_word(content: bytes, kind: str, office: str) -> bytes:
    """The same document as .docx; macros are never run. Refused when LibreOffice makes nothing of it."""
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder) / f"document{kind}"
        source.write_bytes(content)
        profile = (Path(folder) / "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8")}
        _run([*command, "--outdir", folder, str(source)], folder, environment)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise Refused(DAMAGED)
        return made.read_bytes()


def _run(command: list[str], folder: str, environment: dict[str, str]) -> None:
    """To its end or to our patience: what it started ends with it."""
    silent = subprocess.DEVNULL
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=silent, stderr=silent, stdin=silent, start_new_session=True
    )
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        raise Refused(SLOW) from None
