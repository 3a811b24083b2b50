"""Words typed as they come find the texts that say them: folded, stemmed, in any order."""

import re
from pathlib import Path

import pytest

import interregions
from interregions.common.words import SYNONYMS, beginnings, matches, score, wanted

OTHER_WAYS = re.compile(r"\w*__(icontains|istartswith|iregex|search|trigram\w*)\b|__contains=(word|text)\w*")
HELD = "Chargée de projets européens, La Réunion"


@pytest.mark.parametrize(
    "words",
    ["charge projets europeens", "europe", "reunion", "RÉUNION europe", "projet d’europe", "à la réunion", "proj"],
)
def test_what_is_typed_without_accents_number_or_gender_is_found(words: str) -> None:
    assert matches(HELD, words)


@pytest.mark.parametrize("words", ["projets maritimes", "union", "rejet", "?", "unionreunion"])
def test_a_word_that_is_not_there_is_not_found(words: str) -> None:
    assert not matches(HELD, words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("directeur", "Directrice"),
        ("directrice", "Directeur"),
        ("regional", "Fonds régionaux"),
        ("régionaux", "Conseil régional"),
        ("compétent", "Compétences"),
        ("appliquer", "Applications"),
        ("rentable", "Rentabilité"),
        ("chercheur", "Chercheuse"),
        ("lieux", "Lieu"),
        ("coeur", "Cœurs"),
        ("l’eau", "Eau"),
        ("européens", "Europe"),
        ("presquile", "Communauté de la Presqu’île"),
        ("presqu’île", "Communauté de la Presqu'île"),
        ("aujourdhui", "Aujourd’hui"),
    ],
)
def test_words_of_one_family_find_one_another(one: str, other: str) -> None:
    assert matches(other, one)


def test_words_of_two_families_are_kept_apart() -> None:
    assert not matches("Communauté de communes du Pays basque", "communication")
    assert not matches("Chargée de communication", "communauté")
    assert not matches("Garantie", "gares")
    assert not matches("Politique de l’eau", "pôle")


@pytest.mark.parametrize("line", SYNONYMS, ids=lambda line: line[0])
def test_each_synonym_leads_to_the_others(line: tuple[str, ...]) -> None:
    for each in line:
        assert all(any(other.startswith(start) for start in beginnings(each)) for other in line), each


def test_words_that_only_link_are_left_out_unless_they_are_alone() -> None:
    assert len(wanted("la région de l’eau")) == 2
    assert wanted("la") == (("la",),)
    assert wanted("?") == ()
    assert matches("n’importe quoi", "  ")


def test_the_closest_comes_first() -> None:
    texts = ["Nantes", "Subventions de Lyon", "Lyon aides", "Aide aux entreprises"]
    assert sorted(texts, key=lambda text: -score(text, "aide")) == [texts[3], texts[2], texts[1], texts[0]]
    assert score("Nantes", "aide") == 0.0
    assert score("Aide aux entreprises", "aide entreprises") == 1.0


def test_no_list_looks_for_words_another_way() -> None:
    """What a person types is looked for by ``having_words`` or ``naming``; a database’s own way knows no word."""
    product = Path(interregions.__file__).parent
    guilty = [
        f"{path.relative_to(product)}: {found[0]}"
        for path in product.rglob("*.py")
        if "tests" not in path.parts
        for found in OTHER_WAYS.finditer(path.read_text())
    ]
    assert guilty == []
