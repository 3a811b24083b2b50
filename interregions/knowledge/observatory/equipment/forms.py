"""What is typed in the room."""

from decimal import Decimal
from typing import Any

from django import forms

from interregions.common.picker import Picker, PickingForm
from interregions.common.typography import number
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.equipment.choices import Near, Opening, Outcome, Tariff
from interregions.knowledge.observatory.equipment.funding_lines import fundings_in
from interregions.knowledge.observatory.equipment.places import DEPARTMENTS, department_named
from interregions.knowledge.observatory.equipment.queries import sheets as queries
from interregions.network.models import Mandate, Organisation
from interregions.vocabulary.models import Term, Territory

DEPARTMENT_CHOICES = [(code, f"{name} ({code})") for code, name in DEPARTMENTS.items()]


class CompetenceForm(PickingForm):
    """What an organisation knows how to do, and where."""

    owner = forms.ModelChoiceField(
        label="Organisme qui le détient",
        queryset=Organisation.objects.none(),
        widget=Picker(many=False),
        help_text="Si ce n’est pas le vôtre, la fiche attend son accord pour être lue.",
    )
    name = forms.CharField(label="Nom", max_length=160)
    words = forms.CharField(
        label="Ce que l’on peut y faire",
        help_text="Avec les mots de qui cherche : matériaux, procédés, essais, secteurs.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    department = forms.ChoiceField(label="Département", choices=DEPARTMENT_CHOICES, widget=Picker(many=False))
    town = forms.CharField(label="Commune", max_length=120, required=False)
    epci = forms.ModelChoiceField(
        label="Intercommunalité",
        queryset=Territory.objects.none(),
        widget=Picker(many=False, among=("name", "siren")),
        required=False,
    )
    clusters = forms.ModelMultipleChoiceField(
        label="Pôles et clusters liés",
        queryset=Cluster.objects.none(),
        widget=Picker(among=("organisation__short_name", "organisation__name")),
        required=False,
    )
    tags = forms.ModelMultipleChoiceField(
        label="Écosystèmes industriels",
        queryset=Term.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contact = forms.CharField(
        label="Contact",
        max_length=200,
        required=False,
        help_text="Une fonction ou une adresse de service : ce champ est lu par tous ceux qui lisent la fiche.",
    )
    site = forms.URLField(label="Site", max_length=300, required=False, assume_scheme="https")
    open_to_clusters = forms.BooleanField(label="Faire lire aussi aux pôles et clusters", required=False)
    open_to_partners = forms.BooleanField(label="Faire lire aussi aux partenaires (banques, État)", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, mandate: Mandate | None, *args: Any, sheet: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, Any] = {
            "owner": queries.owners_named_by(mandate),
            "epci": queries.epci_to_name(),
            "clusters": queries.clusters_to_name(),
            "tags": queries.ecosystems(),
            "kind": queries.kinds_of_equipment(),
        }
        for name in found.keys() & self.fields.keys():
            self.fields[name].queryset = found[name]  # type: ignore[attr-defined]
        if sheet is not None:
            del self.fields["owner"]
            self._shows(sheet)
        elif mandate is not None:
            self.fields["owner"].initial = mandate.organisation_id

    def _shows(self, sheet: Any) -> None:
        for name, field in self.fields.items():
            if name in ("clusters", "tags"):
                field.initial = list(getattr(sheet, name).all())
            elif hasattr(sheet, name):
                field.initial = getattr(sheet, name)

    def values(self) -> dict[str, Any]:
        """What the services take: the values apart from whose sheet it is and from what was seen."""
        given = dict(self.cleaned_data)
        return {name: value for name, value in given.items() if name not in ("owner", "revision", "fundings")}


class EquipmentForm(CompetenceForm):
    """The same, with what one asks of an equipment."""

    kind = forms.ModelChoiceField(label="Genre", queryset=Term.objects.none(), empty_label="Choisir")
    opening = forms.ChoiceField(label="Ouverture", choices=Opening.choices, widget=forms.RadioSelect)
    tariff = forms.ChoiceField(label="Prix", choices=Tariff.choices, initial=Tariff.QUOTE, widget=forms.RadioSelect)
    tariff_words = forms.CharField(
        label="Tarif", max_length=300, required=False, help_text="Le tarif, ou l’adresse où il se lit."
    )
    conditions = forms.CharField(label="Conditions d’accès", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    aid_regime = forms.CharField(
        label="Régime d’aide qui les impose",
        max_length=200,
        required=False,
        help_text="Par exemple « Règlement (UE) 651/2014, article 26 » ; laissez vide si aucun.",
    )
    trl_from = forms.IntegerField(label="TRL, de", required=False, min_value=1, max_value=9)
    trl_to = forms.IntegerField(label="TRL, à", required=False, min_value=1, max_value=9)
    fundings = forms.CharField(
        label="Financeurs et montants",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un par ligne : financeur ; montant en euros ; année.",
    )
    field_order = ("owner", "name", "kind", "words", "department", "town", "epci", "opening", "tariff", "tariff_words",
                   "conditions", "aid_regime", "trl_from", "trl_to", "fundings")  # fmt: skip

    def _shows(self, sheet: Any) -> None:
        super()._shows(sheet)
        self.fields["fundings"].initial = "\n".join(
            f"{each.funder} ; {number(each.amount)}" + (f" ; {each.year}" if each.year else "")
            for each in sheet.fundings.all()
        )

    def clean_fundings(self) -> list[tuple[str, Decimal, int | None]]:
        found, reasons = fundings_in(self.cleaned_data["fundings"])
        if reasons:
            raise forms.ValidationError(reasons)
        return found


class DeclineForm(forms.Form):
    """Why one does not wish to publish."""

    words = forms.CharField(label="Raison", max_length=300, required=False, help_text="Lue de qui a préparé la fiche.")


class AccessForm(forms.Form):
    """Two questions: what for, and when."""

    need = forms.CharField(
        label="Besoin",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce que l’on veut faire, sur quoi, en quelle quantité.",
    )
    enterprise = forms.CharField(
        label="Pour quelle entreprise", max_length=160, required=False, help_text="Si elle accepte d’être nommée."
    )
    period = forms.CharField(label="Période souhaitée", max_length=120, required=False)


class AccessAnswerForm(forms.Form):
    """Yes or no, in words."""

    accepted = forms.TypedChoiceField(
        label="Votre réponse",
        coerce=lambda value: value == "yes",
        choices=[("yes", "Accès accordé"), ("no", "Accès décliné")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="Précisions",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Qui contacter et quand ; ou pourquoi ce n’est pas possible.",
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label="Qu’en est-il advenu ?", choices=Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Une précision", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FilterForm(forms.Form):
    """The filters of the list, kept in its address."""

    mots = forms.CharField(label="Besoin", required=False)
    genre = forms.ChoiceField(label="Genre", required=False)
    trl = forms.TypedChoiceField(
        label="TRL",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Tous"), *((str(level), str(level)) for level in range(1, 10))],
    )
    pres = forms.ChoiceField(label="Près de chez vous", required=False, choices=[("", "Partout"), *Near.choices])
    departement = forms.CharField(label="Votre département (nom ou numéro)", required=False, max_length=60)

    def __init__(self, *args: Any, equipment: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if equipment:
            kinds = queries.kinds_of_equipment().values_list("code", "label")
            self.fields["genre"].choices = [("", "Tous"), *kinds]  # type: ignore[attr-defined]
        else:
            del self.fields["genre"], self.fields["trl"]

    def filters(self) -> dict[str, Any]:
        """What the queries take; a value of no meaning filters nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "words": given.get("mots", ""),
            "kind": given.get("genre", ""),
            "trl": given.get("trl"),
            "near": given.get("pres", ""),
        }

    def department(self) -> str:
        """Its code, by its number or its name; nothing when it is neither."""
        return department_named(self.cleaned_data.get("departement", "")) if self.is_valid() else ""
