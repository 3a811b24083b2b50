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
ABSENT = "#EEF0EE"
SEQUENTIAL = ("#E3F1F1", "#A9D5D6", "#62AEB3", "#2C8189", "#0B5C63", "#063B41")
DIVERGING = ("#8F4A06", "#D18F45", "#EAD9BF", "#DDE3E2", "#A9D5D6", "#2C8189", "#0B4A50")
CATEGORIES = ("#0B5C63", "#D18F45", "#62AEB3", "#8F4A06", "#A9D5D6", "#51626A", "#EAD9BF")
_DARK = {"#2C8189", "#0B5C63", "#063B41", "#8F4A06", "#0B4A50", "#51626A"}

NUMBERS = {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"], "percent": "\u202f%"}


def built_fonts() -> bool:
    """Whether our own type has been built."""
    return FONTS.is_dir() and any(FONTS.glob("*.ttf"))


def label_colour(background: str) -> str:
    """Ink on the light half of a ramp, white on the dark half."""
    return "#FFFFFF" if background in _DARK else INK


def diverging(count: int) -> list[str]:
    """As many colours of the scale ramp as there are answers, the same on both sides of the middle."""
    picks = {
        1: (6,), 2: (0, 6), 3: (0, 3, 6), 4: (0, 1, 5, 6), 5: (0, 1, 3, 5, 6), 6: (0, 1, 2, 4, 5, 6),
    }  # fmt: skip
    chosen = picks.get(count, tuple(range(7)))
    return [DIVERGING[chosen[min(number, len(chosen) - 1)]] for number in range(count)]


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
