"""The process that reads one brought file: bounds itself first, then reads; started by ``apart.read_apart`` alone."""

import importlib
import io
import json
import resource
import sys
import zipfile
from typing import Any

from interregions.common.errors import Refused

BOMB = "Ce fichier se déplie en un volume démesuré\u202f: il est refusé par prudence."
MOST_ANSWER = 20 * 1024 * 1024
STEP = 64 * 1024
MEGABYTE = 1024 * 1024


def main() -> None:
    """Read the order and the bytes from the standard input; write the answer, as JSON, to the standard output."""
    source = sys.stdin.buffer
    order = json.loads(source.read(int.from_bytes(source.read(4), "big")))
    content = source.read()
    limits = order["limits"]
    bound(limits["seconds"], limits["memory_mb"])
    print(json.dumps(answer_to(order, content)))


def bound(seconds: int, memory_mb: int) -> None:
    """From now on this process dies rather than take more."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * MEGABYTE, 100 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_to(order: dict[str, Any], content: bytes) -> dict[str, Any]:
    """One of: read, refused (sentences), heavy, damaged."""
    try:
        check_archive(content, order["limits"]["expanded_mb"] * MEGABYTE, order["limits"]["parts"])
        module, _, name = order["reader"].partition(":")
        read = getattr(importlib.import_module(module), name)(content, **order["arguments"])
    except Refused as refused:
        return {"refused": refused.reasons}
    except (MemoryError, RecursionError):
        return {"heavy": True}
    except Exception:  # noqa: BLE001  a library that reads a hostile file raises anything at all
        return {"damaged": True}
    answer = {"read": read}
    return answer if len(json.dumps(answer)) <= MOST_ANSWER else {"heavy": True}


def check_archive(content: bytes, most_bytes: int, most_parts: int) -> None:
    """Unfold all that an archive holds, whatever the names and the sizes it declares; not an archive: nothing to do."""
    if content[:2] != b"PK":
        return
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > most_parts:
            raise Refused(BOMB)
        for part in parts:
            with archive.open(part) as opened:
                while piece := opened.read(STEP):
                    total += len(piece)
                    if total > most_bytes:
                        raise Refused(BOMB)


if __name__ == "__main__":
    main()
