"""What is done with one figure: entered, confirmed, contested, discarded, taken back, corrected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.common.rows import held_row, hold
from interregions.knowledge.observatory.choices import Provenance
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.queries.references import reading_reference
from interregions.knowledge.observatory.policies.queries.visible import WRITERS
from interregions.knowledge.observatory.policies.rules import natures, readings
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.sources.choices import SourceState


@dataclass(frozen=True)
class Said:
    """What somebody says of one figure."""

    value: Decimal | None
    words: str
    nature: natures.Nature
    source: str
    address: str = ""
    as_of: date | None = None
    shared_part: Decimal | None = None


class StaleFigure(Refused):
    """Another value of this nature was confirmed while this person was writing; ``standing`` is that one."""

    def __init__(self, standing: Reading) -> None:
        self.standing = standing
        super().__init__("Une autre valeur vient d’être confirmée\u202f: rien n’est perdu, voici les deux.")


@transaction.atomic
def enter_reading(
    *, organisation: Organisation, indicator: Indicator, year: int, said: Said, seen: Collection[int], by: Mandate
) -> Reading:
    """The organisation says a figure of itself: it is confirmed, and takes the place of one of the same nature.

    ``seen`` are the confirmed values that were under the person's eyes: one that came since is not replaced unread.
    """
    _check(organisation, by)
    return _confirmed(Reading(organisation=organisation, indicator=indicator, year=year), said, seen, by)


@transaction.atomic
def correct_reading(*, reading: Reading, said: Said, seen: Collection[int], by: Mandate) -> Reading:
    """Another value in the place of this one, which stays to be read, discarded."""
    reading = _held(reading, by)
    refuse_if(readings.reasons_not_to_correct(state=reading.state))
    made = Reading(organisation=reading.organisation, indicator=reading.indicator, year=reading.year, replaces=reading)
    _discard(reading, by)
    return _confirmed(made, said, {*seen, reading.pk}, by)


@transaction.atomic
def confirm_reading(*, reading: Reading, seen: Collection[int], by: Mandate) -> Reading:
    """This figure is ours: it enters the comparisons of those to whom we show it."""
    reading = _held(reading, by)
    refuse_if(readings.reasons_not_to_move(state=reading.state, to=SourceState.CONFIRMED, own=True))
    standing = _give_place(reading, seen, by)
    reading.replaces = standing or reading.replaces
    _move(reading, SourceState.CONFIRMED, by)
    record("observatory.reading_confirmed", reading_reference(reading), by)
    return reading


@transaction.atomic
def contest_reading(*, reading: Reading, words: str, by: Mandate) -> Reading:
    """This figure is wrong, and here is why: it leaves every comparison at once."""
    reading = _held(reading, by)
    refuse_if(
        readings.reasons_not_to_move(state=reading.state, to=SourceState.CONTESTED, own=True)
        or readings.reasons_not_to_contest(words=words)
    )
    reading.contested_words = words.strip()
    _move(reading, SourceState.CONTESTED, by)
    record("observatory.reading_contested", reading_reference(reading), by)
    return reading


@transaction.atomic
def discard_reading(*, reading: Reading, by: Mandate) -> Reading:
    """This figure is not for us: it is asked no more, and may be taken back."""
    reading = _held(reading, by)
    refuse_if(readings.reasons_not_to_move(state=reading.state, to=SourceState.DISCARDED, own=True))
    _discard(reading, by)
    record("observatory.reading_discarded", reading_reference(reading), by)
    return reading


@transaction.atomic
def take_back_reading(*, reading: Reading, by: Mandate) -> Reading:
    """A figure that was discarded waits again to be confirmed."""
    reading = _held(reading, by)
    refuse_if(readings.reasons_not_to_move(state=reading.state, to=SourceState.PROPOSED, own=True))
    _move(reading, SourceState.PROPOSED, by)
    record("observatory.reading_taken_back", reading_reference(reading), by)
    return reading


def propose_readings(proposed: Collection[Reading]) -> int:
    """Figures brought from elsewhere, each once by its ``brought_key``; how many wait for whom they describe."""
    keys = [each.brought_key for each in proposed]
    told = set(Reading.objects.filter(brought_key__in=keys).values_list("organisation_id", "brought_key"))
    new = [each for each in proposed if (each.organisation_id, each.brought_key) not in told]
    Reading.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _check(organisation: Organisation, by: Mandate) -> None:
    check_mandate(by, roles=WRITERS)
    refuse_if(readings.reasons_not_to_act_on(own=by.organisation_id == organisation.pk))


def _held(reading: Reading, by: Mandate) -> Reading:
    found = held_row(Reading.objects.select_related("organisation", "indicator"), reading.pk)
    _check(found.organisation, by)
    return found


def _confirmed(made: Reading, said: Said, seen: Collection[int], by: Mandate) -> Reading:
    refuse_if(
        readings.reasons_not_to_enter(
            value=said.value,
            words=said.words,
            unit=made.indicator.unit,
            year=made.year,
            source=said.source,
            as_of=said.as_of,
            today=timezone.localdate(),
        )
    )
    for name in natures.FIELDS:
        setattr(made, name, getattr(said.nature, name) if made.indicator.has_nature else "")
    made.value, made.words, made.shared_part = said.value, said.words.strip(), said.shared_part
    made.source, made.address, made.as_of = said.source.strip(), said.address, said.as_of
    made.provenance, made.entered_by = Provenance.ENTERED, by
    made.replaces = _give_place(made, seen, by) or made.replaces
    _move(made, SourceState.CONFIRMED, by)
    record("observatory.reading_entered", reading_reference(made), by)
    return made


def _give_place(coming: Reading, seen: Collection[int], by: Mandate) -> Reading | None:
    """The confirmed value of the same nature leaves its place, if the person knew of it."""
    same = {name: getattr(coming, name) for name in natures.FIELDS}
    found = Reading.objects.filter(
        organisation_id=coming.organisation_id,
        indicator_id=coming.indicator_id,
        year=coming.year,
        state=SourceState.CONFIRMED,
        **same,
    ).exclude(pk=coming.pk)
    hold(found)
    standing = found.first()
    if standing is None:
        return None
    if standing.pk not in seen:
        raise StaleFigure(standing)
    _discard(standing, by)
    return standing


def _discard(reading: Reading, by: Mandate) -> None:
    _move(reading, SourceState.DISCARDED, by)


def _move(reading: Reading, state: str, by: Mandate) -> None:
    reading.state = state
    reading.checked_by, reading.checked_on = by, timezone.localdate()
    reading.save()
