"""What comes from the pages of a response."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from interregions.common.address_fields import AddressField
from interregions.common.picker import PickingForm, pick_when_long
from interregions.exchange.surveys.answering.services.answering import TypedAnswer
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, VariableContent
from interregions.network.models import Mandate


def typed_answers(
    sent: QueryDict, files: MultiValueDict[str, Any], questions: Iterable[QuestionContent]
) -> dict[int, TypedAnswer]:
    """Each variable that was on the page: ``r<id>`` says so, even when nothing was ticked."""
    return {
        variable.id: _typed(sent, files, question, variable)
        for question in questions
        for variable in question.variables
        if f"r{variable.id}" in sent
    }


def _typed(
    sent: QueryDict, files: MultiValueDict[str, Any], question: QuestionContent, variable: VariableContent
) -> TypedAnswer:
    revision = sent.get(f"r{variable.id}", "")
    upload = files.get(f"v{variable.id}") if question.kind.brings_file else None
    return TypedAnswer(
        values=tuple(sent.getlist(f"v{variable.id}")),
        upload=upload,
        keeps_file=f"e{variable.id}" not in sent,
        revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else None,
        shown=sent.get(f"s{variable.id}"),
        named_to=sent.get(f"c{question.id}"),
    )


class DelegationForm(PickingForm):
    """A colleague of the list, or a new person."""

    colleague = forms.ChoiceField(label="Collègue", required=False, widget=forms.Select)
    given_name = forms.CharField(label="Prénom", max_length=80, required=False)
    family_name = forms.CharField(label="Nom", max_length=80, required=False)
    email = AddressField(label="Adresse électronique", required=False)
    words = forms.CharField(
        label="Mot d’accompagnement",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, colleagues: Iterable[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(m.member_id), f"{m.member.full_name}, {m.get_role_display().lower()}") for m in colleagues]
        self.fields["colleague"].choices = [("", "Une autre personne, indiquée ci-dessous"), *people]  # type: ignore[attr-defined]
        pick_when_long(self, "colleague")
        for name in ("given_name", "family_name", "email"):
            self.fields[name].when_needed = "pour une autre personne"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("colleague"):
            for name in ("given_name", "family_name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "À remplir pour une personne qui n’est pas dans la liste.")
        return cleaned


class VisaForm(forms.Form):
    """Who gives the visa, and a word to them."""

    name = forms.CharField(label="Prénom et nom", max_length=200)
    email = AddressField(label="Adresse électronique")
    words = forms.CharField(
        label="Mot d’accompagnement",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _words(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class AskToReopenForm(forms.Form):
    """What is to be corrected."""

    reason = _words(
        "Ce qu’il faut corriger",
        "L’animation lira cette raison\u202f; elle rouvre la réponse, ou vous dit pourquoi non.",
    )


class DeclineReopeningForm(forms.Form):
    """Why the response stays as it was sent."""

    words = _words("Pourquoi", "L’organisme lira ce mot dans le courriel et sur sa réponse.")


class ReopenForm(forms.Form):
    """Why the response is given back."""

    reason = _words("Raison", "L’organisme la lira dans le courriel et sur sa réponse.")


class LateForm(ReopenForm):
    """Why, and until when: the survey is closed."""

    until = forms.DateField(
        label="Réponse admise jusqu’au",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Les éditions publiées ne changent pas ; la suivante dira combien de réponses tardives elle compte.",
    )
