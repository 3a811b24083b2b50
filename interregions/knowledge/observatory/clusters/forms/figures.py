"""A figure of a pôle, and to whom it is shown."""

from typing import Any

from django import forms
from django.utils import timezone

from interregions.common.picker import Picker, PickingForm
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import figures as queries
from interregions.knowledge.observatory.policies.forms import FrenchDecimalField, numbers_in
from interregions.network.models import Organisation


class FigureForm(forms.Form):
    """One figure: its year, its value, where it comes from."""

    year = forms.IntegerField(label="Année")
    value = FrenchDecimalField(label="Valeur", max_digits=18, decimal_places=2)
    source = forms.CharField(label="Source", max_length=300, help_text="Fichier, rapport d’activité, comptes, bilan.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year - 1

    def seen_values(self) -> set[int]:
        """The confirmed values that were under the person's eyes."""
        return numbers_in(self.cleaned_data["seen"])


class ReleaseForm(PickingForm):
    """To whom a figure is shown."""

    to = forms.ModelChoiceField(
        label="Montrer à", queryset=Organisation.objects.none(), widget=Picker(many=False), empty_label=None
    )

    def __init__(self, cluster: Cluster, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.may_be_shown_to(cluster)  # type: ignore[attr-defined]
