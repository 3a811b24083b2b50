"""`{% load charts %}{% bar_figure tally %}`: a figure for a page, with its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from django import template

from interregions.common.characters import printable
from interregions.common.typography import number, percentage, typo

register = template.Library()
BAR = 16


class Counted(Protocol):
    """What can be drawn: rows of label, count and share (between 0 and 1, or None), and how many answered."""

    title: str
    rows: Iterable[tuple[str, float, float | None]]
    n: int
    note: str


@dataclass(frozen=True)
class Bar:
    label: str
    count: str
    percent: str
    words: str
    width: str


@register.inclusion_tag("charts/bars.html")
def bar_figure(tally: Counted) -> dict[str, object]:
    """The bars in the order given, each with its words, and the same figures as a table. The words are text of the
    page and the widths are shares of it, so that a narrow screen shrinks neither.

    With shares the whole track is all who answered; without, it is the greatest count.
    """
    rows = [(typo(printable(label)), count, share) for label, count, share in tally.rows]
    shared = bool(rows) and all(share is not None for _, _, share in rows)
    most = max((count for _, count, _ in rows), default=0) or 1
    bars = []
    for label, count, share in rows:
        percent = "" if share is None else percentage(round(share * 100, 1))
        shown = number(count)
        words = f"{shown} ({percent})" if percent else shown
        part = min(1.0, share) if shared and share is not None else max(0, count) / most
        width = max(0.5, round(part * 100, 1)) if count else 0
        bars.append(Bar(label, shown, percent, words, f"{width:g}"))
    return {
        "bars": bars,
        "title": typo(printable(tally.title)),
        "note": typo(printable(getattr(tally, "note", "") or "")),
        "n": number(tally.n),
        "several": tally.n > 1,
        "with_shares": any(bar.percent for bar in bars),
        "bar_height": BAR,
        "key": f"figure-{uuid4().hex[:8]}",
    }
