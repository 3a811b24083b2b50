"""What the thread's own pages ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet


class CarryOverForm(forms.Form):
    """Into which call the action goes."""

    call: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, label="Recueil de thèmes", empty_label=None)

    def __init__(self, *args: Any, calls: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
