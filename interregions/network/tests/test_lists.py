"""A list is filtered by words typed without accents, the same on both databases."""

import pytest

from interregions.common.characters import sort_key
from interregions.common.lists import having_words, naming
from interregions.common.words import matches
from interregions.network.models import Organisation

pytestmark = pytest.mark.django_db
NAMES = ["Île-de-France", "ÉVRY-COURCOURONNES", "Œuilly l’Abbaye", "Cœur d’Ostrevent", "Saint-Étienne Métropole"]


@pytest.fixture
def five() -> None:
    for number, name in enumerate(NAMES):
        Organisation.objects.create(name=name, short_name=name, kind="EPCI", college="EPCI", siren=f"20005478{number}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("evry", [1]),
        ("ÎLE france", [0]),
        ("l abbaye oeuilly", [2]),
        ("coeur d'ostrevent", [3]),
        ("METROPOLE etienne", [4]),
        ("200 054 783", [3]),
        ("lyon", []),
        ("?", []),
        ("%", []),
        ("  ", [0, 1, 2, 3, 4]),
    ],
)
def test_words_find_whatever_their_accents_and_their_order(five: None, words: str, found: list[int]) -> None:
    rows = having_words(Organisation.objects.filter(kind="EPCI"), words, "name", "short_name", exact=("siren",))
    assert sorted(row.name for row in rows) == sorted(NAMES[number] for number in found)


ODD = "".join(map(chr, [*range(0x20, 0x180), *range(0x2010, 0x2028), 0x20AC, 0x2212]))


def test_both_databases_find_what_python_finds(five: None) -> None:
    """Each letter of the Latin alphabets and each sign between words, as a text and as what is typed."""
    names = [f"x{sign}y {sign}" for sign in ODD if sign.isprintable()]
    Organisation.objects.bulk_create(
        Organisation(name=name, short_name="s", kind="BANK", college="OTHERS") for name in names
    )
    banks = Organisation.objects.filter(kind="BANK")
    for words in ["x", "y", "xy", *sorted({word for name in names for word in sort_key(name).split()})]:
        found = sorted(banks.filter(naming(words, "name")).values_list("name", flat=True))
        assert found == sorted(name for name in names if matches(name, words)), words


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Chargée de projets européens", "charge projets europeens"),
        ("Chargée de projets européens", "europe"),
        ("La Réunion", "reunion"),
        ("La Réunion", "la réunion"),
        ("Directrice de l’innovation", "directeur innovations"),
        ("Pôle Mer", "cluster"),
        ("Compétences régionales", "compétent regional"),
    ],
)
def test_a_word_is_found_whatever_its_number_its_gender_and_its_accents(text: str, typed: str) -> None:
    Organisation.objects.create(name=text, short_name="x", kind="BANK", college="OTHERS")
    assert matches(text, typed)
    assert having_words(Organisation.objects.all(), typed, "name").count() == 1
