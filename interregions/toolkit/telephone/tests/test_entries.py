"""Who reads what was entered by telephone, and what is left of a person who is forgotten."""

import pytest

from interregions.toolkit.telephone.models import PhoneEntry
from interregions.toolkit.telephone.queries import entries_visible_to, personal_data_of
from interregions.toolkit.telephone.rules import reasons_not_to_enter
from interregions.toolkit.telephone.services import erase_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(bretagne, facilitator):
    member = bretagne.member
    return PhoneEntry.objects.create(
        gesture="presence",
        about_kind="meetings.meeting",
        about_id="1",
        about={"kind": "meetings.meeting", "id": "1", "label": "Réunion", "url": "/reunions/1/"},
        organisation=bretagne.organisation,
        words=f"Nous venons\n{member.full_name}, directrice",
        said_by=f"{member.full_name}, directrice",
        by=facilitator,
    )


def test_the_animation_and_the_organisation_concerned_read_it_and_nobody_else(entry, bretagne, normandie, facilitator):
    assert list(entries_visible_to(facilitator.member)) == [entry]
    assert list(entries_visible_to(bretagne.member)) == [entry]
    assert not entries_visible_to(normandie.member).exists()
    assert not entries_visible_to(None).exists()


def test_a_person_reads_what_is_kept_of_them_and_is_forgotten(entry, bretagne, normandie, facilitator):
    assert personal_data_of(bretagne.member)["said"][0]["words"] == entry.words
    assert personal_data_of(facilitator.member)["entered"][0]["organisation"] == bretagne.organisation.name
    assert personal_data_of(normandie.member) == {"entered": [], "said": []}
    erase_member(bretagne.member)
    entry.refresh_from_db()
    assert bretagne.member.family_name not in entry.words + entry.said_by
    assert "directrice" in entry.said_by, "the rest stays"


def test_why_it_is_not_entered():
    assert reasons_not_to_enter(concerned=True, own=False, said_by="Anne") == []
    assert "votre propre organisme" in reasons_not_to_enter(concerned=True, own=True, said_by="Anne")[0]
    assert "n’a pas ce geste" in reasons_not_to_enter(concerned=False, own=False, said_by="Anne")[0]
    assert "qui l’a dit" in reasons_not_to_enter(concerned=True, own=False, said_by=" ")[0]
