"""Where one organisation's answer stands in a published figure, told to that organisation alone. Pure.

Only the figure as it was published and the reader's own answer are compared: nothing is told of anybody else that the
figure does not tell to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from interregions.common.typography import counted, number
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Storage
from interregions.exchange.surveys.restitution.rules.figures import form_of
from interregions.exchange.surveys.restitution.rules.figures.form import Asked, Figure
from interregions.exchange.surveys.restitution.rules.figures.numbers import STATISTICS

MOST_PLACES = 3


@dataclass(frozen=True)
class Own:
    """What the organisation answered to one variable: the option it chose, or its number."""

    option: int | None = None
    number: Decimal | None = None


def may_be_placed(question: Asked) -> bool:
    """Whether one answer can be set beside the figure of this question: one choice, or one number."""
    if len(question.variables) != 1:
        return False
    if question.kind.figure is FigureForm.NUMBERS:
        return True
    return question.kind.figure is FigureForm.CHOICES and question.kind.storage is Storage.OPTION


def place_of(question: Asked, figure: Figure, own: Own | None) -> str:
    """« Vous répondez « Oui », comme 6 autres réponses sur 11. » or nothing when the figure may not tell it."""
    if own is None or not figure.get("n"):
        return ""
    said = _beside_median(question, figure, own) if own.number is not None else _among_choices(figure, own)
    return f"{_asked(question.label)} {said}" if said else ""


def _among_choices(figure: Mapping[str, object], own: Own) -> str:
    rows = figure.get("rows")
    row = rows[0] if isinstance(rows, list) and rows else None
    cell = next((each for each in row["cells"] if each["option"] == own.option), None) if row else None
    if row is None or cell is None:
        return ""
    label, n = f"« {cell['label']} »", row["n"]
    if cell["low"] != cell["high"]:
        return f"Vous répondez {label}, comme presque toutes les réponses." if cell["low"] >= n - 1 else ""
    if cell["low"] == 1:
        return f"Votre réponse, {label}, est la seule ainsi sur {number(n)}."
    others = counted(cell["low"] - 1, "autre réponse", "autres réponses")
    return f"Vous répondez {label}, comme {others} sur {number(n)}."


def _beside_median(question: Asked, figure: Figure, own: Own) -> str:
    told = {label: (value, unit) for label, value, unit in form_of(question.kind).statistics(question, figure)}
    median = told.get(STATISTICS["median"])
    if median is None or own.number is None:
        return ""
    value, unit = median
    return (
        f"Vous indiquez {number(own.number)}{unit} ; la médiane des {number(figure['n'])} réponses est "
        f"{number(value)}{unit}."
    )


def _asked(label: str) -> str:
    """The words of a question, ready for what follows."""
    return label if label.rstrip().endswith("?") else f"{label.rstrip('. :')}."
