"""Numbers: a total, a mean, a median and its quartiles, never a smallest nor a largest."""

from decimal import Decimal

from interregions.common.typography import counted, number
from interregions.exchange.surveys.questionnaires.rules.kind import Kind
from interregions.exchange.surveys.questionnaires.rules.numeric import Numeric
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import Numbers as Known
from interregions.exchange.surveys.restitution.rules.figures.form import (
    Asked,
    Counted,
    Figure,
    Form,
    Sources,
    too_few,
)

STATISTICS = {
    "sum": "Total",
    "mean": "Moyenne",
    "lower": "Un quart au moins des réponses ne dépasse pas",
    "median": "Médiane",
    "upper": "Un quart au moins des réponses atteint",
}


class Numbers(Form):
    def figure(self, question: Asked, sources: Sources) -> Figure:
        known = sources.numbers.get(question.variables[0].id, Known(0))
        summed = isinstance(question.kind, Numeric) and question.kind.summed
        told, withheld = disclosure.numbers_told(known, summed=summed, exact=sources.exact)
        statistics = {name: str(value) for name, value in told.items()}
        return {"form": "numbers", "n": known.n, "statistics": statistics, "withheld": withheld}

    def reveals(self, question: Asked, figure: Figure, hidden: Sources, *, besides: int = 0) -> bool:
        known = hidden.numbers.get(question.variables[0].id, Known(0))
        if not known.n or not figure.get("statistics"):
            return False
        summed = isinstance(question.kind, Numeric) and question.kind.summed
        told, _ = disclosure.published_numbers(known, summed=summed)
        return known.n < disclosure.FEWEST_FOR_MEDIAN + besides or not told

    def is_protected(self, figure: Figure) -> bool:
        return bool(figure.get("withheld"))

    def is_told_again(self, question: Asked, before: Figure, changed: Counted) -> bool:
        return changed.n(question.variables[0]) >= disclosure.FEWEST_FOR_MEDIAN

    def finding(self, kind: Kind, figure: Figure, noun: str) -> str:
        told, unit = figure["statistics"], kind.after_a_number
        if "median" in told:
            return f"La médiane des {number(figure['n'])} réponses est {number(Decimal(told['median']))}{unit}."
        if "sum" in told:
            return f"{number(Decimal(told['sum']))}{unit} au total, pour {counted(figure['n'], 'réponse')}."
        return too_few(figure["n"])

    def statistics(self, question: Asked, figure: Figure) -> list[tuple[str, Decimal, str]]:
        told, unit = figure["statistics"], question.kind.after_a_number
        return [(label, Decimal(told[name]), unit) for name, label in STATISTICS.items() if name in told]
