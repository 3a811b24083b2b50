"""One row of the survey sheet becomes one question, or a sentence saying why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .choice_lists import is_yes_no
from .columns import Record
from .imported import ImportedChoice
from .kinds import SourceType

TEXT, LONG_TEXT, ONE_CHOICE, SEVERAL_CHOICES, YES_NO = "TEXT", "LONG_TEXT", "ONE_CHOICE", "SEVERAL_CHOICES", "YES_NO"
NUMBER, WHOLE_NUMBER, PERCENTAGE, DATE, SCALE = "NUMBER", "WHOLE_NUMBER", "PERCENTAGE", "DATE", "SCALE"
TABLE, FILE = "TABLE", "FILE"

WORDS = {
    TEXT: "texte court", LONG_TEXT: "texte long", ONE_CHOICE: "un seul choix", SEVERAL_CHOICES: "plusieurs choix",
    YES_NO: "oui ou non", NUMBER: "nombre", WHOLE_NUMBER: "nombre entier", PERCENTAGE: "pourcentage", DATE: "date",
    SCALE: "échelle", TABLE: "tableau", FILE: "fichier",
}  # fmt: skip

_LONGEST_SCALE = 21
_LONGEST_RANKING = 20
_USUAL_RANGE = (("start", "1"), ("end", "10"), ("step", "1"))
# What these become depends on how they look: decided here, whatever kinds the house has.
_BY_LOOKS = frozenset({
    "text", "integer", "decimal", "percentage", "range", "select_one", "select_multiple", "date", "file",
})  # fmt: skip


@dataclass(frozen=True)
class KindHere:
    """A kind of the house that a type of the file becomes as it is."""

    code: str
    words: str


@dataclass(frozen=True)
class Became:
    """The kind (empty when refused), what changed on the way, and a scale's own choices."""

    kind: str
    changed: str = ""
    choices: tuple[ImportedChoice, ...] = ()
    constraint: str = ""


def kind_of(
    source: SourceType,
    record: Record,
    lists: dict[str, list[ImportedChoice]],
    here: Mapping[str, KindHere],
) -> Became:
    if source.family in here and source.family not in _BY_LOOKS and _is_held(source, lists):
        return Became(here[source.family].code)
    appearance = record.get("appearance").lower()
    match source.family:
        case "text":
            return Became(LONG_TEXT if "multiline" in appearance or record.get("rows") else TEXT)
        case "integer":
            return Became(WHOLE_NUMBER)
        case "decimal":
            return Became(NUMBER)
        case "percentage":
            return Became(PERCENTAGE)
        case "range":
            return _range(record)
        case "select_one" | "select_multiple":
            return _select(source, appearance, lists)
        case "date":
            return Became(DATE)
        case "datetime":
            return Became(DATE, "l’heure n’est pas demandée")
        case "time":
            return Became(TEXT, "l’heure s’écrit en texte")
        case "file":
            return Became(FILE)
        case "recording":
            return Became(FILE, "l’enregistrement est déposé comme un fichier")
        case "place":
            return Became(TEXT, "le lieu s’écrit en texte")
        case "barcode":
            return Became(TEXT, "le code s’écrit en texte")
        case "rank":
            return _rank(source, lists)
        case "acknowledge":
            choices = (ImportedChoice(name="OK", label="Oui"), ImportedChoice(name="no", label="Non"))
            return Became(YES_NO, "l’accusé de lecture devient oui ou non", choices)
        case _:
            return Became("")


def _is_held(source: SourceType, lists: dict[str, list[ImportedChoice]]) -> bool:
    """Whether a list to be ranked is in the file, and of a size a person can rank; other types need none."""
    if source.family != "rank":
        return True
    return not source.outside and 2 <= len(lists.get(source.list_name, [])) <= _LONGEST_RANKING


def _select(source: SourceType, appearance: str, lists: dict[str, list[ImportedChoice]]) -> Became:
    if source.outside:
        return Became(TEXT, "la liste est dans un autre fichier, la réponse s’écrit en texte")
    choices = lists.get(source.list_name)
    if choices is None:
        if "${" in source.list_name:
            return Became(TEXT, "la liste dépend d’une réponse répétée, la réponse s’écrit en texte")
        return Became(TEXT, f"la liste « {source.list_name} » n’existe pas, la réponse s’écrit en texte")
    if source.family == "select_multiple":
        return Became(SEVERAL_CHOICES)
    if is_yes_no(choices) and not source.other:
        return Became(YES_NO)
    numbered = len(choices) > 2 and [c.name for c in choices] == [str(n) for n in range(1, len(choices) + 1)]
    if "likert" in appearance or (numbered and all(c.label[:1].isdigit() for c in choices)):
        return Became(SCALE)
    return Became(ONE_CHOICE)


def _rank(source: SourceType, lists: dict[str, list[ImportedChoice]]) -> Became:
    """A row for each choice, answered by its place: a table."""
    ranked = lists.get(source.list_name, [])
    if source.outside or not 2 <= len(ranked) <= _LONGEST_SCALE:
        return Became(TEXT, "le classement s’écrit en texte")
    places = [
        ImportedChoice(name=str(place), label="1er" if place == 1 else f"{place}e", added=True)
        for place in range(1, len(ranked) + 1)
    ]
    return Became(TABLE, "le classement devient un tableau, un rang par ligne", tuple(places))


def _range(record: Record) -> Became:
    """A scale may go down: « start=10 end=0 »; the sign of its step is then written or not."""
    written = dict(re.findall(r"(\w+)\s*=\s*(-?[\d.]+)", record.get("parameters")))
    try:
        start, end, step = (Decimal(written.get(name, usual)) for name, usual in _USUAL_RANGE)
        points = int(abs(end - start) / abs(step)) + 1
    except (ArithmeticError, ValueError):
        return Became(NUMBER, "les bornes de l’échelle ne sont pas lisibles, la réponse est un nombre")
    if not 2 <= points <= _LONGEST_SCALE:
        bounds = f". >= {_plain(min(start, end))} and . <= {_plain(max(start, end))}"
        return Became(NUMBER, "l’échelle a trop de degrés, la réponse est un nombre borné", constraint=bounds)
    towards = abs(step) if end > start else -abs(step)
    texts = [_plain(start + number * towards) for number in range(points)]
    return Became(SCALE, choices=tuple(ImportedChoice(name=text, label=text, added=True) for text in texts))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def reason_refused(source: SourceType) -> str:
    match source.family:
        case "metadata":
            return "métadonnée recueillie par l’appareil, rien de tel n’est recueilli ici"
        case "calculate" | "hidden":
            return "il n’y a pas de valeur calculée ou cachée ici"
    return f"le type « {source.words[:60]} » n’a pas d’équivalent"
