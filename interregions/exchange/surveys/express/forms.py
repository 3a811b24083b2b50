"""What is typed on the page of a consultation express."""

from typing import Any

from django import forms

from interregions.exchange.surveys.choices import NamedTo
from interregions.exchange.surveys.collection.forms import AudienceForm, day_input
from interregions.exchange.surveys.express.rules import KINDS, MOST_QUESTIONS, reasons_not_to_send
from interregions.exchange.surveys.questionnaires import kinds
from interregions.exchange.surveys.questionnaires.forms import KindSelect


class ExpressForm(AudienceForm):
    """Up to five questions on one page."""

    title = forms.CharField(label="Titre", max_length=200)
    closes_on = forms.DateField(label="Réponses attendues jusqu’au", widget=day_input())
    named_to = forms.ChoiceField(
        label="Qui lira les réponses avec le nom de l’organisme",
        choices=NamedTo.choices,
        initial=NamedTo.REGIONS_AND_EPCI,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of_answer = [(code, kinds.KINDS[code].label) for code in KINDS]
        for number in range(1, MOST_QUESTIONS + 1):
            self.fields[f"label_{number}"] = forms.CharField(label="Question", required=False, max_length=1000)
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label="Forme", choices=forms_of_answer, required=False, widget=KindSelect
            )
            self.fields[f"options_{number}"] = forms.CharField(
                label="Réponses proposées, une par ligne", required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["label_1"].required = True

    def question_fields(self) -> list[dict[str, Any]]:
        """The three fields of each question, for the template."""
        return [
            {
                "number": number,
                "label": self[f"label_{number}"],
                "kind": self[f"kind_{number}"],
                "options": self[f"options_{number}"],
                "open": number == 1 or bool(self[f"label_{number}"].value()),
            }
            for number in range(1, MOST_QUESTIONS + 1)
        ]

    def reasons_not_to_send(self) -> list[str]:
        """What the rule says of what is written, before anybody is asked to confirm it."""
        return reasons_not_to_send(title=self.cleaned_data["title"], questions=self.chosen_questions())

    def chosen_questions(self) -> list[tuple[str, str, list[str]]]:
        """(words, kind, proposed answers) of the questions that were written."""
        cleaned = self.cleaned_data
        return [
            (cleaned[f"label_{n}"], cleaned[f"kind_{n}"] or KINDS[0], cleaned[f"options_{n}"].splitlines())
            for n in range(1, MOST_QUESTIONS + 1)
            if cleaned[f"label_{n}"].strip()
        ]
