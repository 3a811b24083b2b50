"""What the pages of practices send, as clean values."""

from typing import Any

from django import forms

from interregions.knowledge.practices import queries, rules
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.knowledge.practices.models import Practice
from interregions.network.models import Mandate, Organisation

TO_PUBLISH = "nécessaire pour publier"
HELPS = {
    "observed_result": "Ce que l’on voit changer : un chiffre, un fait, un témoignage.",
    "what_did_not_work": "Ce que vous ne referiez pas. Si vous ne pouvez pas encore le dire, dites pourquoi.",
    "transfer_conditions": "Ce qu’il faut réunir pour que cela marche ailleurs.",
    "contact": "Un service ou une fonction, plutôt qu’un nom.",
}


class DraftForm(forms.Form):
    """The three fields."""

    title = forms.CharField(label="Intitulé", max_length=160, help_text="Ce qui a été fait, en une ligne.")
    organisation = forms.TypedChoiceField(label="Organisme qui porte la pratique", coerce=int)
    observed_result = forms.CharField(
        label="Résultat observé",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=HELPS["observed_result"],
    )
    observed_result.when_needed = TO_PUBLISH  # type: ignore[attr-defined]

    def __init__(self, mandate: Mandate | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = queries.holder_choices(mandate)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The organisation itself and the words."""
        organisation: Organisation = queries.organisation_by_id(self.cleaned_data["organisation"])
        return {**self.cleaned_data, "organisation": organisation}


class SheetForm(forms.Form):
    """Every part of the sheet, each with what this person saw when the page opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, practice: Practice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = practice.revision
        for key, text in queries.texts_of(practice).items():
            long = key != "title"
            self.fields[key] = forms.CharField(
                label=rules.PARTS[key],
                required=key == "title",
                initial=text,
                max_length=None if long else 160,
                widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(),
                help_text=HELPS.get(key, ""),
            )
            if key in rules.NEEDED:
                self.fields[key].when_needed = TO_PUBLISH  # type: ignore[attr-defined]
            seen = forms.CharField(required=False, initial=text, widget=forms.HiddenInput, strip=False)
            self.fields[f"seen_{key}"] = seen

    def values(self) -> dict[str, Any]:
        """The texts, what was seen, and the revision the page was opened on."""
        given = self.cleaned_data
        texts = {key: given[key].replace("\r\n", "\n") for key in rules.PARTS}
        seen = {key: given[f"seen_{key}"].replace("\r\n", "\n") for key in rules.PARTS}
        return {"texts": texts, "seen": seen, "revision": given["revision"]}


class EvidenceForm(forms.Form):
    """One observed result."""

    words = forms.CharField(label="Résultat observé", widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(label="Source", max_length=300, help_text="Rapport, mesure, visite, témoignage.")
    dated_on = forms.DateField(
        label="Date du résultat", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FilterForm(forms.Form):
    """The filters of the list, kept in its address."""

    mots = forms.CharField(label="Mots", required=False)
    region = forms.ChoiceField(label="Région", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *PracticeStatus.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "Toutes"), *queries.region_choices()]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, str]:
        """What the queries take; a value of no meaning filters nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"words": given.get("mots", ""), "territory": given.get("region", ""), "status": given.get("etat", "")}
