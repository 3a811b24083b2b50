"""What the pages of the debate send, as clean values."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from interregions.common.picker import SHOWN_WHOLE, PickingForm, pick_when_long
from interregions.common.references import Reference
from interregions.exchange.debate import queries
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution


def new_key() -> str:
    """A key for one line: the same line sent twice is one line."""
    return uuid.uuid4().hex


def _speakers(speakers: Sequence[queries.Speaker]) -> list[tuple[Any, str]]:
    named = [(each.organisation_id, f"{each.code or each.number} · {each.name}") for each in speakers]
    return [("", "L’animation, ou non attribué"), *named]


class LineForm(forms.Form):
    """The note-taker's line; what is typed before the words wins over the selects."""

    line = forms.CharField(label="Ce qui se dit", max_length=4200)
    speaker = forms.TypedChoiceField(label="Qui parle", coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label="Genre", choices=ContributionKind.choices, required=False)
    client_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False, initial=new_key)

    def __init__(self, speakers: Sequence[queries.Speaker], *args: Any, read_by: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].choices = _speakers(speakers)  # type: ignore[attr-defined]
        if len(speakers) > SHOWN_WHOLE:
            del self.fields["speaker"]  # among so many, the code typed before the words says who speaks
        self.fields["line"].widget.attrs |= {
            "hx-get": read_by,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#lecture",
            "hx-swap": "innerHTML",
            "hx-include": "this",
            "aria-describedby": "lecture",
            "autofocus": True,
            "autocomplete": "off",
            "data-keeps": True,  # assets/scripts/kept.js
            "placeholder": "BRE p Un guichet commun aux trois pôles",
        }


class ChangeForm(PickingForm):
    """A line to correct."""

    text = forms.CharField(label="Ce qui s’est dit", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    kind = forms.ChoiceField(label="Genre", choices=ContributionKind.choices)
    organisation = forms.TypedChoiceField(label="Qui parle", coerce=int, empty_value=None, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, contribution: Contribution, speakers: Sequence[queries.Speaker], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "text": contribution.text,
            "kind": contribution.kind,
            "organisation": contribution.organisation_id,
            "revision": contribution.revision,
        }
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = _speakers(speakers)  # type: ignore[attr-defined]
        pick_when_long(self, "organisation")


class ContributionForm(forms.Form):
    """What somebody types on a phone; the button says the kind."""

    text = forms.CharField(label="Votre contribution", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    kind = forms.ChoiceField(choices=ContributionKind.choices, required=False)
    client_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False, initial=new_key)


class PracticeForm(PickingForm):
    """The three fields, and the answer it comes from when it comes from the survey."""

    title = forms.CharField(label="Intitulé", max_length=160)
    organisation = forms.TypedChoiceField(label="Organisme", coerce=int)
    observed_result = forms.CharField(
        label="Résultat observé", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    answer = forms.ChoiceField(label="Vient de", required=False)
    client_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False, initial=new_key)

    def __init__(
        self, speakers: Sequence[queries.Speaker], answers: Sequence[Reference], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {f"{each.kind}:{each.id}": each for each in answers}
        self.fields["organisation"].choices = [("", "Choisir un organisme"), *_speakers(speakers)[1:]]  # type: ignore[attr-defined]
        pick_when_long(self, "organisation")
        listed = [(key, each.label) for key, each in self.answers.items()]
        self.fields["answer"].choices = [("", "Ce qui se dit en séance"), *listed]  # type: ignore[attr-defined]

    def chosen_answer(self) -> Reference | None:
        """The answer of the survey this practice comes from."""
        return self.answers.get(self.cleaned_data["answer"])
