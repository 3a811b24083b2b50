"""What is typed in the room."""

from typing import Any

from django import forms

from interregions.knowledge.observatory.cooperation.choices import MissionKind, Sort
from interregions.knowledge.observatory.equipment.queries.sheets import ecosystems
from interregions.vocabulary.models import Term


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class NoticeForm(forms.Form):
    """An offer or a need."""

    title = forms.CharField(label="Intitulé", max_length=160)
    sort = forms.ChoiceField(label="Nature", choices=[("", "Choisir"), *Sort.choices])
    words = forms.CharField(
        label="En quelques phrases", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    tags = forms.ModelMultipleChoiceField(
        label="Écosystèmes industriels",
        queryset=Term.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ends_on = _day("Jusqu’au")
    open_to_clusters = forms.BooleanField(label="Faire lire aussi aux pôles et clusters", required=False)
    open_to_partners = forms.BooleanField(label="Faire lire aussi aux partenaires (banques, État)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = ecosystems()  # type: ignore[attr-defined]


class ApproachForm(forms.Form):
    """Why one wishes to be put in touch."""

    words = forms.CharField(
        label="Pourquoi ?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ces mots sont lus par la personne ; vos coordonnées ne se montrent que si elle accepte.",
    )


class NoticeFilterForm(forms.Form):
    """The filters of the list, kept in its address."""

    mots = forms.CharField(label="Mots", required=False)
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *Sort.choices])

    def filters(self) -> dict[str, str]:
        given = self.cleaned_data if self.is_valid() else {}
        return {"words": given.get("mots", ""), "sort": given.get("nature", "")}


class MissionForm(forms.Form):
    """One date of the shared calendar: one form, one button."""

    title = forms.CharField(label="Intitulé", max_length=160)
    kind = forms.ChoiceField(label="Nature", choices=MissionKind.choices, initial=MissionKind.FAIR)
    country = forms.CharField(label="Pays", max_length=80)
    town = forms.CharField(label="Ville", max_length=80, required=False)
    starts_on = _day("Premier jour")
    ends_on = _day("Dernier jour")
    places = forms.IntegerField(
        label="Places pour les autres", min_value=1, max_value=9999, required=False, help_text="Vide : non comptées."
    )
    open_to_others = forms.BooleanField(label="Ouvert aux entreprises d’autres Régions", required=False, initial=True)
    open_to_clusters = forms.BooleanField(label="Faire lire aussi aux pôles et clusters", required=False)
    words = forms.CharField(
        label="Ce qui est prévu", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    site = forms.URLField(label="Site", max_length=300, required=False, assume_scheme="https")


class GoForm(forms.Form):
    """How many places one takes."""

    places = forms.IntegerField(label="Places", min_value=1, max_value=99, initial=1)


class MissionFilterForm(forms.Form):
    """The filters of the calendar, kept in its address."""

    mots = forms.CharField(label="Pays, ville, salon", required=False)
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *MissionKind.choices])
    passees = forms.BooleanField(label="Montrer aussi les dates passées", required=False)

    def filters(self) -> dict[str, Any]:
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "words": given.get("mots", ""),
            "kind": given.get("nature", ""),
            "past": given.get("passees", False),
        }
