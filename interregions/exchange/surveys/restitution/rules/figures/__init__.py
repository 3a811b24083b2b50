"""Every form of figure, and which one a kind of question has."""

from typing import assert_never

from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Kind
from interregions.exchange.surveys.restitution.rules.figures.choices import Choices
from interregions.exchange.surveys.restitution.rules.figures.form import Figure, Form
from interregions.exchange.surveys.restitution.rules.figures.numbers import Numbers
from interregions.exchange.surveys.restitution.rules.figures.ranks import Ranks
from interregions.exchange.surveys.restitution.rules.figures.words import Words


def form_of(kind: Kind) -> Form:
    match kind.figure:
        case FigureForm.CHOICES:
            return Choices()
        case FigureForm.NUMBERS:
            return Numbers()
        case FigureForm.WORDS:
            return Words()
        case FigureForm.RANKS:
            return Ranks()
    assert_never(kind.figure)


def finding_of(kind: Kind, figure: Figure, noun: str) -> str:
    """« 11 Régions sur 14 répondent « Oui ». » ``noun`` is a plural: Régions, EPCI, organismes. Proposed, never
    imposed: whoever publishes may rewrite it."""
    return form_of(kind).finding(kind, figure, noun) if figure.get("n") else "Aucune réponse."
