"""What a file declares and this house does not keep: each has its line, and « gardé » is said of what is kept whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .choice_lists import Say
from .columns import Record, Table
from .imported import CHANGED, KEPT, REFUSED, Line

FALSE = frozenset({"", "no", "non", "false", "false()", "faux", "0"})
_READ_COLUMNS = {
    "survey": frozenset({
        "appearance", "calculation", "constraint", "constraint_message", "hint", "label", "name", "parameters",
        "relevant", "required", "rows", "type",
    }),
    "choices": frozenset({"list_name", "name", "label"}),
    "settings": frozenset({"form_title", "default_language"}),
}  # fmt: skip
_LOST_CELLS = {
    "default": "La valeur par défaut n’est pas gardée : rien n’est répondu à la place des personnes.",
    "choice_filter": "Le filtre des choix n’est pas gardé : tous les choix sont proposés.",
    "read_only": "La lecture seule n’est pas gardée.",
    "required_message": "Le message de réponse obligatoire n’est pas gardé : la maison a le sien.",
    "count": "Le nombre de répétitions n’est pas gardé.",
    "guidance_hint": "L’aide détaillée n’est pas gardée.",
    "trigger": "Le déclencheur n’est pas gardé.",
}
_FAILED = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_APPEARANCES = {"text": {"multiline"}, "select_one": {"likert"}, "begin_group": {"field-list"}}


def say_columns(sheet: str, table: Table, say: Say) -> None:
    """A column that nothing reads is named once, where it is titled."""
    used = {base for record in table.records for base in record.texts}
    read = _READ_COLUMNS[sheet] | (_LOST_CELLS.keys() if sheet == "survey" else set())
    for column in table.columns:
        if column.base in used - read:
            say(sheet, table.header_row, column.title, REFUSED, f"La colonne « {column.title[:80]} » n’est pas gardée.")


def say_errors(sheet: str, table: Table, say: Say) -> None:
    """A formula that failed leaves « #REF! » in the place of words."""
    for record in table.records:
        for base, texts in record.texts.items():
            if any(text in _FAILED for text in texts.values()):
                sentence = f"Cellule en erreur dans la colonne « {base} »\u202f: corrigez sa formule."
                say(sheet, record.row, base, REFUSED, sentence)


def say_lost(record: Record, family: str, say: Say, kept_looks: Iterable[str] = ()) -> None:
    """The cells of a row that are not kept, beside its kind, its words and its conditions."""
    for base, sentence in _LOST_CELLS.items():
        if record.get(base) and not (base == "read_only" and record.get(base).lower() in FALSE):
            say("survey", record.row, base, REFUSED, sentence)
    if record.get("calculation"):
        say("survey", record.row, "calculation", REFUSED, "Le calcul n’est pas gardé : la réponse est demandée.")
    known = _APPEARANCES.get(family, set()) | set(kept_looks)
    lost = [look for look in record.get("appearance").split() if look.lower() not in known]
    if lost:
        looks = " ".join(lost)[:80]
        say("survey", record.row, "appearance", REFUSED, f"L’apparence « {looks} » n’est pas gardée.")
    if record.get("parameters") and family != "range":
        words = record.get("parameters")[:80]
        say("survey", record.row, "parameters", REFUSED, f"Les paramètres « {words} » ne sont pas gardés.")
    if len(record.get("constraint_message")) > 400:
        say("survey", record.row, "constraint_message", CHANGED, "Message d’erreur coupé à 400 caractères.")


def told_in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Row by row, what it became first; « gardé » becomes « changé » where another line takes something away."""
    lessened = {(line.sheet, line.row) for line in lines if line.kind != KEPT and line.column != "name"}
    told = [
        replace(line, kind=CHANGED, sentence=f"{line.sentence.removesuffix('.')}, en partie.")
        if line.kind == KEPT and (line.sheet, line.row) in lessened
        else line
        for line in lines
    ]
    return tuple(sorted(told, key=lambda line: (_SHEETS.index(line.sheet), line.row, line.column != "type")))


_SHEETS = ("survey", "choices", "settings")
