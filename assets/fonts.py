"""Make the font of the pages (one variable woff2) and those of the documents (TTF, regular and bold).

Both have every character French asks for: U+202F is added as a narrow spacing glyph, and ≤ ≥ are drawn when they are
missing. On pages the zero has no slash; the slashed one stays at hand for numbers of files (``slashed-zero``).
"""

import copy
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent, GlyphCoordinates
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "InterRegions"
WEIGHTS = {"Regular": 400, "Bold": 700}
NEEDED = "\u202f\u00a0≤≥’«»œŒæÀÉÈÇêëîïôùû–—…€·•−×→"
NARROW_SHARE = 0.62
NARROW_SPACES = ("\u202f", "\u2009")
COMPARISONS = (("≤", "<"), ("≥", ">"))
WEB_NAMES = {1: "InterRegions Text", 3: "InterRegionsText", 4: "InterRegions Text", 6: "InterRegionsText",
             13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
             14: "https://openfontlicense.org", 16: None, 17: None, 25: None}  # fmt: skip
ZEROS = ("zero", "zero.tf")
SAME_METRICS = 0x0200  # the flag of a part whose advance is the whole's
NO_VARIATION = 0xFFFFFFFF


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
    for character, share in (*((narrow, NARROW_SHARE) for narrow in NARROW_SPACES), ("\u00a0", 1)):
        if ord(character) not in cmap:
            add_glyph(font, character, TTGlyphPen(None).glyph(), round(space * share))
    for character, base in COMPARISONS:
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


def make_document_fonts(source: Path, target: Path) -> None:
    """TTF for documents."""
    for style, weight in WEIGHTS.items():
        font = merged(source, weight)
        complete(font)
        rename(font, style)
        missing = [f"U+{ord(c):04X}" for c in NEEDED if ord(c) not in font.getBestCmap()]
        if missing:
            print(f"fonts: {style} still lacks {' '.join(missing)}")
        font.save(target / f"{FAMILY}-{style}.ttf")


def add_variable(font: TTFont, name: str, glyph: Glyph, like: str, width: int | None = None) -> None:
    """A new glyph of the variable font; without a width of its own, its advance varies as that of ``like``."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    advance, side = font["hmtx"][like]
    font["hmtx"][name] = (advance if width is None else width, side)
    advances = font["HVAR"].table.AdvWidthMap.mapping
    advances[name] = advances[like] if width is None else NO_VARIATION


def open_zero(font: TTFont, name: str) -> None:
    """The slash leaves the zero: its two half counters, joined where it cut them, are one; the old zero is kept."""
    add_variable(font, f"{name}.slash", copy.deepcopy(font["glyf"][name]), name)
    font["gvar"].variations[f"{name}.slash"] = copy.deepcopy(font["gvar"].variations[name])
    glyph = font["glyf"][name]
    if glyph.isComposite():  # the tabular zero is the other one, moved
        for component in font["glyf"][f"{name}.slash"].components:
            component.glyphName = f"{component.glyphName}.slash"
        return
    outer, left, right = (end + 1 for end in glyph.endPtsOfContours)
    cut = outer + 4  # the left counter is cut after its fourth point, the right one begins where the slash ends
    order = [*range(cut), *range(left + 1, right), left, *range(cut, left)]
    glyph.coordinates = GlyphCoordinates([glyph.coordinates[each] for each in order])
    glyph.flags = bytearray(glyph.flags[each] for each in order)
    glyph.numberOfContours, glyph.endPtsOfContours = 2, [outer - 1, right - 1]
    for variation in font["gvar"].variations[name]:
        moved = variation.coordinates
        variation.coordinates = [*(moved[each] for each in order), *moved[right:]]


def offer_slashed_zero(font: TTFont) -> None:
    """« font-variant-numeric: slashed-zero » gives the old zero back."""
    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable({n: f"{n}.slash" for n in ZEROS})]))
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "zero", otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    for script in (each.Script for each in table.ScriptList.ScriptRecord):
        for language in (script.DefaultLangSys, *(each.LangSys for each in script.LangSysRecord)):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def part(font: TTFont, name: str, x: int, y: int, wide: float = 1) -> GlyphComponent:
    """A glyph used in another, moved and maybe widened."""
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, 0
    if wide != 1:
        component.transform = [[wide, 0], [0, 1]]
    return component


def variable_comparison(font: TTFont, base: str) -> Glyph:
    """≤ or ≥ made of parts, so that it varies as they do: the sign raised, a hyphen as wide as it under it."""
    cmap, table = font.getBestCmap(), font["glyf"]
    sign, dash = cmap[ord(base)], cmap[ord("-")]
    above, bar = table[sign], table[dash]
    wide = (above.xMax - above.xMin) / (bar.xMax - bar.xMin)
    raised = part(font, sign, 0, (above.yMax - above.yMin) // 5)
    raised.flags = SAME_METRICS
    glyph = Glyph()
    glyph.numberOfContours = -1
    low = above.yMin - (bar.yMin + bar.yMax) // 2
    glyph.components = [raised, part(font, dash, round(above.xMin - bar.xMin * wide), low, wide)]
    return glyph


def plain(path: Path) -> TTFont:
    """The font out of its woff2 wrapping, read whole while the order of its glyphs is that of the file."""
    wrapped, unwrapped = TTFont(path), BytesIO()
    wrapped.flavor = None
    wrapped.save(unwrapped)
    font = TTFont(BytesIO(unwrapped.getvalue()), lazy=False)
    font.ensureDecompiled()
    for name in font.getGlyphOrder():
        font["gvar"].variations[name] = font["gvar"].variations[name]
    return font


def make_web_font(source: Path, target: Path) -> None:
    """The variable font of the pages: one file, with the narrow spaces, ≤, ≥ and a zero without slash."""
    (path,) = source.glob("*-next-latin-wght-normal.woff2")
    font = plain(path)
    added = {}
    narrow = round(font["hmtx"]["space"][0] * NARROW_SHARE)
    missing = {character for character in NARROW_SPACES if ord(character) not in font.getBestCmap()}
    for character in sorted(missing):
        added[character] = f"uni{ord(character):04X}"
        add_variable(font, added[character], TTGlyphPen(None).glyph(), "space", narrow)
    for character, base in COMPARISONS:
        added[character] = f"uni{ord(character):04X}"
        add_variable(font, added[character], variable_comparison(font, base), font.getBestCmap()[ord(base)])
    for name in ZEROS:
        open_zero(font, name)
    offer_slashed_zero(font)
    for table in (each for each in font["cmap"].tables if each.isUnicode()):
        table.cmap.update({ord(character): name for character, name in added.items()})
    for identifier, value in WEB_NAMES.items():
        font["name"].removeNames(nameID=identifier)
        if value:
            font["name"].setName(value, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    font.save(target / "interregions-text.woff2")


if __name__ == "__main__":
    files, web, documents = (Path(argument) for argument in sys.argv[1:4])
    make_web_font(files, web)
    make_document_fonts(files, documents)
