from types import SimpleNamespace

from interregions.common.erasure import without_person

ANNE = SimpleNamespace(given_name="Anne", family_name="Le Goff", email="anne@example.org")


def test_the_name_goes_in_either_order_and_any_case():
    assert without_person("Anne Le Goff, LE GOFF Anne, anne le goff", ANNE) == ", ".join(["Personne retirée"] * 3)


def test_the_address_goes_wherever_it_is_written():
    assert without_person("Écrire à ANNE@example.org.", ANNE) == "Écrire à Personne retirée."


def test_somebody_elses_longer_name_is_left_alone():
    assert without_person("Marianne Le Goff et Anne Le Goffic", ANNE) == "Marianne Le Goff et Anne Le Goffic"


def test_lists_and_dictionaries_are_gone_through_and_the_rest_is_kept():
    value = {"by": "Anne Le Goff", "lines": [{"text": "Anne Le Goff"}, 3, None, True]}
    cleaned = {"by": "Personne retirée", "lines": [{"text": "Personne retirée"}, 3, None, True]}
    assert without_person(value, ANNE) == cleaned


def test_signs_of_a_name_are_no_pattern():
    person = SimpleNamespace(given_name="J.", family_name="(Doe", email="j+d@example.org")
    assert without_person("J. (Doe, Jx (Doe, j+d@example.org", person) == "Personne retirée, Jx (Doe, Personne retirée"


def test_nobody_is_taken_out_of_nothing():
    assert without_person("Anne", SimpleNamespace(given_name="", family_name="", email="")) == "Anne"
