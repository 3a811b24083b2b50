"""The decision on a visa."""

from typing import Any

from django import forms

from interregions.toolkit.approvals import rules


class DecisionForm(forms.Form):
    """« Bon pour envoi » or « à revoir », with words."""

    decision = forms.ChoiceField(
        label="Votre décision",
        choices=[("agreed", "Bon pour envoi"), ("to_revise", "À revoir")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez «\u202fBon pour envoi\u202f» ou «\u202fÀ revoir\u202f»."},
    )
    words = forms.CharField(
        label="Vos mots",
        help_text="Ils diront quoi reprendre à qui vous l’a demandé.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    words.when_needed = "nécessaires pour « à revoir »"  # type: ignore[attr-defined]  # read by common/field.html

    def clean(self) -> dict[str, Any]:
        """Words that are missing are asked for beside their own area."""
        cleaned = super().clean() or {}
        if cleaned.get("decision"):
            agreed, words = cleaned["decision"] == "agreed", cleaned.get("words", "")
            for reason in rules.reasons_against_words(agreed=agreed, words=words):
                self.add_error("words", reason)
        return cleaned


class PaperForm(DecisionForm):
    """The same decision, given on paper."""

    paper = forms.FileField(label="Le papier numérisé", help_text="PDF, PNG ou JPEG.")
