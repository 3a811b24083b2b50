"""The one table of functions: what is evaluated, what is refused by name.

`docs/reference/expressions.md` repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    least: int
    most: int | None
    words: str


FUNCTIONS: dict[str, Function] = {
    "true": Function(0, 0, "vrai"),
    "false": Function(0, 0, "faux"),
    "not": Function(1, 1, "le contraire"),
    "if": Function(3, 3, "condition, valeur si vraie, valeur sinon"),
    "coalesce": Function(1, None, "la première valeur non vide"),
    "selected": Function(2, 2, "ce choix est-il parmi les choix faits ?"),
    "count-selected": Function(1, 1, "nombre de choix faits"),
    "selected-at": Function(2, 2, "le choix à ce rang, compté depuis zéro"),
    "string": Function(1, 1, "en texte"),
    "number": Function(1, 1, "en nombre"),
    "int": Function(1, 1, "partie entière"),
    "boolean": Function(1, 1, "en vrai ou faux"),
    "boolean-from-string": Function(1, 1, "vrai si le texte est « true » ou « 1 »"),
    "date": Function(1, 1, "en date"),
    "concat": Function(0, None, "textes mis bout à bout"),
    "string-length": Function(1, 1, "nombre de caractères"),
    "contains": Function(2, 2, "le texte contient-il ceci ?"),
    "starts-with": Function(2, 2, "le texte commence-t-il par ceci ?"),
    "ends-with": Function(2, 2, "le texte finit-il par ceci ?"),
    "substr": Function(2, 3, "morceau de texte, début compté depuis zéro, fin non comprise"),
    "substring-before": Function(2, 2, "ce qui précède"),
    "substring-after": Function(2, 2, "ce qui suit"),
    "normalize-space": Function(1, 1, "sans espaces superflues"),
    "regex": Function(2, 2, "le texte entier suit-il ce motif ?"),
    "round": Function(1, 2, "arrondi, avec un nombre de décimales facultatif"),
    "abs": Function(1, 1, "valeur absolue"),
    "min": Function(1, None, "le plus petit des arguments"),
    "max": Function(1, None, "le plus grand des arguments"),
    "sum": Function(1, None, "somme des arguments"),
    "today": Function(0, 0, "la date du jour"),
    "now": Function(0, 0, "la date du jour, sans l’heure"),
    "format-date": Function(2, 2, "date mise en forme : %Y %y %m %n %d %e %b %a"),
}

_ROW = "il n’y a pas de groupe répété ici"
_PLACE = "les lieux ne sont pas recueillis"
_COMPUTED = "il n’y a pas de valeur calculée ici"
_OUTSIDE = "rien n’est lu hors du questionnaire"
_SCIENCE = "cette fonction mathématique n’est pas prise en charge"

REFUSED_FUNCTIONS: dict[str, str] = {
    "once": _COMPUTED,
    "random": "une condition doit donner deux fois la même réponse",
    "randomize": "une condition doit donner deux fois la même réponse",
    "uuid": "une condition doit donner deux fois la même réponse",
    "position": _ROW,
    "last": _ROW,
    "count": _ROW,
    "count-non-empty": _ROW,
    "indexed-repeat": _ROW,
    "join": _ROW,
    "instance": _OUTSIDE,
    "current": _OUTSIDE,
    "pulldata": _OUTSIDE,
    "property": _OUTSIDE,
    "jr:choice-name": "le libellé d’un choix n’est pas une valeur",
    "jr:itext": "la traduction d’un libellé n’est pas une valeur",
    "area": _PLACE,
    "distance": _PLACE,
    "geofence": _PLACE,
    "intersects": _PLACE,
    "decimal-date-time": "les dates se comparent entre elles, sans passer par un nombre",
    "decimal-time": "les heures ne sont pas recueillies",
    "date-time": "les heures ne sont pas recueillies : utilisez date()",
    "format-date-time": "les heures ne sont pas recueillies : utilisez format-date()",
    "checklist": "comptez les réponses avec sum() ou count-selected()",
    "weighted-checklist": "comptez les réponses avec sum() ou count-selected()",
    "translate": "utilisez regex() ou contains()",
    "substring": "utilisez substr()",
    "digest": "les empreintes ne sont pas calculées",
    "extract-signed": "les signatures ne sont pas vérifiées",
    "base64-decode": "les textes codés ne sont pas lus",
    "thousands-sep": "la mise en forme des nombres n’est pas une valeur",
    "version": _OUTSIDE,
    "floor": "utilisez int() ou round()",
    "ceiling": "utilisez int() ou round()",
    "pow": _SCIENCE,
    "sqrt": _SCIENCE,
    "exp": _SCIENCE,
    "exp10": _SCIENCE,
    "log": _SCIENCE,
    "log10": _SCIENCE,
    "pi": _SCIENCE,
    "sin": _SCIENCE,
    "cos": _SCIENCE,
    "tan": _SCIENCE,
    "asin": _SCIENCE,
    "acos": _SCIENCE,
    "atan": _SCIENCE,
    "atan2": _SCIENCE,
}

DATE_FORMATS = "Yymndeba"


def reason_not_to_call(name: str, count: int) -> str:
    """Why this call is refused; empty when it may be made."""
    if name in REFUSED_FUNCTIONS:
        return f"la fonction « {name}() » n’est pas prise en charge ({REFUSED_FUNCTIONS[name]})."
    function = FUNCTIONS.get(name)
    if function is None:
        return f"la fonction « {name[:60]}() » est inconnue."
    if count < function.least or (function.most is not None and count > function.most):
        return f"la fonction « {name}() » attend {_expected(function)}, elle en reçoit {count}."
    return ""


def _expected(function: Function) -> str:
    least, most = function.least, function.most
    if most is None:
        return f"au moins {least} argument{'s' if least > 1 else ''}"
    if least == most:
        return "aucun argument" if least == 0 else f"{least} argument{'s' if least > 1 else ''}"
    return f"de {least} à {most} arguments"
