"""Fictional values to look at every component on one page (/composants/)."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms

from interregions.common.picker import Picker, PickingForm
from interregions.common.tasks import Task
from interregions.common.tiles import TILES

CHOICES = [("a", "Oui, déjà en place"), ("b", "En préparation"), ("c", "Non")]


class GalleryForm(PickingForm):
    """One field of each kind."""

    title = forms.CharField(label="Titre de la pratique", help_text="Une phrase que l’on retient.")
    region = forms.ChoiceField(label="Région responsable", choices=CHOICES)
    state = forms.ChoiceField(label="Où en êtes-vous ?", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Ce qui existe déjà", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    organisations = forms.MultipleChoiceField(
        label="Organismes conviés", choices=[(tile.insee, tile.name) for tile in TILES], widget=Picker(), required=False
    )
    day = forms.DateField(label="Date prévue", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    words = forms.CharField(label="Ce qui n’a pas marché", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="J’ai relu ce texte avec mon équipe", required=False)


def context() -> dict[str, Any]:
    """Everything the page shows."""
    states = ("done", "done", "current", "todo", "late", "none")
    wrong = GalleryForm({"title": "", "state": "z", "words": "Le calendrier était trop court."})
    wrong.is_valid()
    return {
        "cards": [
            Task(
                what="Répondre à l’enquête « Hydrogène et chaînes de valeur »",
                why="Cycle Hydrogène, étape 2 : votre Région n’a pas encore envoyé sa réponse.",
                url="#", gesture="Répondre", due=date(2027, 1, 14), minutes=12,
            ),
            Task(
                what="Dire où en est l’action « Cartographier les plateaux techniques »",
                why="Compte rendu de la réunion d’octobre.", url="#", gesture="Dire où j’en suis",
                due=date(2026, 11, 2), minutes=4, late=True,
            ),
        ],
        "steps": [
            {"label": "Thème", "state": "done", "url": "#"},
            {"label": "Enquête", "state": "done", "url": "#"},
            {"label": "Réunion", "state": "current", "url": "#", "words": "jeudi 14 janvier"},
            {"label": "Débat", "state": "to_come"},
            {"label": "Suites", "state": "to_come"},
        ],
        "tiles": [
            {"code": tile.insee, "label": tile.name, "state": states[rank % 6]} for rank, tile in enumerate(TILES)
        ],
        "ramp": [
            {"code": tile.insee, "label": tile.name, "value": f"{rank * 7 % 42} pôles", "state": str(rank % 6)}
            for rank, tile in enumerate(TILES)
        ],
        "form": GalleryForm(),
        "wrong_form": wrong,
        "reasons": ["La Région responsable n’est pas encore choisie.", "Le recueil est ouvert jusqu’au 4 décembre."],
        "organisations": [
            SimpleNamespace(name="Région Bretagne", short_name="Bretagne", kind="region"),
            SimpleNamespace(name="Rennes Métropole", short_name="", kind="epci"),
            SimpleNamespace(name="France Clusters", short_name="", kind="association"),
        ],
        "text": [
            {"type": "heading", "level": 2, "text": "Ce que disent les Régions"},
            {"type": "paragraph", "text": "Douze Régions sur dix-huit l’accompagnent ; trois d’entre elles : 12,5 %."},
            {"type": "list", "ordered": False, "items": ["Un guichet unique", "Une convention à trois ans"]},
            {"type": "quote", "text": "Nous avons commencé trop tard.", "source": "Une Région"},
            {"type": "table", "header": ["Dispositif", "Régions", "Montant médian"], "caption": "Dispositifs cités",
             "rows": [["Appel à projets", "9", "120 000 €"], ["Accompagnement", "12", "45 000 €"]]},
        ],
    }  # fmt: skip
