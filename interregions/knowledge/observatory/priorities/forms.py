"""What is typed of a priority."""

from typing import Any

from django import forms


def _day(label: str, words: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=words, widget=widget)


class PriorityForm(forms.Form):
    """The words of a priority, its period, where it is written."""

    title = forms.CharField(label="Intitulé", max_length=200)
    text = forms.CharField(label="Texte", required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    starts_on = _day("Depuis le")
    ends_on = _day("Jusqu’au", "Souvent le 31 décembre 2027, avec la période de l’Union.")
    source = forms.CharField(label="Où c’est écrit", max_length=300, help_text="S3, SRDEII, délibération…")
    address = forms.URLField(label="Adresse", required=False, max_length=500, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", "La fin vient avant le début.")
        return clean
