"""The filters of the list of territories, read from the address."""

from typing import Any

from django import forms

from interregions.vocabulary.choices import EpciKind


class TerritoryFilter(forms.Form):
    """Région, legal kind and words; an unknown value is ignored rather than refused."""

    region = forms.ChoiceField(label="Région", required=False)
    nature = forms.ChoiceField(
        label="Nature de l’intercommunalité", required=False, choices=[("", "Toutes"), *EpciKind.choices]
    )
    texte = forms.CharField(label="Nom ou SIREN", required=False, max_length=100)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "Toutes"), *regions]  # type: ignore[attr-defined]

    def criteria(self) -> dict[str, str]:
        """What the query takes; a wrong value counts as none."""
        self.is_valid()
        clean = self.cleaned_data
        return {"region": clean.get("region", ""), "kind": clean.get("nature", ""), "text": clean.get("texte", "")}
