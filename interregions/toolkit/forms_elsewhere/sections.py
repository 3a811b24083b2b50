"""Groups and repeats of the survey sheet, as a tree of bounded depth."""

from __future__ import annotations

from dataclasses import dataclass, field

from .choice_lists import Say
from .columns import Record, Table
from .imported import CHANGED, REFUSED, NotAnXLSForm
from .kinds import SourceType, source_type_of

MAXIMUM_DEPTH = 30


@dataclass
class Item:
    record: Record
    type: SourceType


@dataclass
class Section:
    record: Record | None
    repeated: bool = False
    children: list[Item | Section] = field(default_factory=list)

    def items(self) -> list[Item]:
        return [child for child in self.children if isinstance(child, Item)]


def read_sections(table: Table, say: Say) -> tuple[Section, list[str], list[Section]]:
    """The tree, the types of every row, and the sections in the order of the file."""
    root = Section(None)
    stack, types, sections = [root], [], []
    for record in table.records:
        written = record.get("type")
        if not written:
            if record.get("name") or record.get("label"):
                say("survey", record.row, "type", REFUSED, "Ligne sans type : laissée de côté.")
            continue
        kind = source_type_of(written)
        types.append(kind.words)
        if kind.family.startswith("begin_"):
            section = Section(record, repeated=kind.family == "begin_repeat")
            stack[-1].children.append(section)
            stack.append(section)
            sections.append(section)
            if len(stack) > MAXIMUM_DEPTH:
                raise NotAnXLSForm(f"Plus de {MAXIMUM_DEPTH} groupes sont imbriqués : le fichier n’est pas lu.")
        elif kind.family.startswith("end_"):
            if len(stack) == 1:
                say("survey", record.row, "type", REFUSED, "Fin de groupe sans début : ligne laissée de côté.")
            else:
                stack.pop()
        else:
            stack[-1].children.append(Item(record, kind))
    for section in stack[1:]:
        row = section.record.row if section.record else 1
        say("survey", row, "type", CHANGED, "Groupe jamais fermé : il va jusqu’à la fin de la feuille.")
    return root, types, sections
