"""What the pages of interviews and notes send, as clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms

from interregions.common.address_fields import AddressField
from interregions.common.seen import seen_field
from interregions.exchange.notes.choices import NoteReferenceKind
from interregions.exchange.notes.parts import PARTS, GuideRow, Said
from interregions.exchange.notes.queries.interviews import GuideLine
from interregions.exchange.notes.rules import questions_from

PART_CHOICES = [("", "Aucune partie"), *((part.key, part.title) for part in PARTS)]
SPARE_LINES = 3
STAYS_HELP = "Reste dans l’interview\u202f: cette réponse ne sera pas reprise dans la note."


class InterviewForm(forms.Form):
    """When, who, a pasted text or a Word file."""

    held_on = forms.DateField(
        label="Date de l’interview", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    people = forms.CharField(
        label="Personnes interrogées",
        help_text="Une par ligne, avec sa fonction.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    pasted_text = forms.CharField(
        label="Texte collé",
        required=False,
        max_length=200_000,
        help_text="Vos notes prises ailleurs, telles quelles.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    upload = forms.FileField(
        label="Fichier Word",
        required=False,
        help_text="Un .docx, un .doc, un .odt ou un texte\u202f: ses mots seront lus et affichés.",
    )
    seen = seen_field()

    def values(self) -> dict[str, Any]:
        """The values the service takes."""
        return {name: self.cleaned_data[name] for name in ("held_on", "people", "pasted_text", "upload")}


class NewInterviewForm(InterviewForm):
    """The same, with one area by question of the guide."""

    field_order = ["held_on", "people"]

    def __init__(self, lines: Sequence[GuideLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            area = forms.Textarea(attrs={"rows": 3})
            help_text = STAYS_HELP if line.stays else ""
            self.fields[f"question_{line.pk}"] = forms.CharField(
                label=line.words, required=False, widget=area, help_text=help_text
            )
        self.order_fields(["held_on", "people", *(f"question_{line.pk}" for line in self.lines)])

    def answers(self) -> list[Said]:
        """Each question with the part it feeds and what was noted."""
        noted = self.cleaned_data
        return [Said(line.words, line.feeds, noted[f"question_{line.pk}"], line.stays) for line in self.lines]


class AnswerForm(forms.Form):
    """What was noted under one question."""

    text = forms.CharField(required=False, max_length=50_000)
    revision = forms.IntegerField(min_value=0)


class QuestionsForm(forms.Form):
    """What the note wants to learn, one question per line."""

    text = forms.CharField(
        label="Ce que l’on veut apprendre",
        required=False,
        help_text="Trois à cinq questions, une par ligne. Le questionnaire partira d’elles.",
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def questions(self) -> list[str]:
        """The questions, without the marks typed before them."""
        return questions_from(self.cleaned_data["text"])


class ReferenceForm(forms.Form):
    """A law, a report, a study, or an annex."""

    kind = forms.ChoiceField(label="Nature", choices=NoteReferenceKind.choices)
    title = forms.CharField(label="Intitulé", max_length=300)
    dated_on = forms.DateField(
        label="Date",
        required=False,
        help_text="Nécessaire pour une loi ou un rapport.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    url = forms.URLField(label="Adresse", required=False, max_length=500, assume_scheme="https")
    upload = forms.FileField(label="Fichier", required=False, help_text="Nécessaire pour une annexe.")


class VisaForm(forms.Form):
    """Whose visa, and why."""

    name = forms.CharField(label="Nom et fonction", max_length=200)
    email = AddressField(label="Adresse", help_text="Elle recevra un lien pour lire la note et décider, sans compte.")
    words = forms.CharField(
        label="Votre message", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, giver: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = giver


class ReopenForm(forms.Form):
    """Why a signed note is opened again."""

    reason = forms.CharField(
        label="Pourquoi rouvrir cette note",
        help_text="Cette raison est gardée au journal et donnée à l’autre partie.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GuideForm(forms.Form):
    """The name of a guide and its questions, with a few empty lines to add some."""

    name = forms.CharField(label="Nom du guide", max_length=120)
    seen = seen_field()

    def __init__(self, lines: Sequence[GuideLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = len(lines) + SPARE_LINES
        for number in range(1, self.size + 1):
            line = lines[number - 1] if number <= len(lines) else None
            self.fields[f"words_{number}"] = forms.CharField(
                label=f"Question {number}",
                required=False,
                max_length=600,
                initial=line.words if line else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"feeds_{number}"] = forms.ChoiceField(
                label=f"Partie nourrie par la question {number}",
                required=False,
                choices=PART_CHOICES,
                initial=line.feeds if line else "",
            )
            self.fields[f"stays_{number}"] = forms.BooleanField(
                label=f"Ne pas reprendre dans la note la réponse à la question {number}",
                required=False,
                initial=bool(line and line.stays),
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each question, together."""
        return [(self[f"words_{n}"], self[f"feeds_{n}"], self[f"stays_{n}"]) for n in range(1, self.size + 1)]

    def questions(self) -> list[GuideRow]:
        """The questions in order; those left empty go away."""
        clean = self.cleaned_data
        return [
            GuideRow(clean[f"words_{n}"], clean[f"feeds_{n}"], clean[f"stays_{n}"]) for n in range(1, self.size + 1)
        ]
