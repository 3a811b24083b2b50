"""What the pages of cycles send, as clean values."""

from typing import Any

from django import forms

from interregions.exchange.cycles import queries
from interregions.exchange.themes.models import Theme


class OpeningForm(forms.Form):
    """The responsible region, those that offered first, and the cycle before."""

    lead = forms.TypedChoiceField(label="Région responsable", coerce=int)
    previous = forms.TypedChoiceField(
        label="Cycle précédent",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Ses actions et ses pratiques seront rappelées dans ce cycle.",
    )

    def __init__(self, theme: Theme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = queries.lead_choices(theme)
        self.fields["lead"].choices = [("", "Choisir une Région"), *ready]  # type: ignore[attr-defined]
        self.fields["previous"].choices = [("", "Aucun : c’est un premier cycle"), *queries.previous_choices()]  # type: ignore[attr-defined]
        if len(ready) > 1:
            self.fields["lead"].initial = ready[0][1][0][0]
            self.fields["lead"].help_text = "Les Régions qui se sont dites prêtes sont en tête de liste."
        self.fields["previous"].initial = queries.previous_proposed(theme)

    def values(self) -> dict[str, Any]:
        """The organisations and cycles themselves."""
        return {
            "lead": queries.lead_by_id(self.cleaned_data["lead"]),
            "previous": queries.previous_by_id(self.cleaned_data["previous"]),
        }


class LeadForm(forms.Form):
    """Another responsible region, and why."""

    lead = forms.TypedChoiceField(label="Nouvelle Région responsable", coerce=int)
    reason = forms.CharField(
        label="Pourquoi ce changement", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cette raison est gardée au journal.",
    )  # fmt: skip

    def __init__(self, theme: Theme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Choisir une Région"), *queries.lead_choices(theme)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The organisation itself and the reason."""
        return {"lead": queries.lead_by_id(self.cleaned_data["lead"]), "reason": self.cleaned_data["reason"]}
