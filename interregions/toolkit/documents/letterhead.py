"""The mark and the letters of a document, for the formats that carry them: eighteen tiles, and our own font."""

import uuid
from functools import cache
from pathlib import Path

from interregions.toolkit.documents.pictures import png_of

FONTS = Path(__file__).parent / "fonts"
FAMILY = "InterRegions"
FACES = {"Regular": "normal", "Bold": "bold"}
MARK_WORDS = "Marque du réseau : dix-huit carrés, un par Région"
TILES = (
    (2, 0), (1, 1), (2, 1), (3, 1), (0, 2), (1, 2), (2, 2), (3, 2), (1, 3), (2, 3), (1, 4), (2, 4), (3, 5),
    (5, 0), (5, 1), (5, 2), (5, 3), (5, 4),
)  # fmt: skip


@cache
def mark() -> bytes:
    """The mark as PNG; the PDF draws the same tiles."""
    tiles = "".join(
        f'<rect x="{column * 29}" y="{row * 29}" width="25" height="25" rx="3.5" fill="#0B5C63"/>'
        for column, row in TILES
    )
    return png_of(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="170" height="170" viewBox="0 0 170 170">{tiles}</svg>'
    )


@cache
def faces() -> dict[str, bytes]:
    """The faces of the font by name; nothing where the build has not made them."""
    found = {face: FONTS / f"{FAMILY}-{face}.ttf" for face in FACES}
    return {face: path.read_bytes() for face, path in found.items() if path.is_file()}


def hidden_from_copy(font: bytes, key: uuid.UUID) -> bytes:
    """The font as Word embeds it: its first 32 bytes combined with a key that stands beside it."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ mask[place] for place, byte in enumerate(font[:32])) + font[32:]
