"""What the pages of the policies send, as clean values."""

from typing import Any

from django import forms

from interregions.knowledge.observatory.choices import (
    AmountStage,
    Authorisation,
    Included,
    ManagingAuthority,
    Pays,
    StateEndowment,
    Unit,
)
from interregions.knowledge.observatory.policies.models import Indicator, Reading, RegionalPolicy
from interregions.knowledge.observatory.policies.queries.sheets import texts_of
from interregions.knowledge.observatory.policies.rules import natures, sheets
from interregions.knowledge.observatory.policies.services.readings import Said

HELP_OF_VALUE = {
    Unit.EUROS: "En euros, en entier\u202f: 3 200 000.",
    Unit.PERCENT: "De 0 à 100.",
    Unit.FTE: "En équivalents temps plein.",
}
SPACES = str.maketrans("", "", " \u00a0\u202f")


class FrenchDecimalField(forms.DecimalField):
    """« 3 200 000,50 » as it is typed."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.translate(SPACES).replace(",", ".") if isinstance(value, str) else value)


def day_field(label: str) -> forms.DateField:
    """A day that may be left empty."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ReadingForm(forms.Form):
    """One figure: its value, its nature, where it was read."""

    value = FrenchDecimalField(label="Valeur", required=False, max_digits=18, decimal_places=2)
    words = forms.CharField(
        label="En toutes lettres",
        required=False,
        max_length=400,
        help_text="Ce qu’il faut savoir de la valeur, ou ce qui se dit quand aucun nombre n’est juste.",
    )
    stage = forms.ChoiceField(label="Stade", required=False, choices=AmountStage.choices)
    authorisation = forms.ChoiceField(label="AE/AP ou CP", required=False, choices=Authorisation.choices)
    pays = forms.ChoiceField(label="Ce qui est payé", required=False, choices=Pays.choices)
    state_money = forms.ChoiceField(label="Argent de l’État", required=False, choices=Included.choices)
    erdf_money = forms.ChoiceField(label="Argent du FEDER", required=False, choices=Included.choices)
    shared_part = FrenchDecimalField(
        label="Part de la Région dans un pôle partagé",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="En pour cent, si la valeur est votre part de ce que reçoit un pôle de plusieurs Régions.",
    )
    source = forms.CharField(
        label="Source", max_length=300, help_text="Délibération, budget, compte administratif, suivi des conventions."
    )
    address = forms.URLField(label="Adresse de la source", required=False, max_length=500, assume_scheme="https")
    as_of = day_field("Valable au")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, indicator: Indicator, *args: Any, reading: Reading | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["value"].help_text = HELP_OF_VALUE.get(Unit(indicator.unit), "")
        if not indicator.has_nature:
            for name in (*natures.FIELDS, "shared_part"):
                del self.fields[name]
        if indicator.unit == Unit.WORDS:
            del self.fields["value"]
        for name in self.fields:
            if reading is not None and hasattr(reading, name):
                self.fields[name].initial = getattr(reading, name)

    def said(self) -> Said:
        """What the service takes."""
        given = self.cleaned_data
        return Said(
            value=given.get("value"),
            words=given["words"],
            nature=natures.Nature(**{name: given.get(name, "") for name in natures.FIELDS}),
            source=given["source"],
            address=given["address"],
            as_of=given["as_of"],
            shared_part=given.get("shared_part"),
        )

    def seen_values(self) -> set[int]:
        """The confirmed values that were under the person's eyes."""
        return numbers_in(self.cleaned_data["seen"])


def numbers_in(written: str) -> set[int]:
    """« 3,17 » → {3, 17}; what is no number is left out."""
    return {int(each) for each in written.split(",") if each.isascii() and each.isdigit()}


class PolicyForm(forms.Form):
    """The words of a year, each with what this person saw when the page opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    managing_authority = forms.ChoiceField(
        label="Autorité de gestion des fonds européens", required=False, choices=ManagingAuthority.choices
    )
    managing_authority_since = day_field("Autorité de gestion depuis le")
    state_endowment = forms.ChoiceField(
        label="Dotation de l’État pour les pôles", required=False, choices=StateEndowment.choices
    )
    state_endowment_on = day_field("Dotation de l’État, à la date du")

    def __init__(self, policy: RegionalPolicy | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = policy.revision if policy else 1
        dated = list(self.fields)[1:]
        for name in dated:
            self.fields[name].initial = getattr(policy, name) if policy else None
        for part, text in texts_of(policy).items():
            self.fields[part] = forms.CharField(
                label=sheets.PARTS[part],
                required=False,
                initial=text,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=sheets.HELPS[part],
            )
            seen = forms.CharField(required=False, initial=text, widget=forms.HiddenInput, strip=False)
            self.fields[f"seen_{part}"] = seen
        self.order_fields(["revision", *sheets.PARTS])

    def values(self) -> dict[str, Any]:
        """The texts, the dated facts, what was seen, and the revision the page was opened on."""
        given = self.cleaned_data
        return {
            "texts": {part: given[part].replace("\r\n", "\n") for part in sheets.PARTS},
            "seen": {part: given[f"seen_{part}"].replace("\r\n", "\n") for part in sheets.PARTS},
            "dated": {
                name: given[name]
                for name in ("managing_authority", "managing_authority_since", "state_endowment", "state_endowment_on")
            },
            "revision": given["revision"],
        }


class ContestForm(forms.Form):
    """What is wrong in a figure."""

    words = forms.CharField(
        label="Ce qui ne va pas",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Le chiffre quitte aussitôt toute comparaison.",
    )


class ReplyForm(forms.Form):
    """The words beside one's own figure."""

    words = forms.CharField(
        label="Vos mots à côté de votre chiffre",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lus par qui lit le chiffre, et par personne d’autre. Laissez vide pour les retirer.",
    )


class ChooseForm(forms.Form):
    """The indicator, the year and the nature of the page, kept in its address."""

    indicateur = forms.CharField(required=False, max_length=60)
    annee = forms.IntegerField(required=False, min_value=1, max_value=9999)
    nature = forms.IntegerField(required=False, min_value=0, max_value=99)

    def chosen(self) -> dict[str, Any]:
        """What the query takes; a value without sense chooses nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "code": given.get("indicateur") or "",
            "year": given.get("annee"),
            "nature": given.get("nature") or 0,
        }
