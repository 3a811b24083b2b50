"""A constraint of the database that stops the second of two people is told in the words of its rule."""

import pytest
from django.db import IntegrityError, transaction

from interregions.common.constraints import SAME_GESTURE, sentence_of
from interregions.network import rules
from interregions.network.models import Group, Installation


def broken(gesture) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        gesture()
    return caught.value


@pytest.mark.django_db
def test_each_database_names_the_constraint_in_its_way_and_the_sentence_is_one(host):
    Group.objects.create(name="Littoral")
    assert sentence_of(broken(lambda: Group.objects.create(name="Littoral"))) == "Un groupe porte déjà ce nom."
    Installation.objects.create(host=host)
    assert sentence_of(broken(lambda: Installation.objects.create(host=host))) == SAME_GESTURE


@pytest.mark.django_db
def test_what_is_not_already_there_stays_a_breakdown():
    assert sentence_of(broken(lambda: Group.objects.create(name=None))) is None


@pytest.mark.django_db
def test_the_second_of_two_people_reads_the_sentence_and_keeps_what_was_typed(facilitator, client_as, monkeypatch):
    Group.objects.create(name="Littoral")
    monkeypatch.setattr(rules, "reasons_not_to_name_group", lambda **_: [])  # both have read before either wrote
    answer = client_as(facilitator).post(
        "/reseau/groupes/", {"name": "Littoral", "purpose": "Les ports ensemble", "members": []}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Un groupe porte déjà ce nom." in page
    assert "Les ports ensemble" in page
