"""What is asked with a list."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from interregions.common.importing import Importer
from interregions.toolkit.imports.rules import MOST_BYTES


class SourceForm(forms.Form):
    """Where the lines come from: told to the people they name."""

    source = forms.CharField(label="Qui vous a donné ces lignes", max_length=200)
    given_on = forms.DateField(
        label="Quand",
        help_text="Le jour où vous les avez reçues.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_given_on(self) -> date:
        """The day is told to the people as where their address comes from: it is none to come."""
        given_on: date = self.cleaned_data["given_on"]
        if given_on > timezone.localdate():
            raise forms.ValidationError("Ce jour n’est pas encore venu : donnez celui où vous avez reçu ces lignes.")
        return given_on

    def __init__(self, *args: Any, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].help_text = f"Un nom, un service, un document. {importer.told}".strip()


class FileForm(SourceForm):
    """A list as a file."""

    file = forms.FileField(
        label="Fichier",
        help_text=f"ODS, XLSX ou CSV, {MOST_BYTES // (1024 * 1024)} Mo et 5 000 lignes au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".ods,.xlsx,.csv,.txt,.tsv"}),
    )
    field_order = ["file", "source", "given_on"]
