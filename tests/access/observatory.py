"""The figures of three Régions: shown between two, closed, waiting, contested, read in public pages."""

from decimal import Decimal

from django.utils import timezone

from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import readings, sheets, showing
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.network.models import Mandate
from tests.access.people import ANIMATION, BRETAGNE, NORMANDIE, OCCITANIE, World

SHOWN, KEPT = "soutien-aux-poles", "poles-suivis"


def enter(by: Mandate, code: str, value: int, words: str) -> Reading:
    nature = Nature("VOTED", "YEAR", "STRUCTURE")
    said = readings.Said(value=Decimal(value), words=words, nature=nature, source=words)
    return readings.enter_reading(
        organisation=by.organisation,
        indicator=Indicator.objects.get(code=code),
        year=timezone.localdate().year,
        said=said,
        seen=[],
        by=by,
    )


def observe(world: World) -> None:
    """Bretagne and Normandie show one indicator to each other; Occitanie has confirmed and shows nothing."""
    load_observatory(facts=[])
    year, shown = timezone.localdate().year, Indicator.objects.get(code=SHOWN)
    two = BRETAGNE | NORMANDIE
    enter(world.by("lead"), SHOWN, 3_200_000, world.canary("shown figure of Bretagne", two))
    enter(world.by("region"), SHOWN, 2_100_000, world.canary("shown figure of Normandie", two))
    for person in ("lead", "region"):
        showing.show_indicator(indicator=shown, by=world.by(person))
    showing.write_reply(
        indicator=shown, year=year, words=world.canary("reply beside a shown figure", two), by=world.by("region")
    )
    enter(world.by("other"), SHOWN, 900_000, world.canary("figure that Occitanie does not show", OCCITANIE))
    enter(world.by("lead"), KEPT, 6, world.canary("figure that Bretagne does not show", BRETAGNE))
    contested = enter(world.by("region"), KEPT, 4, world.canary("contested figure", NORMANDIE))
    readings.contest_reading(
        reading=contested, words=world.canary("what is contested in a figure", NORMANDIE), by=world.by("region")
    )
    waiting = Reading.objects.create(
        organisation=world.occitanie,
        indicator=Indicator.objects.get(code=KEPT),
        year=year,
        value=9,
        words=world.canary("fact read in a public page", OCCITANIE | ANIMATION),
        provenance=Provenance.PRESS,
    )
    sheets.write_policy(
        organisation=world.bretagne,
        year=year,
        texts={"devices": world.canary("sheet in words of Bretagne", BRETAGNE)},
        dated={},
        seen={},
        revision=1,
        by=world.by("lead"),
    )
    world.keep(waiting_reading=waiting, contested_reading=contested)
