"""For whom one enters, and who said it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from interregions.network.models import Organisation


class EntryForm(forms.Form):
    """Before the fields of the gesture itself."""

    organisme = forms.ModelChoiceField(label="Pour quel organisme", queryset=Organisation.objects.none())
    dit_par = forms.CharField(
        label="Qui l’a dit au téléphone",
        max_length=200,
        help_text="Son nom et sa fonction. Les référents de l’organisme le liront dans le message qu’ils reçoivent.",
    )

    def __init__(self, organisations: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisme"]
        field.queryset = organisations.order_by("sort_name")
        field.label_from_instance = lambda organisation: organisation.short_name
        field.empty_label = "Choisissez"
        if len(only := list(organisations[:2])) == 1:
            field.initial = only[0]
