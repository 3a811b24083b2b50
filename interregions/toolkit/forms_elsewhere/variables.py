"""Words of a file that follow an answer (« ${name} », « %(label)s »): nobody ever reads them raw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .choice_lists import Say
from .columns import Record, Table
from .imported import CHANGED
from .kinds import source_type_of

_SHOWN = ("label", "hint", "constraint_message")
_VARIABLE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_OF_LOOP = re.compile(r"%\((\w+)\)s")
_LOOP_OVER = re.compile(r"^begin[\s_]+(?:loop|lgroup|looped group)\s+over\s+(.*)$", re.I)
_NEVER_ASKED = frozenset({"", "metadata", "calculate", "hidden", "note"})
_UNKNOWN = "(…)"
_LONGEST_LABEL = 120
_MOST_CHOICES = 6


def with_plain_words(survey: Table, choices: Table, say: Say) -> tuple[Table, Table]:
    """Both sheets, where a variable is replaced by the question it follows; one line for each text that changed."""
    labels = _labels_asked(survey)
    looped = _looped_choices(survey, choices)
    nothing: Mapping[int, str] = {}
    return _plain(survey, "survey", labels, looped, say), _plain(choices, "choices", labels, nothing, say)


def _plain(table: Table, sheet: str, labels: Mapping[str, str], looped: Mapping[int, str], say: Say) -> Table:
    records = []
    for record in table.records:
        texts = dict(record.texts)
        for base in _SHOWN:
            plain = {
                language: _without_variables(text, labels, looped.get(record.row, _UNKNOWN))
                for language, text in record.texts.get(base, {}).items()
            }
            if plain != record.texts.get(base, {}):
                said = next(iter(_VARIABLE.findall(record.get(base)) or ["label"]))[:60]
                texts[base] = plain
                say(sheet, record.row, base, CHANGED, _sentence(base, said))
        records.append(replace(record, texts=texts))
    return replace(table, records=tuple(records))


def _sentence(base: str, name: str) -> str:
    what = {"label": "Le libellé", "hint": "L’aide", "constraint_message": "Le message d’erreur"}[base]
    return f"{what} reprenait une réponse (« {name} ») : des mots fixes la remplacent, relisez-les."


def _without_variables(text: str, labels: Mapping[str, str], looped: str) -> str:
    plain = _VARIABLE.sub(lambda found: labels.get(found.group(1), _UNKNOWN), text)
    return _OF_LOOP.sub(looped, plain)


def _labels_asked(survey: Table) -> dict[str, str]:
    """How each question that is asked is called in the words of another."""
    labels: dict[str, str] = {}
    for record in survey.records:
        family = source_type_of(record.get("type")).family
        if family in _NEVER_ASKED or family.startswith(("begin_", "end_")) or not record.get("label"):
            continue
        label = _OF_LOOP.sub("…", _VARIABLE.sub("…", record.get("label")))
        if len(label) > _LONGEST_LABEL:
            label = f"{label[: _LONGEST_LABEL - 1]}…"
        labels.setdefault(record.get("name"), f"(votre réponse à « {label} »)")
    return labels


def loop_list(record: Record) -> str:
    """The list a loop goes through; empty when the row begins no loop."""
    found = _LOOP_OVER.match(" ".join(record.get("type").split()))
    return found.group(1) if found else ""


def _looped_choices(survey: Table, choices: Table) -> dict[int, str]:
    """What stands for « each choice » in each row of a loop: its choices, when they are few."""
    stack: list[str] = []
    found: dict[int, str] = {}
    for record in survey.records:
        family = source_type_of(record.get("type")).family
        if family.startswith("begin_"):
            words = [each.get("label") for each in choices.records if each.get("list_name") == loop_list(record)]
            few = 0 < len(words) <= _MOST_CHOICES
            stack.append(f"({', '.join(words)})" if few else stack[-1] if stack else _UNKNOWN)
        elif family.startswith("end_") and stack:
            stack.pop()
        if stack:
            found[record.row] = stack[-1]
    return found
