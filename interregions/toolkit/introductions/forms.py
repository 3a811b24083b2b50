"""What is typed in the room."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from interregions.common.picker import Picker, PickingForm
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import current_organisations

PERSON = ("member__given_name", "member__family_name", "member__function", "organisation__short_name")


class LetterForm(forms.Form):
    """A letter to one person."""

    subject = forms.CharField(label="Objet", max_length=160)
    words = forms.CharField(label="Votre lettre", max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    shows_address = forms.BooleanField(
        label="Montrer mon adresse, pour qu’on me réponde directement",
        help_text="Sans cela, la réponse passe par le réseau : aucune des deux adresses n’est montrée.",
        required=False,
    )


class AskForm(forms.Form):
    """Ask the animation to be put in touch."""

    wanted = forms.CharField(
        label="Qui cherchez-vous ?",
        help_text="Une personne, une fonction ou un organisme : « le référent hydrogène de la Région Bretagne ».",
        max_length=200,
    )
    words = forms.CharField(
        label="Pourquoi ?",
        help_text="L’animation lit ces mots, puis la personne à qui elle les transmet.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NameForm(PickingForm):
    """Whom the animation names."""

    other = forms.ModelChoiceField(
        label="Personne à qui transmettre", queryset=Mandate.objects.none(), widget=Picker(many=False, among=PERSON)
    )

    def __init__(self, *args: Any, people: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = people  # type: ignore[attr-defined]


class ProposeForm(PickingForm):
    """Two people the animation proposes to each other."""

    first = forms.ModelChoiceField(
        label="Première personne", queryset=Mandate.objects.none(), widget=Picker(many=False, among=PERSON)
    )
    second = forms.ModelChoiceField(
        label="Seconde personne", queryset=Mandate.objects.none(), widget=Picker(many=False, among=PERSON)
    )
    words = forms.CharField(
        label="Pourquoi ?",
        help_text="Ces mots sont lus par les deux personnes.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class AsideForm(forms.Form):
    """Why a request is not relayed."""

    words = forms.CharField(label="Raison, lue par qui demande", max_length=500)


def _all(kind: str) -> Any:
    return lambda: list(current_organisations([kind]).values_list("pk", flat=True))


class CircularForm(PickingForm):
    """A free letter to the people of some organisations."""

    organisations = forms.ModelMultipleChoiceField(
        label="Organismes",
        queryset=Organisation.objects.none(),
        widget=Picker(
            sets={
                "Toutes les Régions": _all(OrganisationKind.REGION),
                "Tous les EPCI": _all(OrganisationKind.EPCI),
                "Tous les pôles et clusters": _all(OrganisationKind.CLUSTER),
            }
        ),
    )
    roles = forms.MultipleChoiceField(
        label="Personnes",
        choices=[(Role.REFERENT, "Référents"), (Role.CONTRIBUTOR, "Contributeurs"), (Role.READER, "Lecteurs")],
        initial=[Role.REFERENT],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.CharField(label="Objet", max_length=160)
    words = forms.CharField(label="Lettre", max_length=8000, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = current_organisations().order_by("kind", "sort_name")  # type: ignore[attr-defined]
