"""Make TTF files (regular, bold) from the variable woff2, with every character French documents need.

The font's subsets are merged, U+202F is added as a narrow spacing glyph, and ≤ ≥ are drawn when they are missing.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "InterRegions"
WEIGHTS = {"Regular": 400, "Bold": 700}
NEEDED = "\u202f\u00a0≤≥’«»œŒæÀÉÈÇêëîïôùû–—…€·•−×→"
NARROW_SHARE = 0.62


def instance(path: Path, weight: int) -> TTFont:
    """One weight of one subset."""
    return instantiateVariableFont(TTFont(path), {"wght": weight}, inplace=False)


def merged(folder: Path, weight: int) -> TTFont:
    """Latin and its extension in one font."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = []
        for name in ("latin", "latin-ext"):
            (source,) = folder.glob(f"*-next-{name}-wght-normal.woff2")
            font = instance(source, weight)
            font.flavor = None
            path = Path(scratch) / f"{name}.ttf"
            font.save(path)
            paths.append(str(path))
        return Merger(Options(drop_tables=["GPOS", "GSUB", "GDEF", "STAT", "DSIG", "MVAR", "HVAR"])).merge(paths)


def add_glyph(font: TTFont, character: str, glyph: object, width: int) -> None:
    """A new glyph at the end of the font, and its character."""
    name = f"uni{ord(character):04X}"
    font.getGlyphOrder()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0) or 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(character)] = name


def rectangle(pen: object, left: int, bottom: int, right: int, top: int) -> None:
    """A filled bar, clockwise."""
    pen.moveTo((left, bottom))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, bottom))
    pen.closePath()


def add_comparison(font: TTFont, character: str, base: str) -> None:
    """≤ or ≥: the sign < or > raised, with a bar of the hyphen's thickness under it."""
    cmap = font.getBestCmap()
    glyphs = font.getGlyphSet()
    recording = RecordingPen()
    glyphs[cmap[ord(base)]].draw(recording)
    source = font["glyf"][cmap[ord(base)]]
    rise = (source.yMax - source.yMin) // 5
    pen = TTGlyphPen(None)
    recording.replay(TransformPen(pen, (1, 0, 0, 1, 0, rise)))
    dash = font["glyf"][cmap[ord("-")]]
    thickness = dash.yMax - dash.yMin
    rectangle(pen, source.xMin, source.yMin - thickness // 2, source.xMax, source.yMin + thickness // 2)
    add_glyph(font, character, pen.glyph(), font["hmtx"][cmap[ord(base)]][0])


def complete(font: TTFont) -> None:
    """Add what French typography needs and the subsets lack."""
    cmap = font.getBestCmap()
    space = font["hmtx"][cmap[ord(" ")]][0]
    for character, share in (("\u202f", NARROW_SHARE), ("\u2009", NARROW_SHARE), ("\u00a0", 1)):
        if ord(character) not in cmap:
            add_glyph(font, character, TTGlyphPen(None).glyph(), round(space * share))
    for character, base in (("≤", "<"), ("≥", ">")):
        if ord(character) not in cmap:
            add_comparison(font, character, base)


def rename(font: TTFont, style: str) -> None:
    """Our own family name: the font was changed, its reserved name stays the foundry's."""
    names = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY}-{style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY}-{style}",
        16: None,
        17: None,
    }
    for identifier, value in names.items():
        font["name"].removeNames(nameID=identifier)
        if value:
            font["name"].setName(value, identifier, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0


def make_document_fonts(source: Path, web: Path, target: Path) -> None:
    """TTF for documents, and one small woff2 with what the web font lacks."""
    for style, weight in WEIGHTS.items():
        font = merged(source, weight)
        complete(font)
        rename(font, style)
        missing = [f"U+{ord(c):04X}" for c in NEEDED if ord(c) not in font.getBestCmap()]
        if missing:
            print(f"fonts: {style} still lacks {' '.join(missing)}")
        font.save(target / f"{FAMILY}-{style}.ttf")
        font.flavor = "woff2"
        font.save(web / f"interregions-extra-{weight}.woff2")


if __name__ == "__main__":
    make_document_fonts(*(Path(argument) for argument in sys.argv[1:4]))
