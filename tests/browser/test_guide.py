"""The pictures of the guide, taken from the running product so that they stay true: ``make docs``."""

import os
import struct
import zlib
from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import PAGES, PEOPLE, address_in

pytestmark = pytest.mark.browser

GUIDE = Path(__file__).resolve().parents[2] / "docs/guide"
IMAGES = GUIDE / "images"
PICTURED = [page for page in PAGES if page.pictured]
MOST_BYTES, MOST_BYTES_IN_ALL = 150_000, 5 * 1024 * 1024
TALLEST = 940
SIZES = (("bureau", DESKTOP, 0.75), ("telephone", PHONE, 1))


def pictures() -> list[str]:
    return [f"{page.name}-{size}.png" for page in PICTURED for size in ("bureau", "telephone")]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_picture_is_taken(houses, enter, person, tmp_path):
    """Into docs/guide/images, or aside in CI: a picture that cannot be taken is a page that is gone."""
    folder = tmp_path if os.environ.get("CI") else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    mine = [page for page in PICTURED if page.people[0] == person]
    for stage in dict.fromkeys(page.stage for page in mine):
        house = houses(stage)
        for size, viewport, scale in SIZES:
            browser = enter(house, PEOPLE[person], viewport=viewport, device_scale_factor=scale)
            for page in (each for each in mine if each.stage == stage):
                answer = browser.goto(address_in(house, page), wait_until="load")
                assert answer.status == 200, (page.address, answer.status)
                tall = min(browser.evaluate("document.documentElement.scrollHeight"), TALLEST)
                clip = {"x": 0, "y": 0, "width": viewport["width"], "height": tall}
                path = folder / f"{page.name}-{size}.png"
                path.write_bytes(smaller(browser.screenshot(clip=clip, full_page=True, animations="disabled")))
                taken.append(path)
            browser.context.close()
    assert [path.name for path in taken if path.stat().st_size > MOST_BYTES] == []


def smaller(png: bytes) -> bytes:
    """The same picture, point for point, squeezed harder than the browser does."""
    head, at, packed, other = png[:8], 8, b"", []
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        if kind == b"IDAT":
            packed += body
        elif kind in (b"IHDR", b"PLTE", b"tRNS"):
            other.append((kind, body))
        at += size + 12
    chunks = [*other, (b"IDAT", zlib.compress(zlib.decompress(packed), 9)), (b"IEND", b"")]
    return head + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def test_the_guide_shows_every_picture_and_only_them():
    """The pictures are there, light enough, and each stands in the guide with words instead of it."""
    guide = (GUIDE / "README.md").read_text(encoding="utf-8")
    missing = [name for name in pictures() if f"(images/{name})" not in guide]
    assert not missing, f"not shown in docs/guide/README.md: {missing}"
    assert "![](" not in guide
    there = sorted(path.name for path in IMAGES.glob("*.png"))
    assert there == sorted(pictures())
    assert sum(path.stat().st_size for path in IMAGES.glob("*.png")) < MOST_BYTES_IN_ALL
