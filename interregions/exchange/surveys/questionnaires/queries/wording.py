"""A question as its author words it, whole: read from the database, completed, checked field by field."""

from dataclasses import dataclass, replace
from typing import Any

from interregions.exchange.surveys.choices import NamedTo
from interregions.exchange.surveys.questionnaires.kinds import FIRST, KINDS
from interregions.exchange.surveys.questionnaires.models import Block, Question
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, content_of
from interregions.exchange.surveys.questionnaires.queries.questionnaires import codes_of, written_questions
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.exchange.surveys.questionnaires.rules.lines import Line, free_name, read_lines, slug, written_lines
from interregions.toolkit.expressions import WrittenQuestion

FIELDS = (
    "name",
    "kind",
    "label",
    "help",
    "required",
    "condition",
    "constraint",
    "constraint_message",
    "named_to",
    "counted",
)
LABELS = {
    "label": "Question",
    "kind": "Forme",
    "name": "Nom",
    "help": "Aide",
    "options": "Réponses proposées",
    "rows": "Lignes",
    "required": "Réponse attendue",
    "condition": "Condition",
    "constraint": "Contrainte",
    "constraint_message": "Message de la contrainte",
    "named_to": "Cercle de diffusion",
    "counted": "Comptée dans les figures",
}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Everything said of a question, its lines with their codes."""

    fields: dict[str, Any]
    options: list[Line]
    rows: list[Line]


def wording_of(question: Question) -> dict[str, Any]:
    """The question as it stands, its lists as the lines people edit."""
    found: dict[str, Any] = {name: getattr(question, name) for name in FIELDS}
    found["options"] = written_lines(_options(question))
    found["rows"] = written_lines(_rows(question), prefix=f"{question.name}_")
    return found


def as_text(wording: dict[str, Any]) -> str:
    """The wording as lines, for two versions to be compared."""
    lines = []
    for name, label in LABELS.items():
        value = wording.get(name)
        if isinstance(value, bool):
            value = "oui" if value else "non"
        elif name == "kind":
            value = KINDS[str(value)].label
        elif name == "named_to":
            value = NamedTo(str(value)).label
        elif isinstance(value, list | tuple):
            value = " ; ".join(value)
        if value:
            lines.append(f"{label} : {value}")
    return "\n".join(lines)


def _options(question: Question) -> list[Line]:
    if question.choice_list is None:
        return []
    return [Line(code=option.code, label=option.label) for option in question.choice_list.options.all()]


def _rows(question: Question) -> list[Line]:
    if not KINDS[question.kind].has_rows:
        return []
    return [Line(code=variable.code, label=variable.label) for variable in question.variables.all()]


def completed(questionnaire_id: int, question: Question | None, wording: dict[str, Any]) -> Wording:
    """What was not said comes from the question, then from the defaults; lines get codes, and the name is drawn."""
    content = content_of(questionnaire_id)
    fields: dict[str, Any] = dict.fromkeys(FIELDS, "")
    fields |= {"required": False, "counted": True, "named_to": NamedTo.REGIONS_AND_EPCI, "kind": FIRST.code}
    if question is not None:
        fields |= {name: getattr(question, name) for name in FIELDS}
    said = {name: value for name, value in wording.items() if name in FIELDS}
    fields |= {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    fields["kind"] = str(fields["kind"])
    if not fields["name"]:
        wanted = slug(fields["label"])
        fields["name"] = free_name(wanted, _names(content, question))
    return Wording(
        fields=fields,
        options=_said_options(question, wording, fields),
        rows=_said_rows(question, wording, fields, content),
    )


def _said_options(question: Question | None, wording: dict[str, Any], fields: dict[str, Any]) -> list[Line]:
    kind = KINDS.get(fields["kind"])
    if kind is None or not kind.has_options:
        return []
    proposed = [Line(code=code, label=label) for code, label in kind.proposed]
    before = _options(question) if question is not None and question.kind == fields["kind"] else []
    lines = wording.get("options")
    if not lines and (question is None or question.kind != fields["kind"] or "options" in wording):
        return proposed
    if lines is None:
        return before
    return read_lines(list(lines), before or ([] if kind.numbered else proposed), numbered=kind.numbered)


def _said_rows(
    question: Question | None, wording: dict[str, Any], fields: dict[str, Any], content: tuple[BlockContent, ...]
) -> list[Line]:
    kind = KINDS.get(fields["kind"])
    if kind is None or not kind.has_rows:
        return []
    before = _rows(question) if question is not None else []
    if "rows" not in wording:
        return before
    return read_lines(list(wording["rows"]), before, prefix=f"{fields['name']}_")


def _names(content: tuple[BlockContent, ...], question: Question | None) -> set[str]:
    """Names taken by the other questions and by the rows of their tables."""
    others = [q for block in content for q in block.questions if question is None or q.id != question.pk]
    return {q.name for q in others} | {variable.code for q in others for variable in q.variables}


def reasons_by_field(questionnaire_id: int, question: Question | None, wording: Wording) -> dict[str, list[str]]:
    """Why this wording cannot be kept, at each field; empty when it can."""
    content = content_of(questionnaire_id)
    fields, taken = wording.fields, _names(content, question)
    kind = KINDS.get(fields["kind"])
    found = {
        "label": rules.reasons_not_to_say(fields["label"]) if fields["label"] else ["Écrivez la question."],
        "help": rules.reasons_not_to_say(fields["help"]),
        "constraint_message": rules.reasons_not_to_say(fields["constraint_message"]),
        "kind": [] if kind else ["Choisissez la forme de la réponse."],
        "named_to": [] if fields["named_to"] in NamedTo.values else ["Choisissez qui pourra lire cette réponse."],
        "name": rules.reasons_not_to_take_name(fields["name"], taken),
        "options": (kind.reasons_not_to_take_options(wording.options) if kind else [])
        + rules.reasons_not_to_say(*(option.label for option in wording.options)),
        "rows": rules.reasons_not_to_say(*(row.label for row in wording.rows))
        + (kind.reasons_not_to_take_rows(wording.rows) if kind else [])
        + [f"Une autre question s’appelle déjà « {row.code} »." for row in wording.rows if row.code in taken],
    }
    for field, sentence in _expression_reasons(content, question, wording):
        found.setdefault(field, []).append(sentence)
    return {field: sentences for field, sentences in found.items() if sentences}


def _expression_reasons(
    content: tuple[BlockContent, ...], question: Question | None, wording: Wording
) -> list[tuple[str, str]]:
    fields = wording.fields
    written = WrittenQuestion(
        name=fields["name"],
        label=fields["label"],
        condition=fields["condition"],
        constraint=fields["constraint"],
        block_condition=_block_condition(content, question),
        choices=codes_of(wording.options),
    )
    rows = [
        replace(written, name=row.code, label=row.label, condition="", constraint="", block_condition="")
        for row in wording.rows
        if row.code != fields["name"]
    ]
    before = written_questions(content)
    if question is None:
        after = [*before, written, *rows]
    else:
        after = written_questions(content, replaced=written, at=question.pk)
        after += rows
    return [
        (
            finding.field if finding.name == fields["name"] and finding.field in fields else _elsewhere(finding),
            finding.sentence,
        )
        for finding in rules.new_findings(before, after)
    ]


@dataclass(frozen=True)
class Citable:
    """An earlier question, as a condition may cite it."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


def citable_questions(
    questionnaire_id: int, *, before_block: int = 0, after_block: int = 0, before_question: int = 0
) -> list[Citable]:
    """The questions asked before this place, with the codes of their answers: the end, when none is said."""
    found: list[Citable] = []
    for block in content_of(questionnaire_id):
        if block.id == before_block:
            return found
        for question in block.questions:
            if question.id == before_question:
                return found
            choices = tuple((option.code, option.label) for option in question.options)
            rows = [(question.name, question.label)]
            if question.kind.has_rows:
                rows = [(row.code, row.label) for row in question.variables]
            found += [Citable(name, label, choices) for name, label in rows]
        if block.id == after_block:
            return found
    return found


def codes_of_answers(question: Question) -> list[Line]:
    """The proposed answers of a question with the code conditions write."""
    return _options(question) if KINDS[question.kind].has_options else []


def _elsewhere(finding: Any) -> str:
    """A circle is told at the condition; what breaks in another question comes from the proposed answers when it
    cites one of them, else from the name."""
    if finding.of_codes:
        return "options"
    return "condition" if "tournent en rond" in finding.sentence else "name"


def _block_condition(content: tuple[BlockContent, ...], question: Question | None) -> str:
    at = question.block_id if question is not None else None
    return next((block.condition for block in content if block.id == at), "")


def reasons_not_to_write_block(
    questionnaire_id: int, *, title: str, condition: str, help: str = "", block: Block | None = None
) -> list[str]:
    """A block has a title; its condition may only name questions that exist, and turn in no circle."""
    reasons = [] if title.strip() else ["Donnez un titre à la rubrique."]
    reasons += rules.reasons_not_to_say(title, help)
    content = content_of(questionnaire_id)
    before = written_questions(content)
    if not condition.strip():
        return reasons
    probe = WrittenQuestion(name="\u202f", label=title, condition=condition)
    after = [*before, probe]
    if block is not None:
        changed = tuple(_with_condition(b, condition) if b.id == block.pk else b for b in content)
        after = [*written_questions(changed), probe]
    sentences = [
        finding.sentence for finding in rules.new_findings(before, after) if finding.field != "block_condition"
    ]
    return reasons + list(dict.fromkeys(sentences))


def _with_condition(block: BlockContent, condition: str) -> BlockContent:
    return replace(block, condition=condition)
