"""Ranks: how many put each option first, then the points of each, when they reveal nobody."""

from dataclasses import replace
from typing import Any

from interregions.common.typography import number
from interregions.exchange.surveys.questionnaires.rules.kind import Coded, Kind
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import Group
from interregions.exchange.surveys.restitution.rules.figures.choices import Choices, leading, nearly_all, tied_first
from interregions.exchange.surveys.restitution.rules.figures.form import (
    Asked,
    Beside,
    Counted,
    Figure,
    Part,
    Sources,
)


class Ranks(Choices):
    """First places are counted as choices are: each ranking has one."""

    name = "ranks"

    def counts(self, question: Asked, variable: Coded, counts: Counted) -> Group[int]:
        held = counts.ranks(question, variable)
        return Group(counts.n(variable), {option: times.get(1, 0) for option, times in held.items()})

    def row(self, question: Asked, variable: Coded, sources: Sources) -> Figure:
        row = super().row(question, variable, sources)
        ranks = sources.counts.ranks(question, variable)
        points, reason = disclosure.points_of(ranks, row["n"], exact=sources.exact)
        told = [[option, times] for option, times in points.items()] if row["cells"] else []
        return {**row, "points": told, "no_points": reason}

    def reveals(self, question: Asked, figure: Figure, hidden: Sources, *, besides: int = 0) -> bool:
        if super().reveals(question, figure, hidden, besides=besides):
            return True
        pointed = {row["variable"] for row in figure.get("rows", ()) if row["points"]}
        for variable in question.variables:
            n = hidden.counts.n(variable) if variable.id in pointed else 0
            if n and not disclosure.published_points(hidden.counts.ranks(question, variable), n - besides)[0]:
                return True
        return False

    def is_row_told_again(self, question: Asked, variable: Coded, before: Figure, changed: Counted) -> bool:
        """Points are subtracted like totals; those withheld for being alike would be sharpened by their return."""
        if not super().is_row_told_again(question, variable, before, changed) or not before["cells"]:
            return not before["cells"]
        if before["no_points"] == disclosure.ALIKE_RANKINGS:
            return changed.n(variable) == 0
        if not before["points"] or changed.n(variable) == 0:
            return True
        points, _ = disclosure.published_points(changed.ranks(question, variable), changed.n(variable))
        return bool(points)

    def sentence(self, kind: Kind, row: Figure, noun: str) -> str:
        first, _ = leading(row)
        n, label = number(row["n"]), f"« {first['label']} »"
        if first["low"] != first["high"]:
            return nearly_all(first, n, "placent en premier")
        together, tied = tied_first(row)
        by = f"en premier par {number(first['low'])} {noun} sur {n}."
        if tied:
            return f"{tied} sont chacun placés {by}"
        if together > 1:
            return f"{number(together)} propositions à égalité sont chacune placées {by}"
        return f"{label} est placé en premier par {number(first['low'])} {noun} sur {n}."

    def withheld(self, figure: Figure) -> list[str]:
        rows = figure.get("rows", ())
        return [row["no_points"] for row in rows if row["cells"] and not row["points"] and row["no_points"]]

    def note(self, question: Asked) -> str:
        return "Nombre de réponses qui placent chaque proposition en premier."

    def part(self, question: Asked, row: dict[str, Any]) -> Part:
        part = super().part(question, row)
        if not row["points"]:
            return part
        labels = {cell["option"]: cell["label"] for cell in row["cells"]}
        ordered = sorted(row["points"], key=lambda each: -each[1])
        return replace(
            part,
            beside=Beside(
                caption=f"Points\u202f: {len(labels)} pour un premier rang, un de moins à chaque rang suivant, "
                "aucun sans rang.",
                header=("Réponse", "Points"),
                rows=[(labels[option], times) for option, times in ordered],
            ),
        )
