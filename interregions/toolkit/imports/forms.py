"""What is asked with a list."""

from typing import Any

from django import forms

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
