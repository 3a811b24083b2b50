"""The hours of the network: Paris, and the five overseas Régions. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from interregions.common.typography import french_date, french_datetime, french_time

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Place:
    """Where somebody is whose clock is not the one of Paris: its zone, and « à La Réunion »."""

    zone: ZoneInfo
    words: str


# By the INSEE code of the Région.
OVERSEAS: dict[str, Place] = {
    "01": Place(ZoneInfo("America/Guadeloupe"), "en Guadeloupe"),
    "02": Place(ZoneInfo("America/Martinique"), "en Martinique"),
    "03": Place(ZoneInfo("America/Cayenne"), "en Guyane"),
    "04": Place(ZoneInfo("Indian/Reunion"), "à La Réunion"),
    "06": Place(ZoneInfo("Indian/Mayotte"), "à Mayotte"),
}


def moment_told(moment: datetime, place: Place | None = None) -> str:
    """« jeudi 14 janvier 2027 à 10 h, heure de Paris »; for another place « … à 10 h à Paris, 13 h à La Réunion »."""
    there = french_datetime(moment.astimezone(PARIS))
    return f"{there}, heure de Paris" if place is None else f"{there} à Paris, {_elsewhere(moment, place)}"


def hour_told(moment: datetime, place: Place | None = None) -> str:
    """« 10 h » in Paris; for another place « 10 h à Paris, 13 h à La Réunion »."""
    there = french_time(moment.astimezone(PARIS))
    return there if place is None else f"{there} à Paris, {_elsewhere(moment, place)}"


def span_told(start: datetime, end: datetime, place: Place | None = None) -> str:
    """« jeudi 14 janvier 2027 à 10 h, jusqu’à 12 h », then the same hours in the other place."""
    there, until = start.astimezone(PARIS), end.astimezone(PARIS)
    told = f"{french_datetime(there)}, jusqu’à {french_time(until)}"
    if place is None:
        return told
    here = f"de {french_time(start.astimezone(place.zone))} à {french_time(end.astimezone(place.zone))}"
    return f"{told} à Paris, {_other_day(start, place)}{here} {place.words}"


def _elsewhere(moment: datetime, place: Place) -> str:
    day = _other_day(moment, place)
    return f"{day}{'à ' if day else ''}{french_time(moment.astimezone(place.zone))} {place.words}"


def _other_day(moment: datetime, place: Place) -> str:
    here = moment.astimezone(place.zone)
    return "" if here.date() == moment.astimezone(PARIS).date() else f"{french_date(here)} "


def day_not_over(now: datetime) -> date:
    """The latest day that has not ended everywhere in the network: a deadline of that day still holds.

    « Jusqu’au 18 » ends when the 18th ends in the last time zone, some hours after midnight in Paris.
    """
    return min(now.astimezone(zone).date() for zone in (PARIS, *(place.zone for place in OVERSEAS.values())))
