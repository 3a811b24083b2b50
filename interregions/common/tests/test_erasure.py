from types import SimpleNamespace

import pytest

from interregions.common.erasure import traces_in, without_person

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


PAULINE = SimpleNamespace(given_name="Pauline", family_name="Kermadec", email="p.kermadec@region.example")


@pytest.mark.parametrize(
    "written",
    [
        "Pauline  Kermadec",
        "Pauline\u00a0Kermadec",
        "PAULINE\u202fKERMADEC",
        "Kermadec Pauline",
        "KERMADEC, Pauline",
        "P. Kermadec",
        "P.\u00a0KERMADEC",
        "P.Kermadec@Region.Example",
    ],
)
def test_a_person_is_found_however_they_are_written(written):
    assert without_person(f"Vu avec {written} hier.", PAULINE) == "Vu avec Personne retirée hier."


def test_accents_hyphens_and_composed_letters_are_forgiven():
    person = SimpleNamespace(given_name="Anne-Zoé", family_name="L’Hévéder", email="")
    for written in (
        "Anne Zoe L'Heveder",
        "ANNE-ZOÉ L’HÉVÉDER",
        "Anne-Zoe\u0301 L’He\u0301ve\u0301der",
        "A.-Z. L’Hévéder",
    ):
        assert without_person(written, person) == "Personne retirée"


@pytest.mark.parametrize("written", ["Mme Kermadec", "Kermadec", "Madame\u00a0Kermadec"])
def test_a_family_name_alone_may_be_somebody_else_and_is_for_a_person_to_decide(written):
    text = f"Vu avec {written} hier."
    assert without_person(text, PAULINE) == text
    (trace,) = traces_in(text, PAULINE)
    assert not trace.sure
    assert text[trace.start : trace.end] == written


def test_what_is_sure_is_not_told_twice():
    assert [trace.sure for trace in traces_in("Pauline Kermadec, puis Mme Kermadec", PAULINE)] == [True, False]
