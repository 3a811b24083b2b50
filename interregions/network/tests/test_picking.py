"""A field that searches among the organisations, in the database."""

import pytest
from django import forms
from django.http import QueryDict

from interregions.common.picker import Picker, PickingForm
from interregions.network.models import Organisation


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
