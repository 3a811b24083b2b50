"""What is typed on the pages of the collection."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from interregions.common.picker import Picker, PickingForm, pick_when_long
from interregions.exchange.surveys.choices import ContactKind
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.network.forms import region_choices
from interregions.network.models import Member, Organisation
from interregions.network.queries import current_organisations, open_groups_visible_to
from interregions.vocabulary.choices import EpciKind

AUDIENCES = [
    ("all_regions", "Toutes les Régions"),
    ("chosen", "Des organismes choisis"),
    ("epci", "Des EPCI, par Région ou par nature"),
    ("clusters", "Des pôles et clusters, par Région"),
    ("group", "Un groupe de travail"),
]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AudienceForm(PickingForm):
    """Who is asked."""

    audience = forms.ChoiceField(
        label="Destinataires", choices=AUDIENCES, widget=forms.RadioSelect, initial="all_regions"
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Organismes choisis",
        queryset=Organisation.objects.none(),
        required=False,
        widget=Picker(),
    )
    region_codes = forms.MultipleChoiceField(
        label="Régions des EPCI", required=False, widget=forms.CheckboxSelectMultiple
    )
    epci_kinds = forms.MultipleChoiceField(
        label="Nature des EPCI", choices=EpciKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    cluster_regions = forms.MultipleChoiceField(
        label="Régions des pôles et clusters",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune case cochée\u202f: tous. Un pôle de plusieurs Régions est interrogé une fois.",
    )
    group = forms.ModelChoiceField(
        label="Groupe de travail", queryset=open_groups_visible_to(None), required=False, empty_label="Aucun"
    )

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = current_organisations().order_by("kind", "sort_name")  # type: ignore[attr-defined]
        self.fields["group"].queryset = open_groups_visible_to(member)  # type: ignore[attr-defined]
        pick_when_long(self, "group", among=("name",))
        self.fields["group"].when_needed = "pour un groupe de travail"  # type: ignore[attr-defined]
        self.fields["organisations"].when_needed = "pour des organismes choisis"  # type: ignore[attr-defined]
        codes = region_choices()
        self.fields["region_codes"].choices = codes  # type: ignore[attr-defined]
        self.fields["cluster_regions"].choices = codes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {"group": ("group", "Choisissez le groupe."), "chosen": ("organisations", "Cochez des organismes.")}
        name, words = wanted.get(cleaned.get("audience", ""), ("", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)
        return cleaned

    def chosen_audience(self) -> Audience:
        cleaned = self.cleaned_data
        return Audience(
            kind=cleaned["audience"],
            organisation_ids=tuple(organisation.pk for organisation in cleaned["organisations"]),
            region_codes=tuple(cleaned["cluster_regions" if cleaned["audience"] == "clusters" else "region_codes"]),
            epci_kinds=tuple(cleaned["epci_kinds"]),
            group_id=cleaned["group"].pk if cleaned["group"] else None,
        )


class OpeningForm(AudienceForm):
    """Put a frozen questionnaire to an audience."""

    opens_on = forms.DateField(label="Ouverture", widget=day_input(), initial=timezone.localdate)
    closes_on = forms.DateField(label="Réponses attendues jusqu’au", widget=day_input())
    reminders = forms.CharField(
        label="Relances",
        required=False,
        help_text="Une date par ligne, par exemple 14/01/2027. Elles s’arrêtent d’elles-mêmes.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    embargo_until = forms.DateField(
        label="Embargo jusqu’au",
        required=False,
        widget=day_input(),
        help_text="Avant ce jour, personne hors animation ne lit de réponse nommée.",
    )
    lead_early_from = forms.DateField(
        label="Lecture par la Région responsable dès le", required=False, widget=day_input()
    )

    def clean_reminders(self) -> list[date]:
        days, wrong = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["reminders"].splitlines())):
            try:
                days.append(forms.DateField().clean(line))
            except forms.ValidationError:
                wrong.append(f"« {line[:40]} » n’est pas une date : écrivez-la comme 14/01/2027.")
        if wrong:
            raise forms.ValidationError(wrong)
        return days


class ContactForm(forms.Form):
    kind = forms.ChoiceField(label="Moyen", choices=ContactKind.choices)
    words = forms.CharField(label="Ce qui s’est dit", widget=forms.Textarea(attrs={"rows": 3}))


class SurveyReopeningForm(forms.Form):
    """Until when everybody may answer again, and why."""

    closes_on = forms.DateField(label="Réponses attendues jusqu’au", widget=day_input())
    reason = forms.CharField(label="Raison", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ExtensionForm(forms.Form):
    until = forms.DateField(label="Délai accordé jusqu’au", widget=day_input())


class ReminderForm(forms.Form):
    on = forms.DateField(label="Date de la relance", widget=day_input())
    words = forms.CharField(label="Un mot de plus", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ClosingForm(forms.Form):
    partial = forms.ChoiceField(
        label="Réponses commencées et non envoyées",
        choices=[
            ("left_out", "Les laisser de côté"),
            ("consented", "Les reprendre telles quelles, avec l’accord de chaque organisme (il lui est demandé)"),
        ],
        widget=forms.RadioSelect,
        initial="left_out",
    )
    cuts_extensions = forms.BooleanField(
        label="Clore malgré les délais encore en cours : les organismes concernés en sont prévenus", required=False
    )

    def __init__(self, *args: Any, any_extended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any_extended:
            del self.fields["cuts_extensions"]
