"""The sheet of choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .columns import Record, Table
from .imported import CHANGED, REFUSED, ImportedChoice, ImportedList

Say = Callable[[str, int, str, str, str], None]

_COLUMNS = frozenset({"list_name", "name", "label", "image", "audio", "video", "big_image", "media", "order"})
_YES, _NO = {"yes", "oui", "y", "o", "true", "1"}, {"no", "non", "n", "false", "0"}


def read_choice_lists(table: Table, say: Say) -> dict[str, list[ImportedChoice]]:
    """Choices by list, under the names of the file."""
    lists: dict[str, list[ImportedChoice]] = {}
    seen: set[tuple[str, str, str]] = set()
    taken: dict[str, set[str]] = {}
    alike = Counter((record.get("list_name"), record.get("name"), record.get("label")) for record in table.records)
    for record in table.records:
        list_name, name = record.get("list_name"), record.get("name")
        label = record.get("label")
        if not list_name:
            say("choices", record.row, "list_name", REFUSED, "Choix sans nom de liste : laissé de côté.")
            continue
        choices = lists.setdefault(list_name, [])
        if not name and not label:
            say("choices", record.row, "name", REFUSED, "Choix sans nom ni libellé : laissé de côté.")
            continue
        code = "_".join((name or label).split())[:80]
        if alike[list_name, name, label] > 1:
            label = _told_apart(record, label or code)
        if (list_name, code, label) in seen:
            say("choices", record.row, "name", REFUSED, f"Choix « {code} » déjà présent dans la liste « {list_name} ».")
            continue
        seen.add((list_name, code, label))
        code = _free_code(code, taken.setdefault(list_name, set()))
        taken[list_name].add(code)
        if code != name:
            say("choices", record.row, "name", CHANGED, f"Choix nommé « {code} ».")
        if not label:
            say("choices", record.row, "label", CHANGED, f"Choix « {code} » sans libellé : son nom est affiché.")
        elif len(label) > 400:
            say("choices", record.row, "label", CHANGED, f"Libellé du choix « {code} » coupé à 400 caractères.")
        choices.append(ImportedChoice(name=code, label=(label or code)[:400]))
    return lists


def _told_apart(record: Record, label: str) -> str:
    """A list filtered by an earlier answer may hold the same choice twice: what it was filtered by tells which."""
    others = [record.get(base) for base in record.texts if base not in _COLUMNS and record.get(base)]
    return f"{label} ({', '.join(others)})"[:400] if others else label


def _free_code(code: str, taken: set[str]) -> str:
    """Lists filtered by an earlier answer name two choices alike; all are proposed here, so each has its own name."""
    found, number = code, 2
    while found in taken:
        found, number = f"{code[:70]}_{number}", number + 1
    return found


def is_yes_no(choices: list[ImportedChoice]) -> bool:
    if len(choices) != 2:
        return False
    for words in ([c.name.lower() for c in choices], [c.label.lower().strip(" .") for c in choices]):
        if (words[0] in _YES and words[1] in _NO) or (words[0] in _NO and words[1] in _YES):
            return True
    return False


def frozen_lists(lists: dict[str, list[ImportedChoice]], names: dict[str, str]) -> tuple[ImportedList, ...]:
    return tuple(ImportedList(name=names[name], choices=tuple(choices)) for name, choices in lists.items())
