"""What the pages of conventions send, as clean values."""

from typing import Any

from django import forms

from interregions.common.picker import Picker
from interregions.knowledge.observatory.clusters.models import Cluster, Convention, ConventionFunder
from interregions.knowledge.observatory.clusters.queries import conventions as queries
from interregions.network.models import Organisation


def _day(label: str, required: bool = False, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **more)


def _amount(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, max_digits=14, decimal_places=2, min_value=0, localize=True)


class ConventionForm(forms.Form):
    """A convention, and what one’s own organisation decided."""

    title = forms.CharField(label="Objet", max_length=200)
    starts_on = _day("Début")
    ends_on = _day("Fin")
    deliberation = forms.CharField(label="Délibération", max_length=120, required=False)
    deliberated_on = _day("Date de la délibération")
    voted = _amount("Montant voté (€)")
    paid = _amount("Montant mandaté (€)")

    def __init__(
        self, *args: Any, convention: Convention | None = None, own: ConventionFunder | None = None, **kwargs: Any
    ) -> None:
        if convention is not None and own is not None:
            kwargs["initial"] = {
                "title": convention.title,
                "starts_on": convention.starts_on,
                "ends_on": convention.ends_on,
                "deliberation": own.deliberation,
                "deliberated_on": own.deliberated_on,
                "voted": own.voted,
                "paid": own.paid,
            }
        super().__init__(*args, **kwargs)
        help_text = "Votre organisme seul le lit, sauf si vous le montrez."
        self.fields["voted"].help_text = self.fields["paid"].help_text = help_text


class NewConventionForm(ConventionForm):
    """The same, with the pôle it is signed with."""

    cluster: "forms.ModelChoiceField[Cluster]" = forms.ModelChoiceField(
        queryset=None,
        label="Pôle ou cluster",
        widget=Picker(many=False, among=("organisation__short_name", "organisation__name")),
    )
    field_order = ["cluster"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = queries.cluster_choices()  # type: ignore[attr-defined]


class FunderForm(forms.Form):
    """Who else funds the convention."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, label="Organisme", widget=Picker(many=False)
    )

    def __init__(self, *args: Any, convention: Convention, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.funder_choices(convention)  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    """A document that is waited for."""

    name = forms.CharField(label="Document", max_length=160, help_text="Bilan d’activité, compte rendu financier…")
    due_on = _day("Attendu le", required=True)
