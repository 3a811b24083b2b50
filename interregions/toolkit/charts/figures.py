"""Drawings (SVG) made on the server without network. Each function takes plain values and returns the SVG."""

import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair
import vl_convert

from interregions.common.characters import printable
from interregions.common.typography import number
from interregions.toolkit.charts.style import (
    ABSENT,
    CATEGORIES,
    FONTS,
    INK,
    LINE,
    NUMBERS,
    SEQUENTIAL,
    TEAL,
    WIDTH,
    built_fonts,
    configuration,
    diverging,
    label_colour,
)

# Where each Région stands: column, row. Metropolitan on four columns, overseas on one of their own.
TILES: dict[str, tuple[int, int]] = {
    "HDF": (2, 0), "NOR": (1, 1), "IDF": (2, 1), "GES": (3, 1), "BRE": (0, 2), "PDL": (1, 2), "CVL": (2, 2),
    "BFC": (3, 2), "NAQ": (1, 3), "ARA": (2, 3), "OCC": (1, 4), "PAC": (2, 4), "COR": (3, 5), "GUA": (5, 0),
    "MAR": (5, 1), "GUY": (5, 2), "REU": (5, 3), "MAY": (5, 4),
}  # fmt: skip
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


def stacked(labels: Sequence[str], series: Mapping[str, Sequence[float]], title: str, unit: str = "réponses") -> str:
    """One bar per label, cut into its series; the legend under it."""
    colours = [CATEGORIES[place % len(CATEGORIES)] for place in range(len(series))]
    return _cut_bars(labels, series, title, f"En nombre de {unit}" if unit else "", colours)


def diverging_bars(
    labels: Sequence[str], scale: Mapping[str, Sequence[float]], title: str, unit: str = "réponses"
) -> str:
    """One bar per label, cut along an ordered scale (from the least to the most), on the two-sided ramp."""
    return _cut_bars(labels, scale, title, f"En nombre de {unit}" if unit else "", diverging(len(scale)), centred=True)


def histogram(values: Sequence[float], title: str, unit: str = "", bins: int = 10) -> str:
    """How many values fall in each interval."""
    rows = [{"value": value} for value in values]
    chart = altair.Chart(altair.Data(values=rows)).mark_bar(color=TEAL, binSpacing=2)
    chart = chart.encode(
        x=altair.X(
            "value:Q", bin=altair.Bin(maxbins=bins), axis=altair.Axis(title=printable(unit) or None, format=",")
        ),
        y=altair.Y("count():Q", axis=altair.Axis(title="Nombre de réponses", grid=True, tickMinStep=1, format=",d")),
    )
    return _svg(chart, title, "", 8)


def region_values(values: Mapping[str, float | None], title: str, unit: str = "") -> str:
    """The eighteen Régions as tiles of the same size, by code (``BRE``); those without a value stay pale."""
    known = [value for value in values.values() if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    rows = []
    for code, (column, line) in TILES.items():
        value = values.get(code)
        colour = ABSENT if value is None else SEQUENTIAL[min(5, int((value - low) / ((high - low) or 1) * 6))]
        words = "–" if value is None else number(value)
        ink = label_colour(colour)
        rows.append({"code": code, "x": column, "y": line, "colour": colour, "ink": ink, "words": words})
    size, gap = 64, 4
    base = altair.Chart(altair.Data(values=rows)).encode(
        x=altair.X("x:O", axis=None, scale=altair.Scale(domain=list(range(6)), paddingInner=gap / (size + gap))),
        y=altair.Y("y:O", axis=None, scale=altair.Scale(domain=list(range(6)), paddingInner=gap / (size + gap))),
    )
    tiles = base.mark_rect(cornerRadius=6, stroke=LINE, strokeWidth=0.5).encode(color=_as_is("colour"))
    codes = base.mark_text(dy=-9, fontSize=12).encode(text="code:N", color=_as_is("ink"))
    words = base.mark_text(dy=10, fontSize=15, fontWeight="bold").encode(text="words:N", color=_as_is("ink"))
    chart = (tiles + codes + words).properties(width=WIDTH - 20, height=6 * (size + gap))
    return _finished(chart, title, printable(unit))


def svg_to_png(svg: str, scale: float = 2.0) -> bytes:
    """The drawing as a picture."""
    _register_fonts()
    picture: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return picture


def _cut_bars(
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    title: str,
    subtitle: str,
    colours: Sequence[str],
    *,
    centred: bool = False,
) -> str:
    names = [printable(name) for name in series]
    rows: list[dict[str, Any]] = []
    for line, label in enumerate(labels):
        parts = [float(counts[line]) for counts in series.values()]
        start = -(sum(parts) / 2 if not centred else _left_of_middle(parts)) if centred else 0.0
        for name, part, colour in zip(names, parts, colours, strict=True):
            place = {"start": start, "end": start + part, "middle": start + part / 2}
            shown = {"words": number(part) if part else "", "ink": label_colour(colour)}
            rows.append({"order": line, "label": _wrapped(label), "series": name, **place, **shown})
            start += part
    base = altair.Chart(altair.Data(values=rows)).encode(y=_labels_axis(rows))
    marks = base.mark_bar(height={"band": 0.7}, stroke="#FFFFFF", strokeWidth=1).encode(
        x=altair.X("start:Q", axis=None),
        x2="end:Q",
        color=altair.Color(
            "series:N", scale=altair.Scale(domain=names, range=list(colours)), legend=altair.Legend(title=None)
        ),
    )
    words = base.mark_text(fontWeight="bold").encode(x="middle:Q", text="words:N", color=_as_is("ink"))
    chart = altair.layer(marks, words).resolve_scale(color="independent")
    return _svg(chart, title, subtitle, len(labels))


def _left_of_middle(parts: Sequence[float]) -> float:
    """What stands left of the middle of the scale; the middle answer, when there is one, is cut in two."""
    half, odd = divmod(len(parts), 2)
    return sum(parts[:half]) + (parts[half] / 2 if odd else 0)


def _labels_axis(rows: Sequence[Mapping[str, Any]]) -> altair.Y:
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


def _as_is(field: str) -> altair.Color:
    return altair.Color(f"{field}:N", scale=None, legend=None)


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
