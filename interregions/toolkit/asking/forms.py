"""One answer and, if one wishes, a sentence."""

from collections.abc import Sequence
from typing import Any

from django import forms


class AnswerForm(forms.Form):
    value = forms.ChoiceField(label="Votre réponse", widget=forms.RadioSelect)
    words = forms.CharField(
        label="Une précision", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    asked_on = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [tuple(option) for option in options]  # type: ignore[attr-defined]
