"""Choices: how many chose each answer, row by row, and in each group of a declared breakdown."""

from typing import Any

from interregions.common.typography import number
from interregions.exchange.surveys.questionnaires.rules.choosing import Choosing
from interregions.exchange.surveys.questionnaires.rules.kind import Coded, Kind, Storage
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import Cell, Group
from interregions.exchange.surveys.restitution.rules.figures.form import (
    Asked,
    Counted,
    Drawn,
    Figure,
    Form,
    Part,
    Sources,
    too_few,
)


class Choices(Form):
    name = "choices"

    def figure(self, question: Asked, sources: Sources) -> Figure:
        n = max((sources.counts.n(variable) for variable in question.variables), default=0)
        return {
            "form": self.name,
            "n": n,
            "rows": [self.row(question, variable, sources) for variable in question.variables],
        }

    def counts(self, question: Asked, variable: Coded, counts: Counted) -> Group[int]:
        """What is counted of one row."""
        return counts.group(question, variable)

    def row(self, question: Asked, variable: Coded, sources: Sources) -> Figure:
        whole = self.counts(question, variable, sources.counts)
        cells = disclosure.cells_of(whole.counts, whole.n, exact=sources.exact)
        labels = {option.id: option.label for option in question.options}
        groups = {name: self.counts(question, variable, each) for name, each in sources.groups.items()}
        merged = disclosure.merged_groups({name: group.n for name, group in groups.items()})
        return {
            "variable": variable.id,
            "label": variable.label if len(question.variables) > 1 else "",
            "n": whole.n,
            "cells": [
                {"option": option, "label": labels[option], "low": cell.low, "high": cell.high}
                for option, cell in cells.items()
            ],
            "withheld": "" if cells else (disclosure.ONE_OPTION if len(labels) < 2 else disclosure.TOO_FEW),
            "groups": [
                {
                    "label": name,
                    "names": list(merged.get(name, (name,))),
                    "n": group.n,
                    "counts": [[option, times] for option, times in group.counts.items()],
                }
                for name, group in disclosure.published_breakdown(groups).items()
            ],
        }

    def reveals(self, question: Asked, figure: Figure, hidden: Sources, *, besides: int = 0) -> bool:
        told = {row["variable"] for row in figure.get("rows", ()) if row["cells"]}
        groups = [self.counts(question, each, hidden.counts) for each in question.variables if each.id in told]
        return any(disclosure.tells_the_hidden(group.counts, group.n, besides) for group in groups)

    def groups_reveal(self, question: Asked, figure: Figure, hidden: Sources) -> bool:
        variables = {each.id: each for each in question.variables}
        for row in figure["rows"]:
            for told in row["groups"]:
                if "names" not in told:  # published before they were kept
                    return True
                named = [name for name in told["names"] if name in hidden.groups]
                parts = [self.counts(question, variables[row["variable"]], hidden.groups[name]) for name in named]
                whole = disclosure.together(parts)
                if disclosure.tells_the_hidden(whole.counts, whole.n):
                    return True
        return False

    def is_protected(self, figure: Figure) -> bool:
        cells = [cell for row in figure.get("rows", ()) for cell in row["cells"]]
        return not cells or any(cell["low"] != cell["high"] for cell in cells)

    def is_told_again(self, question: Asked, before: Figure, changed: Counted) -> bool:
        rows = {row["variable"]: row for row in before["rows"]}
        return all(self.is_row_told_again(question, each, rows[each.id], changed) for each in question.variables)

    def is_row_told_again(self, question: Asked, variable: Coded, before: Figure, changed: Counted) -> bool:
        cells = {cell["option"]: Cell(cell["low"], cell["high"]) for cell in before["cells"]}
        return disclosure.is_told_again(self.counts(question, variable, changed), earlier=cells)

    def finding(self, kind: Kind, figure: Figure, noun: str) -> str:
        rows = [row for row in figure["rows"] if row["cells"]]
        if not rows:
            return too_few(figure["n"])
        if len(figure["rows"]) > 1:
            best = max(rows, key=lambda row: max(cell["low"] for cell in row["cells"]) / row["n"])
            return f"Sur « {best['label']} », {_lower(self.sentence(kind, best, noun))}"
        return self.sentence(kind, rows[0], noun)

    def sentence(self, kind: Kind, row: Figure, noun: str) -> str:
        """« 11 Régions sur 14 répondent « Oui ». »"""
        first, second = leading(row)
        n, label, verb = number(row["n"]), f"« {first['label']} »", verb_of(kind)
        if first["low"] != first["high"]:
            return nearly_all(first, n, verb)
        together, tied = tied_first(row)
        if tied:
            return f"{tied} recueillent chacun {number(first['low'])} réponses sur {n}."
        if together > 1:
            return f"{number(together)} réponses à égalité recueillent chacune {number(first['low'])} voix sur {n}."
        if kind.storage is Storage.SELECTIONS:
            after = f", devant « {second['label']} » ({number(second['low'])})" if second["low"] else ""
            return f"{label} est cité par {number(first['low'])} {noun} sur {n}{after}."
        return f"{number(first['low'])} {noun} sur {n} {verb} {label}."

    def parts(self, question: Asked, figure: Figure) -> list[Part]:
        return [self.part(question, row) for row in figure.get("rows", ())]

    def note(self, question: Asked) -> str:
        """Said under the bars."""
        return "Plusieurs réponses étaient possibles." if question.kind.storage is Storage.SELECTIONS else ""

    def part(self, question: Asked, row: dict[str, Any]) -> Part:
        cells, n = row["cells"], row["n"]
        exact = bool(cells) and all(cell["low"] == cell["high"] for cell in cells)
        title = row["label"] or question.label
        bars = [(cell["label"], float(cell["low"]), cell["low"] / n if n else None) for cell in cells]
        labels = {cell["option"]: cell["label"] for cell in cells}
        groups = [
            [group["label"], str(group["n"]), *(str(times) for _, times in group["counts"])] for group in row["groups"]
        ]
        return Part(
            label=row["label"],
            n=n,
            drawn=Drawn(title, bars, n, self.note(question)) if exact else None,
            words=[] if exact else [(cell["label"], _between(cell["low"], cell["high"])) for cell in cells],
            withheld=row["withheld"],
            header=["", "n", *labels.values()] if groups else [],
            groups=groups,
        )


def leading(row: Figure) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two options that stand first."""
    cells = sorted(row["cells"], key=lambda cell: -cell["low"])
    return cells[0], cells[1]


MOST_NAMED = 4
LONGEST_NAMES = 240  # a finding holds 400


def tied_first(row: Figure) -> tuple[int, str]:
    """How many options stand first together, and their names, all of them; empty for one alone or for many."""
    best = max(cell["low"] for cell in row["cells"])
    names = [f"« {cell['label']} »" for cell in row["cells"] if cell["low"] == best]
    if not 2 <= len(names) <= MOST_NAMED or sum(map(len, names)) > LONGEST_NAMES:
        return len(names), ""
    return len(names), f"{', '.join(names[:-1])} et {names[-1]}"


def verb_of(kind: Kind) -> str:
    return kind.verb if isinstance(kind, Choosing) else "choisissent"


def nearly_all(first: dict[str, Any], n: str, verb: str) -> str:
    return f"Presque toutes les réponses ({number(first['low'])} ou {n} sur {n}) {verb} « {first['label']} »."


def _between(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f"{low} ou {high}" if low else f"au plus {high}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if sentence[:1].isalpha() else sentence
