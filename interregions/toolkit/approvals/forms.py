"""The decision on a visa."""

from django import forms


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
        help_text="Nécessaires si c’est à revoir\u202f: ils diront quoi reprendre.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PaperForm(DecisionForm):
    """The same decision, given on paper."""

    paper = forms.FileField(label="Le papier numérisé", help_text="PDF, PNG ou JPEG.")
