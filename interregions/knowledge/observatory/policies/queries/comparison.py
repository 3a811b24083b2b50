"""What one person reads of one indicator and one year, as values for the page, the table and the document."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from interregions.knowledge.observatory.choices import Unit
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.knowledge.observatory.policies.rules import comparing, telling
from interregions.knowledge.observatory.policies.rules.natures import Nature, value_told
from interregions.knowledge.observatory.policies.rules.strip import Strip
from interregions.network.models import Mandate, Organisation

NOT_OPEN, NOT_CONFIRMED = "non ouvert", "pas encore confirmé"
NOT_TOLD, NOT_HERE = "non renseigné", "pas encore du réseau"


@dataclass(frozen=True)
class Value:
    """One value that is read by name."""

    number: Decimal | None
    told: str
    nature: str
    difference: str  # « autre nature : engagé »; empty on the line
    confirmed_on: date | None
    source: str
    beside: str = ""  # the words that go with the number
    place: str = ""  # on the thin line of its row: « 45.2% »


@dataclass(frozen=True)
class Line:
    """One Région, in the official order: what is read of it, or one word."""

    code: str
    short: str
    name: str
    own: bool
    here: bool  # somebody is there for it
    shows: bool
    url: tuple[int, int] | None
    values: tuple[Value, ...]
    silence: str
    reply: str


@dataclass(frozen=True)
class Comparison:
    """One indicator and one year as one person reads them."""

    indicators: tuple[Indicator, ...]
    indicator: Indicator
    year: int
    years: tuple[int, ...]
    region: Organisation | None
    mandate: Mandate | None  # under which this person decides for the Région
    lines: tuple[Line, ...]
    opened: bool  # one's own is confirmed for the year, and shown
    own_confirmed: int
    own_waiting: int
    own_told: str
    shown: bool
    showing: int  # how many others show
    read: int  # how many others are read
    on_line: int
    natures: tuple[Nature, ...]
    nature: Nature
    strip: Strip | None
    median: str
    total: str
    fictional: bool
    reasons_to_show: tuple[str, ...]

    @property
    def missing_for_median(self) -> int:
        return comparing.missing_before(self.on_line, comparing.MEDIAN_FROM)

    @property
    def is_words(self) -> bool:
        return self.indicator.unit == Unit.WORDS

    @property
    def headline(self) -> str:
        return telling.headline(
            is_region=self.region is not None,
            shown=self.shown,
            read=self.read,
            showing=self.showing,
        )

    @property
    def stand(self) -> str:
        return telling.stand(
            is_region=self.region is not None,
            confirmed=self.own_confirmed,
            waiting=self.own_waiting,
            opened=self.opened,
            shown=self.shown,
            own=self.own_told,
        )

    @property
    def tiles(self) -> list[dict[str, str]]:
        """Who shows, never how much."""
        return [
            {
                "code": line.code,
                "state": "done" if line.shows else "none" if line.here else "off",
                "value": "montre" if line.shows else NOT_OPEN if line.here else NOT_HERE,
                "own": "vous" if line.own else "",
            }
            for line in self.lines
        ]

    @property
    def keys(self) -> list[tuple[str, int]]:
        """What the tiles say in words, each with its count."""
        shows = sum(line.shows for line in self.lines)
        return [
            ("Pleine : montre", shows),
            ("Contour : non ouvert", sum(line.here and not line.shows for line in self.lines)),
            ("Pointillé : pas encore du réseau", self.not_here),
        ]

    @property
    def not_here(self) -> int:
        return sum(not line.here and not line.shows for line in self.lines)

    @property
    def stages(self) -> list[tuple[str, str]]:
        return telling.stages(on_line=self.on_line, read=self.read, has_line=not self.is_words)

    @property
    def strip_told(self) -> str:
        said = [
            (line.name, value.told, line.own)
            for line in self.lines
            for value in line.values
            if value.number is not None and not value.difference
        ]
        return telling.strip_told(said)

    @property
    def strip_ticks(self) -> list[tuple[str, str]]:
        ticks = self.strip.ticks if self.strip else ()
        return [(each.place, value_told(each.value, self.indicator.unit)) for each in ticks]
