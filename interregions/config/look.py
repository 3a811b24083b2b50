"""The version of the files of the look (styles, scripts, fonts, drawings): a browser keeps each for ever."""

import hashlib
from pathlib import Path

COMPRESSED = {".br", ".gz"}


def always_the_same(path: str, url: str) -> bool:
    """Whitenoise asks of each file: what stands under a version never changes."""
    return True


def version_of(folder: Path) -> str:
    """Ten digits of the hash of every file of the folder; it stands in their address, which changes when one does."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in COMPRESSED:
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]
