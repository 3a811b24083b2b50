"""Drawings (SVG) made on the server without network. Each function takes plain values and returns the SVG."""

import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from interregions.common.characters import printable
from interregions.common.late import Late
from interregions.common.typography import number
from interregions.toolkit.charts.style import (
    FONTS,
    INK,
    NUMBERS,
    TEAL,
    WIDTH,
    built_fonts,
    configuration,
)

altair = Late("altair")
vl_convert = Late("vl_convert")

# Where each Région stands: column, row. Metropolitan on four columns, overseas on one of their own.
_STEP = 30
_LABELS = 260


def bars(labels: Sequence[str], counts: Sequence[float], title: str, unit: str = "réponses") -> str:
    """One horizontal bar per label, in the order given, its value at its end."""
    rows: list[dict[str, Any]] = [
        {"order": order, "label": _wrapped(label), "value": value, "words": number(value)}
        for order, (label, value) in enumerate(zip(labels, counts, strict=True))
    ]
    base = altair.Chart(altair.Data(values=rows)).encode(y=_labels_axis(rows))
    top = max((row["value"] for row in rows), default=0) or 1
    x = altair.X("value:Q", axis=None, scale=altair.Scale(domain=[min(0, *_values(rows)), top * 1.12]))
    marks = base.mark_bar(color=TEAL, height={"band": 0.66}, cornerRadiusEnd=2).encode(x=x)
    words = base.mark_text(align="left", dx=6, fontWeight="bold").encode(x=x, text="words:N")
    return _svg(marks + words, title, f"En nombre de {unit}" if unit else "", len(rows))


def _labels_axis(rows: Sequence[Mapping[str, Any]]) -> Any:
    words = {row["order"]: row["label"] for row in rows}
    axis = altair.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=_LABELS,
        labelExpr=f"({_json(words)})[datum.value]",
        labelLineHeight=15,
        minExtent=_LABELS - 60,
        maxExtent=_LABELS,
    )
    return altair.Y("order:O", axis=axis, scale=altair.Scale(paddingInner=0.1))


def _json(words: Mapping[int, list[str]]) -> str:
    """The labels as a Vega literal: every sign but letters and digits escaped, so that none is ever computed."""

    def quoted(line: str) -> str:
        units = line.encode("utf-16-be")
        return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

    return (
        "{"
        + ",".join(
            f'"{key}":[{",".join(chr(34) + quoted(line) + chr(34) for line in lines)}]' for key, lines in words.items()
        )
        + "}"
    )


def _wrapped(label: str) -> list[str]:
    lines = textwrap.wrap(printable(label), 34, break_on_hyphens=False) or ["–"]
    return lines if len(lines) <= 2 else [lines[0], lines[1][:33] + "…"]


def _values(rows: Sequence[Mapping[str, Any]]) -> list[float]:
    return [row["value"] for row in rows] or [0]


def _svg(chart: Any, title: str, subtitle: str, lines: int) -> str:
    return _finished(chart.properties(width=WIDTH - _LABELS + 40, height=max(2, lines) * _STEP + 10), title, subtitle)


def _finished(chart: Any, title: str, subtitle: str) -> str:
    """The SVG at the constant width, its words with it."""
    heading: dict[str, Any] = {"text": textwrap.wrap(printable(title), 72) or [""]}
    if subtitle:
        heading |= {"subtitle": printable(subtitle), "subtitleColor": "#51626A", "subtitleFontSize": 12, "color": INK}
    sized = chart.properties(autosize={"type": "fit-x", "contains": "padding"}, padding=8)
    if title or subtitle:
        sized = sized.properties(title=heading)
    _register_fonts()
    specification = {**sized.to_dict(validate=False), "config": configuration(), "description": printable(title)}
    specification["width"] = WIDTH
    svg: str = vl_convert.vegalite_to_svg(specification, format_locale=NUMBERS)
    return svg


@cache
def _register_fonts() -> None:
    # A family that is not registered makes every word of a drawing vanish without a sign.
    if built_fonts():
        vl_convert.register_font_directory(str(FONTS))
