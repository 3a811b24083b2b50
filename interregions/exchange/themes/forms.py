"""What the pages of calls and themes send, as clean values. Saving is in services."""

from typing import Any

from django import forms
from django.utils import timezone

from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallMethod, CallStatus
from interregions.exchange.themes.queries import calls
from interregions.exchange.themes.queries.themes import tags_offered
from interregions.network.choices import College
from interregions.vocabulary.models import Term

COLLEGES = [(value, label) for value, label in College.choices if value in (College.REGIONS, College.EPCI)]


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _text(label: str, help_text: str = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=6000, widget=widget)


class DatesForm(forms.Form):
    """The two dates of a call."""

    proposals_until = _day("Propositions jusqu’au", "Ce jour compris.")
    choices_until = _day("Choix jusqu’au", "Ce jour compris ; chaque organisme peut modifier les siens jusque-là.")

    def clean(self) -> dict[str, Any]:
        """The dates in order and to come, said beside the fields."""
        values = super().clean() or {}
        if "proposals_until" in values and "choices_until" in values:
            for reason in rules.reasons_not_to_set_dates(
                proposals_until=values["proposals_until"],
                choices_until=values["choices_until"],
                today=timezone.localdate(),
                closed=False,
            ):
                self.add_error("choices_until", reason)
        return values


class OpeningForm(DatesForm):
    """Everything a call starts with."""

    season = forms.CharField(label="Saison", max_length=60, help_text="Par exemple « 2026-2027 ».")
    words = _text("Message d’ouverture", "Joint au courriel qui annonce le recueil.", rows=3, required=False)
    retained_number = forms.IntegerField(label="Nombre de thèmes à retenir", min_value=1, max_value=12, initial=2)
    colleges = forms.MultipleChoiceField(
        label="Qui est consulté",
        choices=COLLEGES,
        initial=[College.REGIONS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Les deux collèges choisissent et sont comptés séparément.",
    )
    method = forms.ChoiceField(
        label="Comment le choix se fait",
        choices=CallMethod.choices,
        initial=CallMethod.APPROVAL,
        widget=forms.RadioSelect,
    )
    anyway = forms.BooleanField(label="Ouvrir quand même un autre recueil de cette saison", required=False)
    field_order = ["season", "anyway", "words", "retained_number", "colleges", "method", "proposals_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = calls.open_call_of(self.data.get("season", ""))
        if self.standing is None:
            del self.fields["anyway"]

    def clean(self) -> dict[str, Any]:
        """A season that has an open call is asked for twice, beside its tick."""
        values = super().clean()
        if self.standing is not None:
            for reason in rules.reasons_not_to_open_twice(
                open_call=str(self.standing), anyway=bool(values.get("anyway"))
            ):
                self.add_error("anyway", reason)
        return values


class CancelForm(forms.Form):
    """Why a call is cancelled."""

    reason = _text("Pourquoi ce recueil est annulé", "Une phrase au moins. Elle sera lue par tous.", rows=3)

    def clean_reason(self) -> str:
        """A sentence, said beside its area when it is missing."""
        reason: str = self.cleaned_data["reason"]
        for sentence in rules.reasons_against_cancel_reason(reason):
            self.add_error("reason", sentence)
        return reason


class ThemeForm(forms.Form):
    """A theme as its author writes it."""

    title = forms.CharField(label="Intitulé", max_length=160, help_text="Votre question, en une ligne.")
    problem = _text("Le problème rencontré", "Ce qui se passe chez vous, et pourquoi c’est difficile seul.")
    expected_result = _text("Le résultat attendu", "Ce que vous voudriez avoir en main à la fin du cycle.", rows=4)
    ready_to_lead = forms.BooleanField(
        label="Notre Région est prête à être Région responsable",
        required=False,
        help_text="Elle donne une interview, écrit la note et le questionnaire avec l’animation, présente le thème.",
    )
    tags = forms.ModelMultipleChoiceField(
        label="Priorités de l’Union européenne et spécialisation intelligente (S3)",
        queryset=Term.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)

    def __init__(self, *args: Any, may_lead: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = tags_offered()  # type: ignore[attr-defined]
        if not may_lead:
            del self.fields["ready_to_lead"]

    def tag_groups(self) -> list[tuple[str, list[tuple[Term, bool]]]]:
        """The terms by list, each with whether it is ticked: one line to tick for each."""
        ticked = {str(value) for value in self["tags"].value() or []}
        groups: dict[str, list[tuple[Term, bool]]] = {}
        for term in self.fields["tags"].queryset:  # type: ignore[attr-defined]
            groups.setdefault(term.scheme.name, []).append((term, str(term.pk) in ticked))
        return list(groups.items())

    def has_tags(self) -> bool:
        """Whether at least one is ticked: the list is then open."""
        return bool(self["tags"].value())

    def proposal(self) -> dict[str, Any]:
        """What ``propose_theme`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def change(self) -> dict[str, Any]:
        """What ``change_theme`` takes: the proposal and the revision it was written on."""
        return {**self.proposal(), "revision": self.cleaned_data["revision"] or 0}


class CommentForm(forms.Form):
    """A remark."""

    words = _text("Votre commentaire", rows=3)


class EndorsementForm(forms.Form):
    """Support, and readiness to lead."""

    ready_to_lead = forms.BooleanField(label="Notre Région est prête à en être responsable", required=False)


class ChoicesForm(forms.Form):
    """The themes an organisation ticks."""

    themes = forms.TypedMultipleChoiceField(
        label="Nos priorités",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un thème."},
    )

    def __init__(self, lines: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(line.theme.pk, line.theme.title) for line in lines]  # type: ignore[attr-defined]

    def clean_themes(self) -> list[int]:
        """No more than the written limit."""
        chosen: list[int] = self.cleaned_data["themes"]
        for reason in rules.reasons_not_to_choose_these(chosen=chosen, proposed=chosen):
            self.add_error("themes", reason)
        return chosen


class RetainForm(forms.Form):
    """The themes retained, and why they are not those of the count when they are not."""

    themes = forms.TypedMultipleChoiceField(
        label="Thèmes retenus", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Retenez au moins un thème."},
    )  # fmt: skip
    departure_reason = _text(
        "Si ce ne sont pas les thèmes désignés par le résultat, pourquoi",
        "Une phrase au moins. Elle sera lue par tous, à côté du résultat.", rows=3, required=False,
    )  # fmt: skip

    def __init__(self, themes: Any, pointed: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pointed = list(pointed)
        self.fields["themes"].choices = [(theme.pk, theme.title) for theme in themes]  # type: ignore[attr-defined]
        self.fields["themes"].initial = self.pointed

    def clean(self) -> dict[str, Any]:
        """The missing reason is asked beside its field."""
        values = super().clean() or {}
        chosen, reason = values.get("themes", []), values.get("departure_reason", "")
        if chosen:
            for sentence in rules.reasons_not_to_retain(
                status=CallStatus.CLOSED,
                decided=False,
                chosen=chosen,
                proposed=chosen,
                pointed=self.pointed,
                reason=reason,
            ):
                self.add_error("departure_reason", sentence)
        return values


class DecisionForm(forms.Form):
    """A choice taken in a meeting."""

    decided_in = forms.CharField(
        label="Réunion où la décision a été prise", max_length=200, help_text="Son nom et sa date, en une ligne."
    )
    themes = forms.TypedMultipleChoiceField(
        label="Thèmes retenus", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Retenez au moins un thème."},
    )  # fmt: skip
    reason = _text("Ce qui a conduit à ce choix", "Sera lu par tous.", rows=3, required=False)

    def __init__(self, themes: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(theme.pk, theme.title) for theme in themes]  # type: ignore[attr-defined]
