"""What is asked with a list."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from interregions.common.importing import Importer
from interregions.common.typography import number
from interregions.toolkit.imports.models import Import
from interregions.toolkit.imports.rules import plain_label, recognised


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
        widget=forms.ClearableFileInput(attrs={"accept": ".ods,.xlsx,.csv,.txt,.tsv"}),
    )
    field_order = ["file", "source", "given_on"]

    def __init__(self, *args: Any, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, importer=importer, **kwargs)
        most = f"{importer.most_mb} Mo et {number(importer.most_lines)} lignes au plus"
        self.fields["file"].help_text = f"ODS, XLSX ou CSV, {most}."
        for column in importer.columns:
            if column.for_all:
                self.fields[f"all_{column.name}"] = forms.ChoiceField(
                    label=f"{column.label}, pour toutes les lignes",
                    choices=[("", "Le fichier le dit"), *column.for_all()],
                    required=False,
                )

    def for_all(self) -> dict[str, str]:
        """What is said once, by column."""
        return {
            name.removeprefix("all_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("all_") and value
        }


class ColumnsForm(forms.Form):
    """What each column of the list is called in this file; those its titles already say are proposed."""

    def __init__(self, *args: Any, brought: Import, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [column.name for column in importer.columns]
        known = recognised(brought.titles, importer.columns)
        titles = [("", "Aucune"), *((str(place), title) for place, title in enumerate(brought.titles))]
        for column in importer.columns:
            self.fields[column.name] = forms.ChoiceField(
                label=plain_label(column),
                choices=titles,
                required=column.required,
                initial=str(known[column.name]) if column.name in known else "",
            )

    def chosen(self) -> dict[str, int]:
        """The place of each column that was said."""
        given = self.cleaned_data
        return {name: int(given[name]) for name in self.names if given.get(name)}
