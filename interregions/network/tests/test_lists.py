"""A list is filtered by words typed without accents, the same on both databases."""

import pytest

from interregions.common.characters import sort_key
from interregions.common.lists import Folded, having_words
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


def test_the_database_folds_as_python_does(five: None) -> None:
    for row in Organisation.objects.filter(kind="EPCI").annotate(folded_name=Folded("name")):
        assert " ".join(row.folded_name.split()) == sort_key(row.name)
