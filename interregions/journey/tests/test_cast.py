from random import Random

import pytest

from interregions.journey.demonstration import cast
from interregions.network.models import Member


def test_the_first_names_of_women_and_men_take_turns():
    assert {"Anne", "Émilie", "Zoé"} <= cast.WOMEN
    assert not {"Karim", "Loïc", "Xavier", "Yann"} & cast.WOMEN


@pytest.mark.django_db
def test_a_woman_of_the_cast_is_chargee_de_mission(france, monkeypatch):
    monkeypatch.setattr(cast, "_epci", lambda chance: [])
    cast.gather_cast(Random(1))
    people = [row for row in Member.objects.values_list("given_name", "function") if row[1].startswith("Chargé")]
    assert {function.startswith("Chargée ") for _, function in people} == {True, False}
    assert all(function.startswith("Chargée ") is (name in cast.WOMEN) for name, function in people)
