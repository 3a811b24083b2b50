"""The hours of the network, told there too."""

from datetime import UTC, date, datetime

import pytest

from interregions.common.zones import OVERSEAS, day_not_over, hour_told, moment_told, span_told

WINTER, SUMMER = datetime(2027, 1, 14, 9, tzinfo=UTC), datetime(2027, 7, 14, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "winter", "summer"),
    [
        ("01", "5 h en Guadeloupe", "4 h en Guadeloupe"),
        ("02", "5 h en Martinique", "4 h en Martinique"),
        ("03", "6 h en Guyane", "5 h en Guyane"),
        ("04", "13 h à La Réunion", "12 h à La Réunion"),
        ("06", "12 h à Mayotte", "11 h à Mayotte"),
    ],
)
def test_ten_in_paris_is_told_there_too(code, winter, summer):
    for moment, hour in ((WINTER, winter), (SUMMER, summer)):
        told = hour_told(moment, OVERSEAS[code])
        assert told.replace("\u202f", " ") == f"10 h à Paris, {hour}"


def test_in_paris_the_hour_alone_is_told():
    assert moment_told(WINTER) == "jeudi 14 janvier 2027 à 10\u202fh, heure de Paris"
    assert hour_told(SUMMER) == "10\u202fh"


def test_another_day_there_is_said():
    evening = datetime(2027, 1, 14, 22, tzinfo=UTC)
    told = moment_told(evening, OVERSEAS["04"]).replace("\u202f", " ")
    assert told == "jeudi 14 janvier 2027 à 23 h à Paris, vendredi 15 janvier 2027 à 2 h à La Réunion"


def test_a_span_is_told_there_too():
    told = span_told(WINTER, datetime(2027, 1, 14, 11, tzinfo=UTC), OVERSEAS["04"]).replace("\u202f", " ")
    assert told == "jeudi 14 janvier 2027 à 10 h, jusqu’à 12 h à Paris, de 13 h à 15 h à La Réunion"


def test_a_day_is_over_when_it_has_ended_in_the_last_zone():
    """Martinique and Guadeloupe, four hours behind UTC: the 14th ends at 4 h UTC on the 15th, 5 h in Paris."""
    assert day_not_over(datetime(2027, 1, 15, 3, 59, tzinfo=UTC)) == date(2027, 1, 14)
    assert day_not_over(datetime(2027, 1, 15, 4, 0, tzinfo=UTC)) == date(2027, 1, 15)
    assert day_not_over(datetime(2027, 7, 15, 3, 59, tzinfo=UTC)) == date(2027, 7, 14)
