"""What an XLSForm file becomes: a neutral, frozen questionnaire and the report of what was kept, changed or refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

KEPT, CHANGED, REFUSED = "kept", "changed", "refused"


class NotAnXLSForm(ValueError):  # noqa: N818 - a refusal, as in common.errors
    """A French sentence: the file is no XLSForm, or is broken, or is not safe to open."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """`kind` is kept, changed or refused; `row` counts as the spreadsheet does."""

    sheet: str
    row: int
    column: str
    kind: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ImportedChoice:
    name: str
    label: str
    added: bool = False  # « Autre », asked for by or_other


@dataclass(frozen=True, kw_only=True)
class ImportedList:
    name: str
    choices: tuple[ImportedChoice, ...]


@dataclass(frozen=True, kw_only=True)
class ImportedRow:
    """A row of a TABLE question; expressions call it by its name."""

    name: str
    label: str
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportedQuestion:
    name: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    condition: str = ""
    constraint: str = ""
    constraint_message: str = ""
    choice_list: str = ""
    rows: tuple[ImportedRow, ...] = ()
    source_type: str = ""
    source_row: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportedBlock:
    """`implicit` when no group of the file made it: questions standing outside groups, or after a nested one."""

    name: str
    label: str
    condition: str = ""
    help: str = ""
    implicit: bool = False
    questions: tuple[ImportedQuestion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportedGroup:
    """A group as the file had it."""

    name: str
    label: str
    repeated: bool
    row: int


@dataclass(frozen=True, kw_only=True)
class ReadExpression:
    """`reason` is empty when the expression was understood."""

    row: int
    column: str
    text: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportedQuestionnaire:
    title: str
    language: str
    blocks: tuple[ImportedBlock, ...]
    choice_lists: tuple[ImportedList, ...]
    groups: tuple[ImportedGroup, ...]
    types: tuple[str, ...]
    expressions: tuple[ReadExpression, ...]
    report: tuple[Line, ...]
    pyxform: str = ""

    @property
    def questions(self) -> tuple[ImportedQuestion, ...]:
        return tuple(question for block in self.blocks for question in block.questions)

    def summary(self) -> dict[str, object]:
        """What `--json` prints."""
        counts = {one.name: sum(not choice.added for choice in one.choices) for one in self.choice_lists}
        parsed = [e for e in self.expressions if not e.reason]
        return {
            "title": self.title,
            "language": self.language,
            "groups": [{"name": g.name, "label": g.label, "repeat": g.repeated} for g in self.groups],
            "blocks": [{"name": b.name, "label": b.label, "questions": len(b.questions)} for b in self.blocks],
            "questions": dict(Counter(question.kind.lower() for question in self.questions)),
            "by_type": dict(Counter(self.types)),
            "rows": {question.name: len(question.rows) for question in self.questions if question.rows},
            "choices": {name: count for name, count in counts.items() if count},
            "expressions": {
                "parsed": [{"row": e.row, "column": e.column, "text": e.text} for e in parsed],
                "refused": [asdict(e) for e in self.expressions if e.reason],
            },
            "lines": [asdict(line) for line in self.report],
            "well_formed": not self.pyxform,
            "pyxform": self.pyxform,
        }
