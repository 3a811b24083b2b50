"""What the door asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from interregions.common.address_fields import AddressField
from interregions.common.characters import number_in
from interregions.common.picker import Picker, PickingForm
from interregions.network.choices import Role
from interregions.network.forms import region_choices
from interregions.network.models import Organisation
from interregions.toolkit.imports.forms import SourceForm


class AddressForm(forms.Form):
    email = AddressField(
        label="Votre adresse professionnelle",
        help_text="Un code vous y sera envoyé. Aucun mot de passe n’est nécessaire.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code reçu par courriel",
        max_length=20,
        help_text="Huit caractères, valables quinze minutes. Espaces et majuscules n’importent pas.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class PersonForm(forms.Form):
    """Somebody who is, or will be, of the network."""

    given_name = forms.CharField(label="Prénom", max_length=80)
    family_name = forms.CharField(label="Nom", max_length=80)
    email = AddressField(
        label="Adresse", help_text="Une adresse générique convient : chacun s’y choisit après le code."
    )


class InvitationForm(PickingForm, PersonForm):
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label="Pour quel organisme", empty_label=None, widget=Picker(many=False)
    )
    role = forms.ChoiceField(label="Rôle", choices=Role.choices, initial=Role.REFERENT)
    words = forms.CharField(
        label="Mot d’accueil", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["organisation", "role", "given_name", "family_name", "email", "words"]

    def __init__(self, *args: Any, organisations: QuerySet, is_facilitator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if not is_facilitator:
            self.fields["role"].choices = [choice for choice in Role.choices if choice[0] != Role.FACILITATOR]  # type: ignore[attr-defined]
        if organisations.count() == 1:
            self.fields["organisation"].initial = organisations.first()


class ClusterForm(PersonForm):
    """A pôle or a cluster that is not in the network yet, and who will answer for it."""

    name = forms.CharField(label="Nom du pôle ou du cluster", max_length=200)
    short_name = forms.CharField(label="Nom court", max_length=60, required=False)
    siren = forms.CharField(label="SIREN", max_length=9, required=False, help_text="Neuf chiffres, si vous l’avez.")
    region_codes = forms.MultipleChoiceField(
        label="Régions où il est", widget=forms.CheckboxSelectMultiple, help_text="Toutes celles où il est."
    )
    words = forms.CharField(
        label="Mot d’accueil", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["name", "short_name", "siren", "region_codes", "given_name", "family_name", "email", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_codes"].choices = region_choices()  # type: ignore[attr-defined]


class TogetherForm(forms.Form):
    """What accompanies the invitations that leave together."""

    words = forms.CharField(
        label="Mot d’accueil",
        required=False,
        max_length=1000,
        help_text="Le même pour tous, en tête du courriel.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


PERSON_FIELDS = {"given_name": "Prénom", "family_name": "Nom", "function": "Fonction", "email": "Adresse"}


class PreparedForm(SourceForm):
    """One line for each organisation that has no referent; those left empty say nothing."""

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        for organisation in organisations:
            for name, label in PERSON_FIELDS.items():
                widget = forms.EmailInput() if name == "email" else forms.TextInput()
                self.fields[self._field(organisation, name)] = forms.CharField(
                    label=f"{label}, {organisation.short_name}", required=False, max_length=320, widget=widget
                )

    @staticmethod
    def numbers_in(posted: Mapping[str, Any]) -> list[int]:
        """The organisations of a page that was sent."""
        found = (number_in(name.removeprefix("email-")) for name in posted if name.startswith("email-"))
        return [number for number in found if number is not None]

    @staticmethod
    def _field(organisation: Organisation, name: str) -> str:
        return f"{name}-{organisation.pk}"

    def rows(self) -> list[tuple[Organisation, list[tuple[str, forms.BoundField]]]]:
        """Each organisation with its fields, under the words of their columns."""
        return [
            (each, [(label, self[self._field(each, name)]) for name, label in PERSON_FIELDS.items()])
            for each in self.organisations
        ]

    def lines(self) -> list[tuple[int, dict[str, str]]]:
        """What was typed, as the lines of a list."""
        return [
            (
                number,
                {
                    "organisation": each.short_name,
                    "siren": each.siren,
                    **{name: " ".join(self.cleaned_data[self._field(each, name)].split()) for name in PERSON_FIELDS},
                },
            )
            for number, each in enumerate(self.organisations, start=1)
        ]


class HandOverForm(PersonForm):
    """Who takes over: a colleague of the list or a new person; the box says what it ends."""

    colleague = forms.ChoiceField(label="À qui", required=False)
    sure = forms.BooleanField(label="Je sais que cette habilitation prend fin aujourd’hui")
    field_order = ["colleague", "given_name", "family_name", "email", "sure"]

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].when_needed = "un collègue, ou quelqu’un d’autre"  # type: ignore[attr-defined]
        self.fields["colleague"].choices = [("", "Une nouvelle personne, indiquée ci-dessous"), *people]  # type: ignore[attr-defined]
        for name in ("given_name", "family_name", "email"):
            self.fields[name].required = False
            self.fields[name].when_needed = "pour une nouvelle personne"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("given_name", "family_name", "email"):
            if not cleaned.get("colleague") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "À remplir pour une personne qui n’est pas dans la liste.")
        return cleaned

    def person(self) -> dict[str, str]:
        """The new person, as typed."""
        return {name: self.cleaned_data[name] for name in ("given_name", "family_name", "email")}


class DeputyForm(forms.Form):
    """Who stands in for a referent, until when."""

    deputy = forms.ChoiceField(label="Suppléant")
    until = forms.DateField(
        label="Jusqu’au",
        required=False,
        help_text="Dernier jour de la suppléance. Sans date, elle dure autant que l’habilitation suppléée.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = people  # type: ignore[attr-defined]
