"""Answers that no count gathers: how many there are, and their words elsewhere."""

from interregions.common.typography import counted
from interregions.exchange.surveys.questionnaires.rules.kind import Kind
from interregions.exchange.surveys.restitution.rules.figures.form import (
    Asked,
    Counted,
    Figure,
    Form,
    Sources,
)


class Words(Form):
    def figure(self, question: Asked, sources: Sources) -> Figure:
        n = max((sources.counts.n(variable) for variable in question.variables), default=0)
        return {"form": "words", "n": n}

    def is_told_again(self, question: Asked, before: Figure, changed: Counted) -> bool:
        return True

    def finding(self, kind: Kind, figure: Figure, noun: str) -> str:
        return f"{counted(figure['n'], *kind.told)}."
