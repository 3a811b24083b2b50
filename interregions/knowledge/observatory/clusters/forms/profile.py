"""A profile and a label, as clean values."""

from typing import Any

from django import forms

from interregions.knowledge.observatory.choices import LabelKind
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import profile as rules

HELPS = {
    "governance": "Qui préside, qui décide, jusqu’à quand.",
    "priorities_served": "Les priorités S3 des Régions que vous servez, et comment.",
    "services": "Ce que vous faites pour vos membres.",
    "markets": "Pays et marchés où vous emmenez vos membres.",
    "competences": "Ce que vos membres et vous savez faire, que d’autres peuvent chercher.",
}


class SirenField(forms.CharField):
    """Nine digits, however they are spaced."""

    def clean(self, value: Any) -> str:
        return "".join(str(super().clean(value)).split())


class EnterForm(forms.Form):
    """What begins a profile: a name and its Régions are enough."""

    name = forms.CharField(label="Nom", max_length=200)
    siren = SirenField(
        label="SIREN", max_length=20, required=False, help_text="Neuf chiffres ; laissez vide si vous ne le savez pas."
    )
    regions = forms.MultipleChoiceField(
        label="Régions",
        widget=forms.CheckboxSelectMultiple,
        help_text="Toutes celles que le pôle couvre.",
    )
    subject = forms.CharField(label="Thématique", max_length=300, required=False)
    ecosystems = forms.MultipleChoiceField(
        label="Écosystèmes industriels", widget=forms.CheckboxSelectMultiple, required=False
    )
    seat = forms.CharField(label="Siège", max_length=120, required=False, help_text="La commune.")
    contact = forms.CharField(
        label="Contact", max_length=200, required=False, help_text="Un service ou une fonction, plutôt qu’un nom."
    )
    site = forms.URLField(label="Site", max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = queries.region_choices()  # type: ignore[attr-defined]
        self.fields["ecosystems"].choices = queries.ecosystem_choices()  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """The profile as texts: what is chosen from a list is its codes, in order."""
        given = self.cleaned_data
        return {name: _text(given[name]) for name in given if not name.startswith("seen_") and name != "revision"}


class ProfileForm(EnterForm):
    """The whole profile, each field with what this person saw when the page opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, cluster: Cluster, own: bool, *args: Any, **kwargs: Any) -> None:
        stored = queries.values_of(cluster)
        initial = {**stored, "revision": cluster.revision, "more_open": bool(stored["more_open"])}
        initial |= {name: stored[name].split() for name in ("regions", "ecosystems")}
        super().__init__(*args, initial=initial, **kwargs)
        if own:
            for name, label in rules.MORE.items():
                self.fields[name] = forms.CharField(
                    label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=HELPS[name]
                )
            self.fields["more_open"] = forms.BooleanField(
                label="Ouvrir les rubriques complémentaires aux Régions, aux EPCI et à l’animation",
                required=False,
                help_text="Sans cette case, vous seuls lisez la gouvernance et les rubriques qui suivent.",
            )
        for name, text in stored.items():
            if name in self.fields:
                self.fields[f"seen_{name}"] = forms.CharField(
                    required=False, initial=text, widget=forms.HiddenInput, strip=False
                )

    def written(self) -> dict[str, Any]:
        """What the service takes: the texts, what was seen, and the revision the page was opened on."""
        given = self.cleaned_data
        seen = {name[5:]: _text(given[name]) for name in given if name.startswith("seen_")}
        return {"values": self.values(), "seen": seen, "revision": given["revision"]}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(sorted(value))
    if isinstance(value, bool):
        return "oui" if value else ""
    return str(value or "").replace("\r\n", "\n")


class LabelForm(forms.Form):
    """A label, its announced term, and where it was read."""

    kind = forms.ChoiceField(label="Label", choices=LabelKind.choices)
    name = forms.CharField(
        label="Intitulé", max_length=160, required=False, help_text="Pour un label régional ou un autre label."
    )
    starts_on = forms.DateField(label="Depuis le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label="Terme annoncé", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label="Source", max_length=300, help_text="Décision, communiqué, site du pôle.")
    address = forms.URLField(label="Adresse de la source", max_length=500, required=False, assume_scheme="https")
