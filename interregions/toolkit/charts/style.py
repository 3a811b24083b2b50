"""The look of the figures: colours measured for contrast, French numbers, our type."""

from pathlib import Path
from typing import Any

# The fonts are built once, beside the documents that use them too.
FONTS = Path(__file__).parent.parent / "documents" / "fonts"
WIDTH = 640
FAMILY = "InterRegions"
# The drawing library carries Liberation Sans: a family it does not know would make the words vanish.
FALLBACK = "Liberation Sans, sans-serif"

INK, SOFT, LINE, TEAL = "#17262B", "#51626A", "#D5DBD9", "#0B5C63"
NUMBERS = {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"], "percent": "\u202f%"}


def built_fonts() -> bool:
    """Whether our own type has been built."""
    return FONTS.is_dir() and any(FONTS.glob("*.ttf"))


def configuration() -> dict[str, Any]:
    """The configuration of every figure."""
    family = f"{FAMILY}, {FALLBACK}" if built_fonts() else FALLBACK
    words = {
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "font": family,
        "background": "#FFFFFF",
        "locale": {"number": NUMBERS},
        "title": {"color": INK, "fontSize": 16, "anchor": "start", "frame": "bounds", "offset": 14},
        "axis": {
            **words,
            "grid": False,
            "domainColor": LINE,
            "tickColor": LINE,
            "gridColor": LINE,
            "labelLimit": 250,
            "labelPadding": 6,
            "titlePadding": 8,
        },
        "legend": {**words, "orient": "bottom", "title": None, "labelLimit": 220, "symbolType": "square", "columns": 3},
        "view": {"stroke": None},
        "text": {"color": INK, "fontSize": 13},
    }
