"""Writing blocks and questions: each change moves the questionnaire's revision and says in the journal what it did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from django.db import transaction

from interregions.common.errors import Stale, refuse_if
from interregions.common.references import Reference
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.models import (
    Block,
    ChoiceList,
    Option,
    Question,
    Questionnaire,
    Variable,
)
from interregions.exchange.surveys.questionnaires.queries import wording as wordings
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.queries.questionnaires import written_questions
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.exchange.surveys.questionnaires.rules.lines import Line, free_name, slug
from interregions.exchange.surveys.questionnaires.services.writing import record_change, writable
from interregions.network.models import Mandate
from interregions.toolkit.expressions import WrittenQuestion


class WordingFields(TypedDict, total=False):
    """What may be said of a question; ``options`` and ``rows`` are lines, « label » or « code | label »."""

    name: str
    kind: str
    label: str
    help: str
    required: bool
    condition: str
    constraint: str
    constraint_message: str
    named_to: str
    counted: bool
    options: tuple[str, ...] | list[str]
    rows: tuple[str, ...] | list[str]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A question about to be written: its fields, and its lines with their codes."""

    fields: dict[str, object]
    options: list[Line]
    rows: list[Line]


@transaction.atomic
def add_block(*, questionnaire: Questionnaire, title: str, by: Mandate, help: str = "", condition: str = "") -> Block:
    """Add a block at the end."""
    questionnaire = writable(questionnaire, by)
    refuse_if(wordings.reasons_not_to_write_block(questionnaire.pk, title=title, condition=condition, help=help))
    taken = set(questionnaire.blocks.values_list("name", flat=True))
    block = Block.objects.create(
        questionnaire=questionnaire,
        name=free_name(slug(title), taken, "rubrique"),
        title=title.strip()[:300],
        help=help.strip(),
        condition=condition.strip(),
        position=_next(Block.objects.filter(questionnaire=questionnaire).values_list("position", flat=True)),
        changed_by=by,
    )
    block.revision = record_change(questionnaire, "surveys.block_added", by, block.title)
    block.save(update_fields=["revision"])
    return block


@transaction.atomic
def change_block(*, block: Block, revision: int, title: str, by: Mandate, help: str = "", condition: str = "") -> Block:
    """Change a block's title, help or condition, unless somebody changed it meanwhile."""
    questionnaire = writable(block.questionnaire, by)
    block = Block.objects.select_related("changed_by__member").get(pk=block.pk)
    if block.revision != revision:
        mine = "\n".join([title, help, condition])
        theirs = "\n".join([block.title, block.help, block.condition])
        raise Stale(mine=mine, theirs=theirs, author=_author(block), revision=block.revision)
    refuse_if(
        wordings.reasons_not_to_write_block(questionnaire.pk, title=title, condition=condition, help=help, block=block)
    )
    block.title, block.help, block.condition = title.strip()[:300], help.strip(), condition.strip()
    block.changed_by = by
    block.revision = record_change(questionnaire, "surveys.block_changed", by, block.title)
    block.save()
    return block


@transaction.atomic
def move_block(*, block: Block, up: bool, by: Mandate) -> None:
    """Move a block one place."""
    questionnaire = writable(block.questionnaire, by)
    if _swap(list(Block.objects.filter(questionnaire=questionnaire)), block.pk, up):
        record_change(questionnaire, "surveys.block_moved", by, block.title)


@transaction.atomic
def remove_block(*, block: Block, by: Mandate) -> None:
    """Remove a block with its questions, unless others depend on them."""
    questionnaire = writable(block.questionnaire, by)
    content = content_of(questionnaire.pk)
    rest = [kept for kept in content if kept.id != block.pk]
    refuse_if(_broken(written_questions(content), written_questions(rest)))
    label = block.title
    block.delete()
    _drop_unused_lists(questionnaire)
    record_change(questionnaire, "surveys.block_removed", by, label)


@transaction.atomic
def add_question(
    *, block: Block, by: Mandate, origin: Reference | None = None, **wording: Unpack[WordingFields]
) -> Question:
    """Add a question at the end of a block: ``kind`` and ``label`` at least; unsaid, its name is drawn from them."""
    questionnaire = writable(block.questionnaire, by)
    prepared = _prepared(questionnaire.pk, None, wording)
    position = _next(Question.objects.filter(block=block).values_list("position", flat=True))
    question = Question(block=block, position=position, origin=origin.as_json() if origin else None)
    verb = "surveys.question_added"
    return _write(questionnaire, question, prepared, verb, by)


@transaction.atomic
def change_question(*, question: Question, revision: int, by: Mandate, **wording: Unpack[WordingFields]) -> Question:
    """Change a question, unless somebody changed it since ``revision``: then both versions are given back."""
    questionnaire = writable(question.block.questionnaire, by)
    question = Question.objects.select_related("block", "choice_list", "changed_by__member").get(pk=question.pk)
    if question.revision != revision:
        theirs = wordings.wording_of(question)
        mine = wordings.as_text({**theirs, **wording})
        raise Stale(mine=mine, theirs=wordings.as_text(theirs), author=_author(question), revision=question.revision)
    prepared = _prepared(questionnaire.pk, question, wording)
    return _write(questionnaire, question, prepared, "surveys.question_changed", by)


@transaction.atomic
def move_question(*, question: Question, up: bool, by: Mandate) -> None:
    """Move a question one place; past the edge of its block it enters the next one."""
    questionnaire = writable(question.block.questionnaire, by)
    question = Question.objects.select_related("block").get(pk=question.pk)
    if not _swap(list(Question.objects.filter(block=question.block_id)), question.pk, up):
        blocks = list(Block.objects.filter(questionnaire=questionnaire))
        place = [block.pk for block in blocks].index(question.block_id) + (-1 if up else 1)
        if not 0 <= place < len(blocks):
            return
        others = list(Question.objects.filter(block=blocks[place]))
        if not up:
            _make_room(others)
        question.position = _next(other.position for other in others) if up else 0
        question.block = blocks[place]
        question.save(update_fields=["block", "position"])
    record_change(questionnaire, "surveys.question_moved", by, question.label)


@transaction.atomic
def duplicate_question(*, question: Question, by: Mandate) -> Question:
    """The same question once more, just after, under a name of its own."""
    questionnaire = writable(question.block.questionnaire, by)
    wording = wordings.wording_of(question)
    codes = [line.partition("|")[2].strip() or line for line in wording["rows"]]
    copied: WordingFields = {**wording, "name": "", "rows": codes}  # type: ignore[typeddict-item]
    prepared = _prepared(questionnaire.pk, None, copied)
    _make_room(list(Question.objects.filter(block=question.block_id, position__gt=question.position)))
    copy = Question(block=question.block, position=question.position + 1, origin=question.origin)
    return _write(questionnaire, copy, prepared, "surveys.question_added", by)


@transaction.atomic
def remove_question(*, question: Question, by: Mandate) -> None:
    """Remove a question, unless the condition of another depends on it."""
    questionnaire = writable(question.block.questionnaire, by)
    content = content_of(questionnaire.pk)
    rest = [replace(b, questions=tuple(q for q in b.questions if q.id != question.pk)) for b in content]
    refuse_if(_broken(written_questions(content), written_questions(rest)))
    label = question.label
    question.delete()
    _drop_unused_lists(questionnaire)
    record_change(questionnaire, "surveys.question_removed", by, label)


def _broken(before: list[WrittenQuestion], after: list[WrittenQuestion]) -> list[str]:
    findings = rules.new_findings(before, after)
    if not findings:
        return []
    return ["D’autres questions en dépendent\u202f: changez d’abord leur condition.", *[f.sentence for f in findings]]


def _prepared(questionnaire_id: int, question: Question | None, wording: WordingFields) -> Prepared:
    """The wording checked as a whole; refused with every reason at once."""
    whole = wordings.completed(questionnaire_id, question, dict(wording))
    refusals = wordings.reasons_by_field(questionnaire_id, question, whole)
    refuse_if([sentence for sentences in refusals.values() for sentence in sentences])
    return Prepared(fields=whole.fields, options=whole.options, rows=whole.rows)


def _write(questionnaire: Questionnaire, question: Question, prepared: Prepared, verb: str, by: Mandate) -> Question:
    for name, value in prepared.fields.items():
        setattr(question, name, value)
    question.changed_by = by
    question.choice_list = _written_list(questionnaire, question, prepared.options)
    question.revision = record_change(questionnaire, verb, by, question.label)
    question.save()
    _write_variables(question, prepared.rows)
    _drop_unused_lists(questionnaire)
    return question


def _written_list(questionnaire: Questionnaire, question: Question, lines: list[Line]) -> ChoiceList | None:
    """Its own list, changed in place; a list that other questions share is left to them."""
    if not KINDS[question.kind].has_options:
        return None
    kept = question.choice_list
    if kept is not None and [(o.code, o.label) for o in kept.options.all()] == [(x.code, x.label) for x in lines]:
        return kept
    if kept is None or Question.objects.filter(choice_list=kept).exclude(pk=question.pk).exists():
        taken = set(questionnaire.choice_lists.values_list("name", flat=True))
        kept = ChoiceList.objects.create(questionnaire=questionnaire, name=free_name(question.name, taken))
    kept.options.exclude(code__in=[line.code for line in lines]).delete()
    for place, line in enumerate(lines):
        Option.objects.update_or_create(
            choice_list=kept, code=line.code, defaults={"label": line.label, "position": place}
        )
    return kept


def _write_variables(question: Question, rows: list[Line]) -> None:
    lines = rows if KINDS[question.kind].has_rows else [Line(code=question.name, label="")]
    question.variables.exclude(code__in=[line.code for line in lines]).delete()
    for place, line in enumerate(lines):
        Variable.objects.update_or_create(
            question=question, code=line.code, defaults={"label": line.label, "position": place}
        )


def _drop_unused_lists(questionnaire: Questionnaire) -> None:
    used = Question.objects.filter(choice_list__isnull=False).values("choice_list")
    ChoiceList.objects.filter(questionnaire=questionnaire).exclude(pk__in=used).delete()


def _next(positions: Iterable[int]) -> int:
    return max(positions, default=-1) + 1


def _make_room(questions: list[Question]) -> None:
    for question in questions:
        question.position += 1
        question.save(update_fields=["position"])


def _swap(rows: Sequence[Any], moved: int, up: bool) -> bool:
    place = [row.pk for row in rows].index(moved)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    ordered = list(rows)
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, row in enumerate(ordered):
        row.position = position
        row.save(update_fields=["position"])
    return True


def _author(written: Block | Question) -> str:
    return written.changed_by.member.full_name if written.changed_by else "quelqu’un"
