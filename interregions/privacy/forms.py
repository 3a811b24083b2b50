"""What the erasing page asks."""

from django import forms


class ErasureForm(forms.Form):
    """A box that nobody ticks by mistake."""

    understood = forms.BooleanField(
        label="J’ai compris que cet effacement est immédiat et que personne ne peut revenir en arrière.",
        error_messages={"required": "Cochez la case pour effacer ces données."},
    )
