#!/usr/bin/env python3
"""Write beside each text of a folder its brotli and gzip forms, as small as they get: ``compress.py FOLDER``."""

import gzip
import sys
from pathlib import Path

import brotli

TEXTS = {".css", ".js", ".json", ".svg"}
NEVER_SERVED = {"axe.min.js"}


def main(folder: Path) -> None:
    """Compressed once, at build; a form that is not smaller is not kept."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in TEXTS or path.name in NEVER_SERVED:
            continue
        plain = path.read_bytes()
        for suffix, small in (
            (".br", brotli.compress(plain, mode=brotli.MODE_TEXT, quality=11)),
            (".gz", gzip.compress(plain, compresslevel=9, mtime=0)),
        ):
            target = path.with_name(path.name + suffix)
            if len(small) < len(plain):
                target.write_bytes(small)
            else:
                target.unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
