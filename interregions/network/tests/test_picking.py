"""A field that searches among the organisations, in the database."""

import re

import pytest
from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags

from interregions.common.picker import Picker, PickingForm
from interregions.network.models import Organisation


@pytest.mark.django_db
def test_a_picker_finds_words_of_one_family_the_closest_first() -> None:
    names = ["Cluster des industriels européens", "Europe Directe", "Industries d’Europe", "Pôle Mer"]
    Organisation.objects.bulk_create(
        Organisation(name=name, short_name=name, kind="OTHER", college="OTHERS") for name in names
    )

    class Chosen(PickingForm):
        members = forms.ModelMultipleChoiceField(queryset=Organisation.objects.order_by("pk"), widget=Picker())

    def found(words: str) -> list[str]:
        html = str(Chosen(QueryDict(f"members_mots={words}&_chercher=members"))["members"])
        shown = html.partition("picker-found")[2]
        return [strip_tags(label).strip() for label in re.findall(r"<label.*?</label>", shown, re.DOTALL)]

    assert found("europe") == ["Europe Directe", "Industries d’Europe", "Cluster des industriels européens"]
    assert found("industrie europe") == ["Industries d’Europe", "Cluster des industriels européens"]
    assert found("pôles") == ["Pôle Mer", "Cluster des industriels européens"]


@pytest.mark.django_db
def test_a_query_is_searched_in_the_database(django_assert_max_num_queries) -> None:
    Organisation.objects.bulk_create(
        Organisation(
            name=f"EPCI {n}",
            short_name=f"Agglo d’Évreux {n}",
            kind="EPCI",
            college="EPCI",
            sort_name=f"agglo d evreux {n}",
        )
        for n in range(300)
    )

    class Chosen(PickingForm):
        members = forms.ModelMultipleChoiceField(queryset=Organisation.objects.order_by("sort_name"), widget=Picker())

    with django_assert_max_num_queries(3):
        form = Chosen(QueryDict("members_mots=evreux+299&_chercher=members"))
        html = str(form["members"]).partition("picker-found")[2]
        assert html.count("<label") == 1
        assert "Agglo d’Évreux 299" in html
