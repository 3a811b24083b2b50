"""What a line of a published list of programmes says."""

from datetime import date

import pytest

from interregions.vocabulary import rules
from interregions.vocabulary.choices import MemberKind

SLUGS = {"action coeur de ville": "action-coeur-de-ville"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1004", "01004"), ("2a004", "2A004"), (" 97106 ", "97106"), ("123", ""), ("200040715", ""), ("2C004", "")],
)
def test_an_insee_code_is_read_as_spreadsheets_leave_it(typed, code):
    assert rules.insee_of(typed) == code


@pytest.mark.parametrize(
    ("typed", "siren"), [("249 710 062", "249710062"), ("249710063", ""), ("24971006", ""), ("２49710062", "")]
)
def test_a_siren_passes_luhn(typed, siren):
    assert rules.siren_of(typed) == siren


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-05-28", date(2021, 5, 28)),
        ("28/09/2018", date(2018, 9, 28)),
        ("1.2.2021", date(2021, 2, 1)),
        ("2021-05-28 00:00:00", date(2021, 5, 28)),
        ("2018", date(2018, 1, 1)),
        ("31/02/2021", None),
        ("bientôt", None),
        ("", None),
    ],
)
def test_dates_are_read_as_text_in_their_usual_ways(typed, day):
    assert rules.day_of(typed) == day


def test_the_columns_of_a_published_file_say_its_programme():
    assert rules.programme_in({"id_acv": "acv-001"}, SLUGS) == rules.CITIES
    assert rules.programme_in({"id_pvd": "pvd-01"}, SLUGS) == rules.TOWNS
    assert rules.programme_in({"id_ti": "ti-1", "grouping_kind": "epci"}, SLUGS) == rules.TERRITOIRES_2
    assert rules.programme_in({"id_ti": "ti-1"}, SLUGS) == ""
    assert rules.programme_in({"programme": "Action Cœur de Ville", "id_pvd": "pvd-01"}, SLUGS) == rules.CITIES


def test_a_commune_and_a_grouping_are_told_apart_by_their_code():
    assert rules.code_in({"insee": "80001"}) == rules.Code(MemberKind.COMMUNE, "80001")
    assert rules.code_in({"siren": "249710062"}) == rules.Code(MemberKind.GROUPING, "249710062")
    assert rules.code_in({"siren": "215800467"}) == rules.Code(MemberKind.COMMUNE, "215800467")
    assert rules.code_in({"code": "249710062"}) == rules.Code(MemberKind.GROUPING, "249710062")
    assert rules.code_in({"insee": "8000100"}) is None


def test_a_line_is_refused_in_sentences():
    def against(line, programme="action-coeur-de-ville", name="Agen"):
        return rules.reasons_against(line, programme=programme, name=name, year=2026)

    assert against({"insee": "47001"}) == []
    assert against({"insee": "47001"}, programme="") == [rules.NO_PROGRAMME]
    assert against({"insee": "47001", "id_ti": "ti-1"}, programme="") == [rules.NO_PHASE]
    assert against({"insee": "47001", "programme": "Rebond"}, programme="")[0].startswith("« Rebond »")
    assert against({}) == [rules.NO_CODE]
    assert against({"siren": "249710063"}) == ["« 249710063 » n’est pas un SIREN."]
    assert against({"insee": "47001"}, name="") == ["Le nom du territoire manque."]
    assert against({"insee": "47001", "epci": "12"}) == ["« 12 » n’est pas le SIREN d’un EPCI."]
    assert len(against({"insee": "47001", "starts_on": "bientôt", "ends_on": "3000"})) == 2
    assert against({"insee": "47001", "starts_on": "2026", "ends_on": "2020"}) == ["La fin vient avant le début."]
