"""What a questionnaire asks, read whole: blocks, questions, proposed answers, variables."""

from collections import OrderedDict
from dataclasses import dataclass

from interregions.common.references import Reference
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.models import Block, Option, Question, Questionnaire, Variable
from interregions.exchange.surveys.questionnaires.rules.kind import Kind


@dataclass(frozen=True)
class OptionContent:
    id: int
    code: str
    label: str


@dataclass(frozen=True)
class VariableContent:
    """One countable thing: the question itself, or one row of a table."""

    id: int
    code: str
    label: str


@dataclass(frozen=True)
class QuestionContent:
    id: int
    name: str
    kind: Kind
    label: str
    help: str
    required: bool
    condition: str
    constraint: str
    constraint_message: str
    named_to: str
    counted: bool
    options: tuple[OptionContent, ...]
    variables: tuple[VariableContent, ...]
    origin: Reference | None
    revision: int = 1


@dataclass(frozen=True)
class BlockContent:
    id: int
    name: str
    title: str
    help: str
    condition: str
    questions: tuple[QuestionContent, ...]
    revision: int = 1


# A frozen questionnaire never changes: kept by (id, moment of freezing), the least recently read is dropped.
_FROZEN: OrderedDict[tuple[int, str], tuple[BlockContent, ...]] = OrderedDict()
_KEPT = 32


def content_of(questionnaire_id: int) -> tuple[BlockContent, ...]:
    """The whole content, in order: at most five queries whatever its size, one once frozen and read before."""
    return content_in(Questionnaire.objects.only("status", "frozen_at").get(pk=questionnaire_id))


def content_in(questionnaire: Questionnaire) -> tuple[BlockContent, ...]:
    """The content of a questionnaire just read with what it belongs to: no query once frozen and read before."""
    questionnaire_id, frozen_at = questionnaire.pk, questionnaire.frozen_at
    if questionnaire.status != QuestionnaireStatus.APPROVED or frozen_at is None:
        return _read(questionnaire_id)
    key = (questionnaire_id, frozen_at.isoformat())
    if key in _FROZEN:
        _FROZEN.move_to_end(key)
        return _FROZEN[key]
    content = _FROZEN[key] = _read(questionnaire_id)
    while len(_FROZEN) > _KEPT:
        _FROZEN.popitem(last=False)
    return content


def _read(questionnaire_id: int) -> tuple[BlockContent, ...]:
    blocks = list(Block.objects.filter(questionnaire_id=questionnaire_id))
    options: dict[int, list[OptionContent]] = {}
    for option in Option.objects.filter(choice_list__questionnaire_id=questionnaire_id):
        shown = OptionContent(option.pk, option.code, option.label)
        options.setdefault(option.choice_list_id, []).append(shown)
    variables: dict[int, list[VariableContent]] = {}
    for variable in Variable.objects.filter(question__block__questionnaire_id=questionnaire_id):
        row = VariableContent(variable.pk, variable.code, variable.label)
        variables.setdefault(variable.question_id, []).append(row)
    questions: dict[int, list[QuestionContent]] = {}
    for question in Question.objects.filter(block__questionnaire_id=questionnaire_id):
        content = _question(question, options.get(question.choice_list_id or 0, []), variables.get(question.pk, []))
        questions.setdefault(question.block_id, []).append(content)
    return tuple(
        BlockContent(
            id=block.pk,
            name=block.name,
            title=block.title,
            help=block.help,
            condition=block.condition,
            questions=tuple(questions.get(block.pk, [])),
            revision=block.revision,
        )
        for block in blocks
    )


def _question(question: Question, options: list[OptionContent], variables: list[VariableContent]) -> QuestionContent:
    return QuestionContent(
        id=question.pk,
        name=question.name,
        kind=KINDS[question.kind],
        label=question.label,
        help=question.help,
        required=question.required,
        condition=question.condition,
        constraint=question.constraint,
        constraint_message=question.constraint_message,
        named_to=question.named_to,
        counted=question.counted,
        options=tuple(options),
        variables=tuple(variables),
        origin=Reference.from_json(question.origin),
        revision=question.revision,
    )
