"""One figure as it is read: value, nature, date, source, by whom, confirmed or contested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interregions.common.typography import number
from interregions.knowledge.observatory.policies.models import Indicator, Reading, Reply
from interregions.knowledge.observatory.policies.rules import natures
from interregions.toolkit.sources.choices import SourceState


@dataclass(frozen=True)
class Figure:
    """One value in words, with what may be said of it."""

    reading: Reading
    value: str
    words: str  # what is said beside the number
    nature: str
    source: str
    address: str
    as_of: date | None
    state: str
    state_label: str
    by: str  # who checked it, else who brought it; a person's name is for their own organisation
    replaces: str  # the value it took the place of
    would_replace: "Reading | None" = None  # the confirmed one that confirming it would replace

    @property
    def is_confirmed(self) -> bool:
        return self.state == SourceState.CONFIRMED

    @property
    def waits(self) -> bool:
        return self.state == SourceState.PROPOSED

    @property
    def is_contested(self) -> bool:
        return self.state == SourceState.CONTESTED

    @property
    def is_discarded(self) -> bool:
        return self.state == SourceState.DISCARDED

    @property
    def would_replace_told(self) -> str:
        """The value that confirming this one would replace."""
        return told(self.would_replace) if self.would_replace else ""

    @property
    def seen(self) -> str:
        """The number of that value, sent back with the gesture: another that came since is not replaced unread."""
        return str(self.would_replace.pk) if self.would_replace else ""


def nature_of(reading: Reading) -> natures.Nature:
    """What is said of this amount."""
    return natures.Nature(**{name: getattr(reading, name) for name in natures.FIELDS})


def told(reading: Reading) -> str:
    """The value in words."""
    return natures.value_told(reading.value, reading.indicator.unit, reading.words)


def figure(reading: Reading, *, own: bool, among: Iterable[Reading] = ()) -> Figure:
    """One reading as it is read by its own organisation, or by another."""
    nature = nature_of(reading)
    standing = next(
        (
            each
            for each in among
            if each.state == SourceState.CONFIRMED
            and each.pk != reading.pk
            and (each.indicator_id, each.year) == (reading.indicator_id, reading.year)
            and nature_of(each) == nature
        ),
        None,
    )
    return Figure(
        reading=reading,
        value=told(reading),
        words=reading.words if reading.value is not None else "",
        nature=nature.words + (f", part de {number(reading.shared_part)} %" if reading.shared_part else ""),
        source=reading.source,
        address=reading.address,
        as_of=reading.as_of,
        state=reading.state,
        state_label=SourceState(reading.state).label,
        by=_by(reading, own),
        replaces=told(reading.replaces) if reading.replaces else "",
        would_replace=standing if reading.state in (SourceState.PROPOSED, SourceState.CONTESTED) else None,
    )


def _by(reading: Reading, own: bool) -> str:
    """« Claire Martin » for one's own, the organisation for the others; nothing for what nobody brought by hand."""
    mandate = reading.checked_by or reading.entered_by
    if mandate is None:
        return ""
    return mandate.member.full_name if own else reading.organisation.short_name


@dataclass(frozen=True)
class IndicatorFigures:
    """One indicator of a sheet: its figures, whom they are shown to, and what its organisation may do."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    discarded: tuple[Figure, ...]
    silence: str  # why nothing is read: « non renseigné » for its own people, « non ouvert » for the others
    shown: bool
    shown_to: tuple[str, ...]
    reasons_to_show: tuple[str, ...]
    reply: Reply | None

    @property
    def has_confirmed(self) -> bool:
        return any(each.is_confirmed for each in self.figures)


def sorted_figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The confirmed one first, then what waits, then what is contested; the latest first in each."""
    rank = {SourceState.CONFIRMED: 0, SourceState.PROPOSED: 1, SourceState.CONTESTED: 2, SourceState.DISCARDED: 3}
    return tuple(sorted(figures, key=lambda each: (rank[SourceState(each.state)], -each.reading.pk)))
