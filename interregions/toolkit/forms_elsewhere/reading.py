"""`read_xlsform(path)`: the file, sheet by sheet, into a neutral questionnaire and a French report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..expressions import ExpressionRefused, names_used, parse
from . import questions as kinds
from .choice_lists import frozen_lists, read_choice_lists
from .codes import lines_on_codes
from .columns import Record, Table, is_french, table_of
from .imported import (
    CHANGED,
    KEPT,
    REFUSED,
    ImportedBlock,
    ImportedChoice,
    ImportedGroup,
    ImportedQuestion,
    ImportedQuestionnaire,
    ImportedRow,
    Line,
    NotAnXLSForm,
    ReadExpression,
)
from .kinds import source_type_of
from .losses import FALSE, say_columns, say_errors, say_lost, told_in_order
from .names import Names, renamed
from .opening import open_sheets
from .questions import KindHere
from .sections import Item, Section, read_sections
from .variables import loop_list, with_plain_words
from .wellformed import pyxform_sentence

_LOOKS_OF_ROWS = ("label", "list-nolabel", "list")
_TRUE = {"yes", "oui", "true", "true()", "vrai", "1"}
NO_OTHER: Mapping[str, KindHere] = {}


def read_xlsform(path: Path | str, here: Mapping[str, KindHere] = NO_OTHER) -> ImportedQuestionnaire:
    """``here`` are the kinds that a type becomes as it is. Raises NotAnXLSForm, with a French sentence, alone."""
    content, extension, sheets = open_sheets(Path(path))
    settings = table_of(sheets.get("settings"))
    first = settings.records[0] if settings.records else None
    default = first.get("default_language") if first else ""
    survey = table_of(sheets["survey"], default)
    if not {"type", "name"} <= {column.base for column in survey.columns}:
        raise NotAnXLSForm("Ce classeur n’est pas un XLSForm : la feuille « survey » n’a pas de colonnes type et name.")
    reading = _Reading(survey, table_of(sheets.get("choices"), default), settings, here)
    title = (first.get("form_title") if first else "") or Path(path).stem
    return replace(reading.read(title[:300]), pyxform=pyxform_sentence(content, extension))


@dataclass
class _Draft:
    block: ImportedBlock
    row: int = 1
    questions: list[ImportedQuestion] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Reading:
    def __init__(self, survey: Table, choices: Table, settings: Table, here: Mapping[str, KindHere]) -> None:
        self.survey, self.choices, self.settings, self.here = survey, choices, settings, here
        self.words = kinds.WORDS | {each.code: each.words for each in here.values()}
        self.lines: list[Line] = []
        self.expressions: list[ReadExpression] = []
        self.names, self.block_names = Names(), Names()
        self.renames: dict[str, str] = {}
        self.given: dict[int, str] = {}
        self.drafts: list[_Draft] = []
        self.kept: set[str] = set()
        self.withdrawn: set[tuple[int, str]] = set()

    def say(self, sheet: str, row: int, column: str, kind: str, sentence: str) -> None:
        self.lines.append(Line(sheet=sheet, row=row, column=column, kind=kind, sentence=sentence))

    def read(self, title: str) -> ImportedQuestionnaire:
        self.title = title
        language = self.say_languages()
        for sheet, table in (("survey", self.survey), ("choices", self.choices), ("settings", self.settings)):
            say_columns(sheet, table, self.say)
            say_errors(sheet, table, self.say)
        self.survey, self.choices = with_plain_words(self.survey, self.choices, self.say)
        self.lists = read_choice_lists(self.choices, self.say)
        root, types, sections = read_sections(self.survey, self.say)
        self.name_everything()
        self.visit(root, (), "")
        if not any(draft.questions for draft in self.drafts) and not types:
            raise NotAnXLSForm("Ce classeur n’est pas un XLSForm : la feuille « survey » ne pose aucune question.")
        list_names = Names()
        names = {name: list_names.give(name, "liste") for name in self.lists}
        blocks = tuple(self.finished(draft, names) for draft in self.drafts)
        groups = tuple(self.group_of(section) for section in sections)
        choice_lists = frozen_lists(self.lists, names)
        self.lines += lines_on_codes(blocks, [draft.row for draft in self.drafts], choice_lists)
        return ImportedQuestionnaire(
            title=title,
            language=language,
            blocks=blocks,
            choice_lists=choice_lists,
            groups=groups,
            types=tuple(types),
            expressions=tuple(e for e in self.expressions if e.reason or (e.row, e.column) not in self.withdrawn),
            report=told_in_order(self.lines),
        )

    def say_languages(self) -> str:
        languages = [c.language for c in self.survey.columns if c.base == "label"]
        order = next((record.order for record in self.survey.records), ("",))
        chosen = next((language for language in order if language in languages), "")
        row = self.survey.header_row
        for language in dict.fromkeys(languages):
            if language != chosen:
                name = language or "sans langue"
                self.say("survey", row, "label", CHANGED, f"Libellés « {name} » employés seulement où l’autre manque.")
        return "fr" if is_french(chosen) else chosen

    def name_everything(self) -> None:
        """Names first: an expression may cite a question that comes later."""
        for record in self.survey.records:
            written = record.get("name")
            family = source_type_of(record.get("type")).family
            if not record.get("type") or family.startswith("end_"):
                continue
            names = self.block_names if family.startswith("begin_") else self.names
            name = names.give(written or record.get("label")[:40])
            self.given[record.row] = name
            if written and names is self.names:
                self.renames.setdefault(written, name)
            if name != written:
                self.say("survey", record.row, "name", CHANGED, f"Le nom « {written[:80]} » devient « {name} ».")

    def group_of(self, section: Section) -> ImportedGroup:
        record = section.record
        assert record is not None  # noqa: S101 - only the root has none
        name = self.given[record.row]
        return ImportedGroup(name=name, label=record.get("label") or name, repeated=section.repeated, row=record.row)

    # Groups

    def visit(self, section: Section, path: tuple[str, ...], condition: str) -> None:
        draft = self.open_block(section, path, condition) if section.record else None
        moved = False
        for child in section.children:
            if isinstance(child, Item):
                if draft is None or moved:
                    draft, moved = self.continue_block(path, condition), False
                self.add_item(draft, child)
                continue
            table = None if draft is None or moved else self.as_table(child)
            record = child.record
            own = self.expression(record, "relevant") if record else ""
            if table is not None and draft is not None:
                draft.questions.append(replace(table, condition=own))
                continue
            label = (record.get("label") or self.given[record.row]) if record else ""
            both = f"({condition}) and ({own})" if condition and own else condition or own
            self.visit(child, (*path, label), both)
            moved = True

    def open_block(self, section: Section, path: tuple[str, ...], condition: str) -> _Draft:
        record = section.record
        assert record is not None  # noqa: S101 - only the root has none
        label = " – ".join(path)[:300]
        block = ImportedBlock(name=self.given[record.row], label=label, condition=condition)
        draft = _Draft(block, record.row)
        self.drafts.append(draft)
        looped = loop_list(record)
        if looped:
            sentence = f"Boucle « {label} » : posée une seule fois, et non pour chaque choix de « {looped[:60]} »."
            self.say("survey", record.row, "type", CHANGED, sentence)
        elif section.repeated:
            self.say("survey", record.row, "type", CHANGED, f"Groupe répété « {label} » : demandé une seule fois.")
        elif len(path) > 1:
            self.say("survey", record.row, "type", CHANGED, f"Groupe imbriqué : devient le bloc « {label} ».")
        else:
            self.say("survey", record.row, "type", KEPT, f"Bloc « {label} ».")
        table = self.as_table(section)
        if table is None:
            say_lost(record, "begin_group", self.say)
        if record.get("hint"):
            draft.notes.append(record.get("hint"))
        if table is not None:
            draft.questions.append(table)
            section.children = [child for child in section.children if isinstance(child, Section)]
        return draft

    def continue_block(self, path: tuple[str, ...], condition: str) -> _Draft:
        label = f"{' – '.join(path)} (suite)" if path else self.title
        name = self.block_names.give(path[-1] if path else "questions")
        draft = _Draft(ImportedBlock(name=name, label=label[:300], condition=condition, implicit=True))
        self.drafts.append(draft)
        return draft

    def as_table(self, section: Section) -> ImportedQuestion | None:
        """A group of one-choice questions on one list, shown as a table, is one question with rows."""
        record, items = section.record, section.items()
        if record is None or section.repeated or len(items) != len(section.children):
            return None
        asked = [item for item in items if item.type.family != "note"]
        lists = {item.type.list_name for item in asked if item.type.family == "select_one" and not item.type.other}
        appearance = record.get("appearance").lower()
        shown = [item.record.get("appearance").lower() for item in asked]
        tabular = "table-list" in appearance or (shown and all("label" in words for words in shown))
        plain = all(item.type.family == "select_one" and not item.type.outside for item in asked)
        bound = any(item.record.get("relevant") or item.record.get("constraint") for item in asked)
        if not tabular or not plain or bound or len(lists) != 1 or not lists <= self.lists.keys():
            return None
        if all(words == "label" for words in shown):
            return None
        rows = []
        for item in asked:
            say_lost(item.record, "select_one", self.say, _LOOKS_OF_ROWS)
            if item.record.get("hint"):
                self.say("survey", item.record.row, "hint", REFUSED, "L’aide d’une ligne de tableau n’est pas gardée.")
            if item.record.get("appearance").lower() == "label":
                self.say_header(item.record)
                continue
            name = self.given[item.record.row]
            label = item.record.get("label") or name
            rows.append(ImportedRow(name=name, label=label[:400], required=self.required(item.record)))
            self.say("survey", item.record.row, "type", KEPT, f"Ligne « {label[:80]} » du tableau.")
            if len(label) > 400:
                self.say("survey", item.record.row, "label", CHANGED, "Libellé coupé à 400 caractères.")
        say_lost(record, "begin_group", self.say, ("table-list",))
        for item in items:
            if item.type.family == "note":
                self.say("survey", item.record.row, "type", CHANGED, "Note placée dans l’aide du tableau.")
        group_name, label = self.given[record.row], record.get("label") or self.given[record.row]
        self.say("survey", record.row, "type", KEPT, f"Question « {label} » (tableau de {len(rows)} lignes).")
        self.kept |= {row.name for row in rows}
        return ImportedQuestion(
            name=self.names.give(f"{group_name}_table"),
            kind=kinds.TABLE,
            label=label,
            help="\n".join(item.record.get("label") for item in items if item.type.family == "note"),
            required=any(row.required for row in rows),
            choice_list=next(iter(lists)),
            rows=tuple(rows),
            source_type="table-list",
            source_row=record.row,
        )

    def say_header(self, record: Record) -> None:
        words = record.get("label")
        lost = f" ; son libellé « {words[:80]} » n’est pas gardé" if words else ""
        sentence = f"En-tête du tableau : ses réponses y sont écrites{lost}."
        self.say("survey", record.row, "type", CHANGED, sentence)

    # Questions

    def add_item(self, draft: _Draft, item: Item) -> None:
        record, source = item.record, item.type
        label = record.get("label") or self.given[record.row]
        if source.family == "note":
            draft.notes.append(label)
            self.say("survey", record.row, "type", CHANGED, f"Note « {label[:80]} » placée dans l’aide du bloc.")
            if record.get("relevant"):
                self.say("survey", record.row, "relevant", REFUSED, "La condition d’une note n’est pas gardée.")
            if record.get("hint"):
                self.say("survey", record.row, "hint", REFUSED, "L’aide d’une note n’est pas gardée.")
            say_lost(record, "note", self.say)
            return
        became = kinds.kind_of(source, record, self.lists, self.here)
        if not became.kind:
            reason = kinds.reason_refused(source)
            self.say("survey", record.row, "type", REFUSED, f"« {label[:80]} » n’est pas reprise : {reason}.")
            return
        name = self.given[record.row]
        words = f"Question « {label[:80]} » ({self.words[became.kind]})"
        changed = f" : {became.changed}." if became.changed else "."
        self.say("survey", record.row, "type", CHANGED if became.changed else KEPT, words + changed)
        say_lost(record, source.family, self.say)
        if became.kind != kinds.TABLE:
            self.kept.add(name)
        draft.questions.append(
            ImportedQuestion(
                name=name,
                kind=became.kind,
                label=label,
                help=record.get("hint"),
                required=self.required(record),
                condition=self.expression(record, "relevant"),
                constraint=self.expression(record, "constraint") or became.constraint,
                constraint_message=record.get("constraint_message")[:400],
                choice_list=self.list_of(item, became, name),
                rows=self.ranked_rows(item, name) if became.kind == kinds.TABLE else (),
                source_type=source.words,
                source_row=record.row,
            )
        )
        if source.other and source.list_name in self.lists:
            self.add_other(draft, draft.questions[-1], record)

    def list_of(self, item: Item, became: kinds.Became, name: str) -> str:
        if became.choices:
            own = f"{name}_choix"
            while own in self.lists:
                own += "_"
            self.lists[own] = [replace(choice, added=True) for choice in became.choices]
            return own
        return item.type.list_name if item.type.list_name in self.lists else ""

    def ranked_rows(self, item: Item, name: str) -> tuple[ImportedRow, ...]:
        rows = [
            ImportedRow(
                name=self.names.give(f"{name[:40]}_{choice.name}"),
                label=choice.label,
                required=self.required(item.record),
            )
            for choice in self.lists[item.type.list_name]
        ]
        self.kept |= {row.name for row in rows}
        return tuple(rows)

    def add_other(self, draft: _Draft, question: ImportedQuestion, record: Record) -> None:
        choices = self.lists[question.choice_list]
        if not any(choice.name == "other" for choice in choices):
            choices.append(ImportedChoice(name="other", label="Autre", added=True))
        self.say("survey", record.row, "type", CHANGED, "« Autre » est un choix, suivi d’une question à préciser.")
        name = self.names.give(f"{question.name}_other")
        self.kept.add(name)
        condition = f"selected(${{{question.name}}}, 'other')"
        asked = ImportedQuestion(name=name, kind=kinds.TEXT, label="Précisez", condition=condition)
        draft.questions.append(replace(asked, source_type="or_other", source_row=record.row))

    def required(self, record: Record) -> bool:
        written = record.get("required").lower().replace(" ", "")
        if written not in _TRUE | FALSE:
            sentence = "Réponse obligatoire sous condition : elle devient facultative."
            self.say("survey", record.row, "required", REFUSED, sentence)
        return written in _TRUE

    def expression(self, record: Record, column: str) -> str:
        written = record.get(column)
        if not written:
            return ""
        text = renamed(written, self.renames)
        try:
            parse(text)
        except ExpressionRefused as refusal:
            self.refuse_expression(record.row, column, written, str(refusal))
            return ""
        self.expressions.append(ReadExpression(row=record.row, column=column, text=written))
        return text

    def refuse_expression(self, row: int, column: str, text: str, reason: str) -> None:
        self.expressions.append(ReadExpression(row=row, column=column, text=text, reason=reason))
        lost = "la question est toujours posée" if column == "relevant" else "la réponse n’est pas contrôlée"
        self.say("survey", row, column, REFUSED, f"{reason} Sans elle, {lost}.")

    # At the end, when it is known what was kept

    def finished(self, draft: _Draft, names: dict[str, str]) -> ImportedBlock:
        asked = []
        for question in draft.questions:
            condition = self.checked(question.condition, question.source_row, "relevant")
            constraint = self.checked(question.constraint, question.source_row, "constraint")
            choice_list = names.get(question.choice_list, "")
            asked.append(replace(question, condition=condition, constraint=constraint, choice_list=choice_list))
        row = draft.row
        condition = self.checked(draft.block.condition, row, "relevant")
        return replace(draft.block, questions=tuple(asked), help="\n\n".join(draft.notes), condition=condition)

    def checked(self, text: str, row: int, column: str) -> str:
        """The expression, unless it cites what was not kept: it would then hide a question for ever."""
        if not text:
            return ""
        try:
            missing = sorted(names_used(parse(text)) - self.kept)
        except ExpressionRefused as refusal:
            missing, reason = [""], str(refusal)
        else:
            cited = "\u202f», «\u202f".join(missing)
            reason = f"L’expression cite «\u202f{cited}\u202f», qui n’est pas repris." if missing else ""
        if not missing:
            return text
        self.withdrawn.add((row, column))
        self.refuse_expression(row, column, re.sub(r"\s+", " ", text), reason)
        return ""
