"""The sentence that says what a figure shows, proposed and never imposed: whoever publishes may rewrite it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from interregions.common.typography import counted, number

# What is told one by one, and not counted by value.
WRITTEN = {"DATE": ("date indiquée", "dates indiquées"), "FILE": ("fichier joint", "fichiers joints")}
UNITS = {"AMOUNT": "\u202f€", "PERCENTAGE": "\u202f%"}


def finding_of(kind: str, figure: Mapping[str, Any], noun: str) -> str:
    """« 11 Régions sur 14 répondent « Oui ». » ``noun`` is a plural: Régions, EPCI, organismes."""
    if not figure.get("n"):
        return "Aucune réponse."
    if figure["form"] == "words":
        return f"{counted(figure['n'], *WRITTEN.get(kind, ('réponse écrite', 'réponses écrites')))}."
    if figure["form"] == "numbers":
        return _of_numbers(kind, figure)
    rows = [row for row in figure["rows"] if row["cells"]]
    if not rows:
        return _too_few(figure["n"])
    if len(figure["rows"]) > 1:
        best = max(rows, key=lambda row: max(cell["low"] for cell in row["cells"]) / row["n"])
        return f"Sur « {best['label']} », {_lower(_of_row(kind, best, noun))}"
    return _of_row(kind, rows[0], noun)


def _of_row(kind: str, row: Mapping[str, Any], noun: str) -> str:
    cells = sorted(row["cells"], key=lambda cell: -cell["low"])
    first, second, n = cells[0], cells[1], number(row["n"])
    label = f"« {first['label']} »"
    several = kind == "SEVERAL_CHOICES"
    if first["low"] != first["high"]:
        verb = "citent" if several else "répondent"
        return f"Presque toutes les réponses ({number(first['low'])} ou {n} sur {n}) {verb} {label}."
    if first["low"] == second["low"]:
        return f"{label} et « {second['label']} » recueillent chacun {number(first['low'])} réponses sur {n}."
    if several:
        after = f", devant « {second['label']} » ({number(second['low'])})" if second["low"] else ""
        return f"{label} est cité par {number(first['low'])} {noun} sur {n}{after}."
    verb = {"YES_NO": "répondent", "SCALE": "se placent à"}.get(kind, "choisissent")
    return f"{number(first['low'])} {noun} sur {n} {verb} {label}."


def _of_numbers(kind: str, figure: Mapping[str, Any]) -> str:
    told, unit = figure["statistics"], UNITS.get(kind, "")
    if "median" in told:
        return f"La moitié des {number(figure['n'])} réponses est sous {number(Decimal(told['median']))}{unit}."
    if "sum" in told:
        return f"{number(Decimal(told['sum']))}{unit} au total, pour {counted(figure['n'], 'réponse')}."
    return _too_few(figure["n"])


def _too_few(n: int) -> str:
    return f"{counted(n, 'réponse')}\u202f: trop peu pour être {'détaillée' if n == 1 else 'détaillées'}."


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if sentence[:1].isalpha() else sentence
