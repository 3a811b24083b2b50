"""Drawings as pictures, for the formats and the readers that do not draw SVG."""

import re
from functools import cache
from pathlib import Path

from interregions.common.late import Late

vl_convert = Late("vl_convert")


FONTS = Path(__file__).parent / "fonts"
_SIZE = re.compile(r'viewBox="\s*[\d.eE+-]+[\s,]+[\d.eE+-]+[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)')


@cache
def _register_fonts() -> None:
    # A family that is not registered makes every word of a picture vanish without a sign.
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


def png_of(svg: str, scale: float = 2.0) -> bytes:
    """The drawing as PNG."""
    _register_fonts()
    picture: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return picture


def proportion(svg: str) -> float:
    """The height of the drawing for a width of one."""
    found = _SIZE.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (1.0, 0.6)
    return height / width if width > 0 and height > 0 else 0.6
