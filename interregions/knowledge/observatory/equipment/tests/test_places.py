"""Départements, by their number or their name."""

from interregions.knowledge.observatory.equipment.places import department_named


def test_a_departement_is_found_by_its_number_or_its_name():
    named = ["35", "ille et vilaine", "Côtes-d’Armor", "2a", "nulle part", ""]
    assert [department_named(typed) for typed in named] == ["35", "35", "22", "2A", "", ""]
