from datetime import date

import pytest

from interregions.network import rules
from interregions.network.choices import Role

DAY = date(2026, 6, 15)
HOLDS = {"starts_on": date(2026, 1, 1), "ends_on": None, "today": DAY}


@pytest.mark.parametrize("siren", ["243500139", "200046977", "732829320", "356000000"])
def test_a_real_siren_passes_its_own_control(siren):
    assert rules.is_valid_siren(siren)


@pytest.mark.parametrize(
    "siren", ["", "243500138", "24350013", "2435001390", "24350013A", "２４３５００１３９", " 43500139"]
)
def test_anything_else_is_no_siren(siren):
    assert not rules.is_valid_siren(siren)


def test_swapping_two_digits_is_noticed():
    assert not rules.is_valid_siren("423500139")


def test_an_allowed_role_acts():
    assert rules.reasons_not_to_act(role="REFERENT", required=["REFERENT"], **HOLDS) == []


def test_another_role_is_told_whose_gesture_it_is():
    (reason,) = rules.reasons_not_to_act(role="CONTRIBUTOR", required=["REFERENT", "FACILITATOR"], **HOLDS)
    assert "un référent" in reason
    assert "l’animation" in reason
    assert "contributeur" in reason


def test_an_ended_mandate_says_when_it_ended_and_whom_to_ask():
    (reason,) = rules.reasons_not_to_act(
        role="REFERENT", required=["REFERENT"], starts_on=date(2025, 1, 1), ends_on=date(2026, 6, 14), today=DAY
    )
    assert "dimanche 14 juin 2026" in reason
    assert "l’animation" in reason


def test_a_mandate_to_come_says_when_it_begins():
    (reason,) = rules.reasons_not_to_act(
        role="REFERENT", required=["REFERENT"], starts_on=date(2026, 7, 1), ends_on=None, today=DAY
    )
    assert "mercredi 1er juillet 2026" in reason


def test_every_role_has_its_words():
    assert set(rules.ROLE_LABELS) == set(Role.values)


def test_one_acts_for_ones_own_organisation_and_the_animation_for_all():
    assert rules.reasons_not_to_act_for(same_organisation=True, is_facilitator=False) == []
    assert rules.reasons_not_to_act_for(same_organisation=False, is_facilitator=True) == []
    assert rules.reasons_not_to_act_for(same_organisation=False, is_facilitator=False)


def test_the_one_click_door_is_open_in_a_demonstration_only_and_closes_with_the_first_real_person():
    assert rules.reasons_not_to_enter_as_cast(demonstration=True, real_members=0) == []
    assert "démonstration" in rules.reasons_not_to_enter_as_cast(demonstration=False, real_members=0)[0]
    assert "fermée" in rules.reasons_not_to_enter_as_cast(demonstration=True, real_members=1)[0]


def test_an_installation_is_named_once():
    assert rules.reasons_not_to_start_installation(already_started=False) == []
    assert rules.reasons_not_to_start_installation(already_started=True)


def test_the_directory_is_kept_by_the_animation():
    assert rules.reasons_not_to_manage_network(is_facilitator=True) == []
    assert "animation" in rules.reasons_not_to_manage_network(is_facilitator=False)[0]
