"""What the erasing page asks."""

from typing import Any

from django import forms

from interregions.common.addresses import reasons_not_to_take_address
from interregions.common.erasure import Somebody
from interregions.privacy import rules


class ErasureForm(forms.Form):
    """A box that nobody ticks by mistake."""

    understood = forms.BooleanField(
        label="J’ai compris que cet effacement est immédiat et que personne ne peut revenir en arrière.",
        error_messages={"required": "Cochez la case pour effacer ces données."},
    )


class SomebodyForm(forms.Form):
    """Who is looked for, when they have no account."""

    given_name = forms.CharField(label="Prénom", max_length=80, required=False)
    family_name = forms.CharField(label="Nom", max_length=80, required=False)
    email = forms.EmailField(label="Adresse électronique", required=False)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        address = sent.get("email", "")
        for reason in rules.reasons_not_to_look_for(
            given_name=sent.get("given_name", ""), family_name=sent.get("family_name", ""), address=address
        ) or reasons_not_to_take_address(address):
            self.add_error(None, reason)
        return sent

    def somebody(self) -> Somebody:
        """The person, in the words that were typed."""
        sent = self.cleaned_data
        return Somebody(sent["given_name"].strip(), sent["family_name"].strip(), sent["email"].strip())
