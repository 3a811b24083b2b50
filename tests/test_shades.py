"""Shades that lie behind figures leave them readable, in the dark too."""

import re
from pathlib import Path

TOKENS = Path(__file__).parent.parent / "assets/styles/_tokens.scss"


def light_of(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_table_that_goes_on_is_shaded_without_covering_its_figures_in_the_dark():
    dark = TOKENS.read_text(encoding="utf-8").partition("prefers-color-scheme: dark")[2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9A-Fa-f]{6})", dark))
    for words in ("ink", "soft"):
        assert (light_of(colours[words]) + 0.05) / (light_of(colours["goes-on"]) + 0.05) >= 4.5
