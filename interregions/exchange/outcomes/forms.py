"""What the pages of minutes and actions send, as clean values. Saving is in services."""

from typing import Any

from django import forms

from interregions.common.picker import PickingForm, pick_when_long
from interregions.common.seen import seen_field
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.models import Minutes
from interregions.exchange.outcomes.queries import actions
from interregions.exchange.outcomes.queries.minutes import part_choices, reasons_about_passage


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _text(label: str, help_text: str = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=6000, widget=widget)


class OpeningForm(forms.Form):
    """Until when participants may ask for changes."""

    until = _day("Demandes de modification jusqu’au", "Ce jour compris. Deux semaines laissent le temps de relire.")


class ReasonForm(forms.Form):
    """Why something is corrected, or dropped."""

    reason = _text("Pourquoi", "Une phrase ; elle est gardée et montrée.")


class ApproveForm(forms.Form):
    """Said on purpose: approved before the day until which organisations may read."""

    early = forms.BooleanField(label="Approuver avant ce jour", required=False)


class RequestForm(forms.Form):
    """What a participant would rather read."""

    section_key = forms.ChoiceField(label="Partie")
    passage = _text(
        "Passage à modifier",
        "Copiez les mots du compte rendu ; laissez vide pour ajouter quelque chose à la fin de la partie.",
        required=False,
    )
    wording = _text("Rédaction souhaitée")
    reason = _text("Pourquoi", rows=2, required=False)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes = minutes
        self.fields["section_key"].choices = part_choices(minutes)  # type: ignore[attr-defined]
        if kwargs.get("initial", {}).get("passage"):  # a pencil was taken: one writes over the words at once
            self.fields["wording"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """What is missing, said beside the field."""
        values = super().clean() or {}
        if "wording" in values:
            for reason in rules.reasons_about_request(passage=values.get("passage", ""), wording=values["wording"]):
                self.add_error("wording", reason)
        if values.get("passage") and "section_key" in values:
            for reason in reasons_about_passage(self.minutes, values["section_key"], values["passage"]):
                self.add_error("passage", reason)
        return values


class AnswerForm(forms.Form):
    """The answer to a request."""

    taken = forms.ChoiceField(
        choices=[
            ("oui", "Reprendre cette demande"),
            ("reportee", "La rédaction est reportée"),
            ("non", "Ne pas la reprendre"),
        ]
    )
    answer = forms.CharField(required=False, max_length=6000)

    def values(self) -> dict[str, Any]:
        """The clean values as the service takes them."""
        said = self.cleaned_data["taken"]
        return {"taken": said != "non", "rewritten": said == "reportee", "answer": self.cleaned_data["answer"]}


class DecisionForm(forms.Form):
    """A decision typed, or taken from what was noted."""

    text = _text("Décision", rows=2, required=False)
    contribution = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ActionForm(PickingForm):
    """What, which organisation and person, by when, and the sign of success."""

    title = forms.CharField(label="Action", max_length=300, help_text="Un verbe et son objet : ce qui sera fait.")
    organisation = forms.TypedChoiceField(label="Organisme qui la tient", coerce=int)
    person = forms.TypedChoiceField(
        label="Personne en charge",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="C’est à elle que les nouvelles seront demandées.",
    )
    due_on = _day("Échéance")
    success_sign = forms.CharField(
        label="Signe de réussite attendu",
        max_length=300,
        required=False,
        help_text="À quoi verra-t-on que c’est fait ?",
    )
    seen = seen_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations, people = actions.organisation_choices(), actions.person_choices()
        self.fields["organisation"].choices = [("", "Choisir"), *organisations]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "Les référents de l’organisme"), *people]  # type: ignore[attr-defined]
        pick_when_long(self, "organisation", "person")

    def values(self) -> dict[str, Any]:
        """The clean values as the services take them."""
        clean = self.cleaned_data
        return {
            "title": clean["title"],
            "organisation": actions.organisation_chosen(clean["organisation"]),
            "person": actions.person_chosen(clean["person"]),
            "due_on": clean["due_on"],
            "success_sign": clean["success_sign"],
        }


class NewActionForm(ActionForm):
    """An action of a meeting: for which cycle, and from which line noted in the room."""

    cycle = forms.TypedChoiceField(label="Cycle", coerce=int, empty_value=None, required=False)
    contribution = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycles = [(cycle.pk, cycle.theme.title) for cycle in minutes.meeting.cycles.select_related("theme")]
        self.fields["cycle"].choices = [*cycles, ("", "Aucun en particulier")]  # type: ignore[attr-defined]
        if len(cycles) == 1 and not self.initial.get("cycle"):
            self.initial["cycle"] = cycles[0][0]


class ProgressForm(forms.Form):
    """Where an action stands."""

    status = forms.ChoiceField(label="Où en est-elle ?", widget=forms.RadioSelect)
    words = _text("En une phrase", "Ce qui a avancé, ce qui bloque, ce qui reste.", required=False)

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = status
        allowed = {status, *rules.NEXT_ACTION[status]}
        kept = [each for each in rules.REPORTABLE if each in allowed]
        self.fields["status"].choices = [(each.value, each.label) for each in kept]  # type: ignore[attr-defined]
        self.fields["status"].initial = status

    def clean(self) -> dict[str, Any]:
        """What is missing, said beside the field."""
        values = super().clean() or {}
        if "status" in values:
            words = values.get("words", "")
            for reason in rules.reasons_about_report(before=self.before, after=values["status"], words=words):
                self.add_error("words", reason)
        return values
