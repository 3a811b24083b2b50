"""The page of the observatory: what one Région reads of the others, in the official order."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from interregions.common import tiles
from interregions.knowledge.observatory.policies.models import Indicator, Reading, Reply
from interregions.knowledge.observatory.policies.queries.comparison import (
    NOT_CONFIRMED,
    NOT_HERE,
    NOT_OPEN,
    NOT_TOLD,
    Comparison,
    Line,
    Value,
)
from interregions.knowledge.observatory.policies.queries.figures import nature_of, told
from interregions.knowledge.observatory.policies.queries.visible import (
    indicators,
    open_showings,
    region_mandate,
    shown_to,
    writing_mandate,
)
from interregions.knowledge.observatory.policies.rules import comparing, natures, readings, sheets
from interregions.knowledge.observatory.policies.rules.strip import Strip, axis_end, percent, strip
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import current, installation
from interregions.toolkit.sources.choices import SourceState


def comparison(
    member: Member | None, acting: Mandate | None, *, code: str = "", year: int | None = None, nature: int = 0
) -> Comparison | None:
    """The page for this person; None when no indicator is loaded."""
    known = {each.code: each for each in indicators() if each.code != sheets.SHEET}
    chosen = known.get(readings.chosen_indicator(list(known), code))
    if chosen is None:
        return None
    reader = region_mandate(member, acting)
    region = reader.organisation if reader else None
    years = _years(chosen, region)
    picked = year if year in years else years[0]
    found = _readings(chosen, picked, region)
    return _Making(member, region, chosen, picked, found).page(tuple(known.values()), years, nature)


def _years(indicator: Indicator, region: Organisation | None) -> tuple[int, ...]:
    """The years of one's own values, and this one; a year others alone have told would say that they have."""
    own = Reading.objects.filter(indicator=indicator, organisation=region).exclude(state=SourceState.DISCARDED)
    years = set(own.order_by().values_list("year", flat=True)) if region else set()
    return tuple(sorted(years | {timezone.localdate().year}, reverse=True))


def _readings(indicator: Indicator, year: int, region: Organisation | None) -> list[Reading]:
    """One's own in any state, and those that are shown to one's Région."""
    if region is None:
        return []
    own = Reading.objects.filter(indicator=indicator, year=year, organisation=region)
    theirs = Reading.objects.filter(shown_to([region.pk]), indicator=indicator, year=year)
    found = own.exclude(state=SourceState.DISCARDED) | theirs
    return list(found.select_related("indicator", "organisation").order_by("organisation_id", "stage", "pays", "pk"))


class _Making:
    """What is found once for a page, and the page made of it."""

    def __init__(
        self, member: Member | None, region: Organisation | None, indicator: Indicator, year: int, found: list[Reading]
    ) -> None:
        self.member, self.region, self.indicator, self.year = member, region, indicator, year
        self.own = region.pk if region else 0
        self.confirmed = [each for each in found if each.state == SourceState.CONFIRMED]
        self.waiting = [each for each in found if each.organisation_id == self.own and each not in self.confirmed]
        self.showing = set(open_showings().filter(indicator=indicator).values_list("organisation_id", flat=True))
        self.organisations = _regions()
        self.replies = dict(
            Reply.objects.filter(indicator=indicator, year=year).values_list("organisation_id", "words")
        )
        held = [
            comparing.Held(each.organisation_id, each.value, nature_of(each), each.words) for each in self.confirmed
        ]
        self.read = comparing.readable(held, self.showing, self.own)
        self.readers = {each.organisation for each in self.read}

    def page(self, known: tuple[Indicator, ...], years: tuple[int, ...], asked: int) -> Comparison:
        mine = [each for each in self.confirmed if each.organisation_id == self.own]
        own_natures = tuple(dict.fromkeys(nature_of(each) for each in mine if each.value is not None))
        nature = own_natures[asked if 0 <= asked < len(own_natures) else 0] if own_natures else natures.Nature()
        line = comparing.on_one_line(self.read, has_nature=self.indicator.has_nature, nature=nature)
        drawn = self._strip(line)
        opened = comparing.opens(
            confirmed={each.organisation_id for each in mine}, showing=self.showing, reader=self.own
        )
        where = installation()
        return Comparison(
            indicators=known,
            indicator=self.indicator,
            year=self.year,
            years=years,
            region=self.region,
            mandate=writing_mandate(self.member, self.own) if self.region else None,
            lines=tuple(self._line(tile, nature, line) for tile in official_order()),
            opened=opened,
            own_confirmed=len(mine),
            own_waiting=len(self.waiting),
            own_told=", ".join(told(each) for each in mine),
            shown=self.own in self.showing,
            showing=len(self.showing - {self.own}),
            read=len(self.readers - {self.own}),
            on_line=len(line),
            natures=own_natures,
            nature=nature,
            strip=drawn,
            median=self._told(comparing.median_of(line)),
            total=self._told(comparing.total_of(line)),
            fictional=bool(where and where.demonstration),
            reasons_to_show=tuple(
                readings.reasons_not_to_show(
                    subject=self.indicator.subject,
                    is_region=self.region is not None,
                    confirmed=len(mine),
                    shown=self.own in self.showing,
                )
            ),
        )

    def _told(self, value: Decimal | None) -> str:
        return natures.value_told(value, self.indicator.unit) if value is not None else ""

    def _strip(self, line: Sequence[comparing.Held]) -> Strip | None:
        if len(line) < 2:
            return None
        codes = {organisation.pk: tile for tile, (organisation, _) in self._tiles()}
        return strip(
            [
                (codes[each.organisation].short, self._told(each.value), each.value, each.organisation == self.own)
                for each in line
                if each.value is not None and each.organisation in codes
            ]
        )

    def _tiles(self) -> list[tuple[tiles.Tile, tuple[Organisation, bool]]]:
        return [(tile, self.organisations[tile.insee]) for tile in tiles.TILES if tile.insee in self.organisations]

    def _line(self, tile: tiles.Tile, nature: natures.Nature, line: Sequence[comparing.Held]) -> Line:
        organisation, here = self.organisations.get(tile.insee, (None, False))
        pk = organisation.pk if organisation else 0
        own = bool(pk) and pk == self.own
        read = [each for each in self.confirmed if each.organisation_id == pk and pk in self.readers]
        silence = "" if read else self._silence(own, here)
        return Line(
            code=tile.insee,
            short=tile.short,
            name=tile.name,
            own=own,
            here=here,
            shows=pk in self.showing,
            url=(pk, self.year) if organisation and (read or own) else None,
            values=tuple(self._value(each, nature, line) for each in read),
            silence=silence,
            reply=self.replies.get(pk, "") if read else "",
        )

    def _silence(self, own: bool, here: bool) -> str:
        if own:
            return NOT_CONFIRMED if self.waiting else NOT_TOLD
        return NOT_OPEN if here else NOT_HERE

    def _value(self, reading: Reading, nature: natures.Nature, line: Sequence[comparing.Held]) -> Value:
        same = natures.may_be_compared(has_nature=self.indicator.has_nature, mine=nature, theirs=nature_of(reading))
        return Value(
            number=reading.value,
            told=told(reading),
            nature=nature_of(reading).words,
            difference="" if same else natures.difference_told(nature, nature_of(reading)),
            confirmed_on=reading.checked_on,
            source=reading.source,
            beside=reading.words if reading.value is not None else "",
            place=_place(reading.value, line) if same else "",
        )


def _place(value: Decimal | None, line: Sequence[comparing.Held]) -> str:
    """On the same axis as the strip."""
    if value is None or not line:
        return ""
    end = axis_end(max((each.value for each in line if each.value is not None), default=Decimal()))
    return percent(value / end)


def official_order() -> list[tiles.Tile]:
    """The eighteen, by their official geographic code."""
    return sorted(tiles.TILES, key=lambda tile: tile.insee)


def _regions() -> dict[str, tuple[Organisation, bool]]:
    """INSEE code → the Région, and whether somebody is there for it."""
    today = timezone.localdate()
    there = set(
        Mandate.objects.filter(current(today), organisation__kind=OrganisationKind.REGION)
        .exclude(role=Role.FACILITATOR)
        .order_by()
        .values_list("organisation_id", flat=True)
    )
    found: dict[str, tuple[Organisation, bool]] = {}
    rows = Organisation.objects.filter(kind=OrganisationKind.REGION).prefetch_related("territories").order_by("pk")
    for organisation in rows:
        for territory in organisation.territories.all():
            found.setdefault(territory.code, (organisation, organisation.pk in there))
    return found
