"""What is decided of each question of an edition, as posted by the page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from interregions.common.characters import number_in
from interregions.exchange.surveys.restitution.queries.figures import BREAKDOWN_WORDS
from interregions.exchange.surveys.restitution.services.restitution import ItemChoice


def item_choices(posted: Mapping[str, str], restitution: Any) -> list[ItemChoice]:
    """One choice for each item of the edition the page spoke of; places are counted from one on screen."""
    choices = []
    for item in restitution.items.all():
        if f"finding-{item.pk}" not in posted:
            continue
        place = number_in(posted.get(f"position-{item.pk}", ""))
        choices.append(
            ItemChoice(
                item_id=item.pk,
                position=min(place, 10_000) - 1 if place else item.position,
                shown=f"shown-{item.pk}" in posted,
                shows_verbatims=f"verbatims-{item.pk}" in posted,
                finding=posted[f"finding-{item.pk}"],
                commentary=posted.get(f"commentary-{item.pk}", ""),
            )
        )
    return choices


def typed_over(sections: list[Any], choices: Iterable[ItemChoice]) -> list[Any]:
    """The sections of a draft, with what was just typed in place of what stands."""
    typed = {choice.item_id: choice for choice in choices}
    for section in sections:
        choice = typed.get(section.item.pk)
        if choice is None:
            continue
        section.finding, section.item.commentary = choice.finding, choice.commentary
        section.item.position, section.item.shown = choice.position, choice.shown
        section.item.shows_verbatims = choice.shows_verbatims
    return sections


class BreakdownForm(forms.Form):
    breakdown = forms.ChoiceField(
        label="Ventilation", required=False, choices=[("", "Aucune"), *BREAKDOWN_WORDS.items()]
    )
    summary = forms.CharField(label="En résumé", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
