"""What the network's pages ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from interregions.common.picker import Picker, PickingForm
from interregions.network.choices import OrganisationKind
from interregions.network.queries import regions


def region_ids() -> list[int]:
    """What « Toutes les Régions » takes."""
    return list(regions().values_list("pk", flat=True))


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    given_name = forms.CharField(label="Prénom", max_length=80)
    family_name = forms.CharField(label="Nom", max_length=80)
    function = forms.CharField(label="Fonction", max_length=160, required=False)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False, help_text="Visible de l’animation seule.")


class OrganisationForm(forms.Form):
    """An organisation that no official list gives: a pôle, a bank, a partner."""

    name = forms.CharField(label="Nom", max_length=200)
    short_name = forms.CharField(label="Nom court", max_length=60, required=False)
    kind = forms.ChoiceField(
        label="Nature",
        choices=[
            choice
            for choice in OrganisationKind.choices
            if choice[0] not in {OrganisationKind.REGION, OrganisationKind.EPCI}
        ],
    )
    siren = forms.CharField(label="SIREN", max_length=9, required=False, help_text="Neuf chiffres, si vous l’avez.")
    region_codes = forms.MultipleChoiceField(
        label="Régions où il est",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Un pôle de plusieurs Régions les coche toutes.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_codes"].choices = region_choices()  # type: ignore[attr-defined]


def region_choices() -> list[tuple[str, str]]:
    """The Régions of the network, by their INSEE code."""
    return [(code, name) for code, name in regions().values_list("territories__code", "short_name") if code]


class EpciForm(forms.Form):
    """EPCI of the official list, brought into the network."""

    codes = forms.CharField(
        label="SIREN des EPCI à ajouter",
        help_text="Un par ligne. Ils se trouvent sur la page des territoires.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class GroupForm(PickingForm):
    """A working group."""

    name = forms.CharField(label="Nom du groupe", max_length=120)
    purpose = forms.CharField(label="Objet", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    members: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None, label="Organismes", widget=Picker(sets={"Toutes les Régions": region_ids}), required=False
    )

    def __init__(self, *args: Any, organisations: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = organisations  # type: ignore[attr-defined]
