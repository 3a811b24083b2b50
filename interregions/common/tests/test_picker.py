"""A field that searches among many: without accents, on the server, and nothing is done while it searches."""

import re

import pytest
from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags

from interregions.common.picker import MOST_SHOWN, Picker, PickingForm, pick_when_long

NAMES = ["Île-de-France", "Évry", "Saint-Étienne Métropole", "Œuilly", *(f"Communauté {n}" for n in range(40))]


class Towns(PickingForm):
    title = forms.CharField()
    towns = forms.TypedMultipleChoiceField(
        label="Organismes",
        coerce=int,
        required=False,
        choices=list(enumerate(NAMES, start=1)),
        widget=Picker(sets={"Les deux premiers": lambda: [1, 2]}),
    )
    one = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, choices=list(enumerate(NAMES, start=1)), widget=Picker(many=False)
    )


def sent(query: str) -> Towns:
    return Towns(QueryDict(query))


def found(form: forms.Form, name: str = "towns") -> list[str]:
    html = str(form[name]).partition("picker-found")[2]
    return [strip_tags(label).strip() for label in re.findall(r"<label.*?</label>", html)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ile", ["Île-de-France"]),
        ("ETIENNE metro", ["Saint-Étienne Métropole"]),
        ("oeuilly", ["Œuilly"]),
        ("st", []),
    ],
)
def test_words_find_without_accents_nor_case(typed: str, names: list[str]) -> None:
    assert found(sent(f"title=a&towns_mots={typed}&_chercher=towns")) == names


def test_a_long_list_shows_nothing_before_a_word_and_few_after() -> None:
    assert found(Towns()) == []
    assert "44 possibles" in str(Towns()["towns"])
    form = sent("towns_mots=communaute&_chercher=towns")
    assert len(found(form)) == MOST_SHOWN
    assert f"Les {MOST_SHOWN} premiers sur 40" in re.sub(r"\s+", " ", strip_tags(str(form["towns"])))


def test_what_is_chosen_is_kept_and_no_longer_found() -> None:
    form = sent("towns=2&towns=1&towns_mots=e&_chercher=towns")
    html = str(form["towns"])
    assert re.findall(r'value="(\d+)"[^>]*checked', html) == ["1", "2"]
    assert "Évry" not in found(form)


def test_while_it_searches_nothing_is_valid_and_nothing_is_wrong() -> None:
    form = sent("title=&towns_mots=ile&_chercher=towns")
    assert not form.is_valid()
    assert not form.errors


def test_words_typed_then_sent_without_looking_are_a_search() -> None:
    form = sent("title=a&towns_mots=evry&towns_deja=")
    assert not form.is_valid()
    assert found(form) == ["Évry"]
    seen = sent("title=a&towns_mots=evry&towns_deja=evry&towns=2")
    assert seen.is_valid()
    assert seen.cleaned_data["towns"] == [2]


def test_a_set_is_taken_in_one_gesture() -> None:
    form = sent("title=a&towns=5&_chercher=towns%3ALes+deux+premiers")
    assert re.findall(r'value="(\d+)"[^>]*checked', str(form["towns"])) == ["1", "2", "5"]


def test_one_value_is_a_radio_and_a_stranger_is_refused() -> None:
    form = sent("title=a&one=3")
    assert form.is_valid()
    assert form.cleaned_data["one"] == 3
    assert 'type="radio"' in str(form["one"])
    assert not sent("title=a&towns=999").is_valid()


class Growing(PickingForm):
    one = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, names: list[str], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"].choices = [("", "Aucun organisme"), *enumerate(names, start=1)]
        pick_when_long(self, "one")


def test_a_short_list_stays_the_one_of_the_browser_and_a_long_one_is_found_by_a_few_letters() -> None:
    assert "<select" in str(Growing(NAMES[:5])["one"])
    assert "<select" not in str(Growing(NAMES)["one"])
    assert found(Growing(NAMES, QueryDict("one_mots=evry&_chercher=one")), "one") == ["Évry"]


def test_an_optional_field_may_choose_nothing_again() -> None:
    chosen = Growing(NAMES, QueryDict("one=2"))
    html = str(chosen["one"])
    assert "Aucun organisme" in html
    assert chosen.is_valid()
    assert chosen.cleaned_data["one"] == 2
    emptied = Growing(NAMES, QueryDict("one="))
    assert emptied.is_valid()
    assert emptied.cleaned_data["one"] is None
    assert re.search(r'id="id_one_aucun"\s+checked', str(emptied["one"]))
    assert not re.search(r'id="id_one_aucun"\s+checked', html)
