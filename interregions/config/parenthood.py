"""A child process that does not outlive its supervisor."""

import ctypes
import os
import signal
import sys
import threading
import time

PARENT = "INTERREGIONS_SUPERVISOR"
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int = 0) -> None:
    """End soon after the process that started this one, even when that one was killed with ``kill -9``.

    Without a number: the supervisor of ``interregions serve``, when there is one.
    """
    parent = parent or int(os.environ.get(PARENT, "") or 0)
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    threading.Thread(target=_watch, args=(parent,), name="parenthood", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(10)
    os._exit(1)
