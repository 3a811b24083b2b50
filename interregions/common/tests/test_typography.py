from datetime import date, datetime

import pytest

from interregions.common import typography as t

N = "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Rien n'est perdu : voici", f"Rien n’est perdu{N}: voici"),
        ("« Envoyer »", f"«{N}Envoyer{N}»"),
        ("«Envoyer»", f"«{N}Envoyer{N}»"),
        ("Où en êtes-vous ?", f"Où en êtes-vous{N}?"),
        ("12,5 % de 1 255 pôles", f"12,5{N}% de 1{N}255 pôles"),
        ("https://exemple.fr/a?b=1", "https://exemple.fr/a?b=1"),
        ("à 10:30", "à 10:30"),
    ],
)
def test_narrow_spaces_go_where_french_asks(typed, printed):
    assert t.typo(typed) == printed
    assert t.typo(printed) == printed


def test_dates_are_words():
    assert t.french_date(date(2027, 1, 14)) == "jeudi 14 janvier 2027"
    assert t.french_date(date(2027, 8, 1)) == "dimanche 1er août 2027"
    assert t.french_datetime(datetime(2027, 1, 14, 10, 0)) == f"jeudi 14 janvier 2027 à 10{N}h"  # noqa: DTZ001
    assert t.french_time(datetime(2027, 1, 14, 10, 5)) == f"10{N}h{N}05"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1255, f"1{N}255"),
        (12.5, "12,5"),
        (0, "0"),
        (-3, "−3"),
        (12.0, "12"),
        (1 / 3, "0,33"),
        (-0.001, "0"),
        (1e6, f"1{N}000{N}000"),
    ],
)
def test_numbers_are_written_the_french_way(value, written):
    assert t.number(value) == written


def test_percentages_and_counts():
    assert t.percentage(12.5) == f"12,5{N}%"
    assert t.counted(0, "réponse") == "0 réponse"
    assert t.counted(2, "réponse") == "2 réponses"
    assert t.counted(2, "avis", "avis") == "2 avis"


def test_a_name_is_elided_after_de():
    assert [t.of_name(name) for name in ("Bretagne", "Occitanie", "Île-de-France", "La Réunion")] == [
        "de Bretagne",
        "d’Occitanie",
        "d’Île-de-France",
        "de La Réunion",
    ]


@pytest.mark.parametrize("text", ["Bretagne", "12 h", "a 12 b 3", "", "été", "x\u202fy"])
def test_what_asks_nothing_is_seen_at_once(text):
    assert t._NOTHING_TO_DO.fullmatch(text)
    assert t.typo(text) == text


@pytest.mark.parametrize("text", ["20 000 €", "1 234", "l'eau", "x\u202f\u202fy", "12\u202f%", "« a »", "3 4", "oui ?"])
def test_what_may_ask_something_is_gone_through(text):
    assert not t._NOTHING_TO_DO.fullmatch(text)
