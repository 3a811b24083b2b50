"""Who reads which questionnaire, what its builder shows, what is left to do on it."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from interregions.common.lists import having_words
from interregions.common.ports import ThreadLine
from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.queries.notes import questions_of
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.questionnaires.models import Block, Question, Questionnaire, QuestionnaireApproval
from interregions.exchange.surveys.questionnaires.queries.content import (
    BlockContent,
    OptionContent,
    QuestionContent,
    content_of,
)
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.exchange.surveys.questionnaires.rules.answerable import reasons_nobody_can_answer
from interregions.exchange.surveys.questionnaires.rules.lines import Line
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.prepared import PreparedFor
from interregions.network.queries import standing_of
from interregions.toolkit.expressions import WrittenQuestion

KIND = "surveys.questionnaire"


def reference_to(questionnaire: Questionnaire) -> Reference:
    """How other rooms and the journal name it."""
    label = f"Questionnaire « {questionnaire.title} »"
    return Reference(KIND, str(questionnaire.pk), label, questionnaire.get_absolute_url())


def questionnaires_visible_to(member: Member | None) -> QuerySet[Questionnaire]:
    """All for the animation; for the others those their cycle leads, and those their organisation is asked."""
    standing = standing_of(member)
    found = Questionnaire.objects.select_related("cycle__theme", "cycle__lead", "created_by__member")
    if standing.is_facilitator:
        return found
    asked = Questionnaire.objects.filter(survey__responses__organisation__in=standing.organisation_ids).values("pk")
    return found.filter(Q(cycle__lead__in=standing.organisation_ids) | Q(pk__in=asked))


def blocks_visible_to(member: Member | None) -> QuerySet[Block]:
    """Blocks of those questionnaires."""
    visible = questionnaires_visible_to(member).values("pk")
    return Block.objects.filter(questionnaire__in=visible).select_related("questionnaire__cycle__lead")


def questions_visible_to(member: Member | None) -> QuerySet[Question]:
    """Questions of those questionnaires."""
    visible = questionnaires_visible_to(member).values("pk")
    return Question.objects.filter(block__questionnaire__in=visible).select_related(
        "block__questionnaire__cycle__lead", "choice_list", "changed_by__member"
    )


def cycles_to_write_for(member: Member | None) -> QuerySet[Cycle]:
    """Cycles this member may start a questionnaire for."""
    standing = standing_of(member)
    found = Cycle.objects.filter(closed_at__isnull=True).select_related("theme", "lead")
    return found if standing.is_facilitator else found.filter(lead__in=standing.organisation_ids)


def note_questions_of(cycle: Cycle | None) -> list[tuple[str, Reference]]:
    """What the note of the cycle wants to learn, each with where it comes from."""
    return questions_of(cycle) if cycle is not None else []


def note_questions_left(questionnaire: Questionnaire) -> list[tuple[str, Reference]]:
    """Those of the note that no question of the questionnaire comes from yet."""
    origins = Question.objects.filter(block__questionnaire=questionnaire).values_list("origin", flat=True)
    taken = {(origin["kind"], str(origin["id"])) for origin in origins if origin}
    found = note_questions_of(questionnaire.cycle)
    return [(words, reference) for words, reference in found if (reference.kind, reference.id) not in taken]


def of_lead(questionnaire: Questionnaire, by: Mandate | None) -> bool:
    """Whether the mandate is of the responsible region of the questionnaire's cycle."""
    return by is not None and questionnaire.cycle is not None and questionnaire.cycle.lead_id == by.organisation_id


def reasons_not_to_write(questionnaire: Questionnaire, by: Mandate | None) -> list[str]:
    """The rule of writing, for this mandate."""
    return rules.reasons_not_to_write(
        role=by.role if by else Role.READER,
        of_lead=of_lead(questionnaire, by),
        frozen=questionnaire.status == QuestionnaireStatus.APPROVED,
        dropped=questionnaire.status == QuestionnaireStatus.DROPPED,
    )


def reasons_not_to_drop(questionnaire: Questionnaire, by: Mandate | None) -> list[str]:
    """Why this mandate cannot put it aside."""
    role = by.role if by else Role.READER
    return rules.reasons_not_to_drop(role=role, of_lead=of_lead(questionnaire, by), status=questionnaire.status)


def reasons_not_to_take_up(questionnaire: Questionnaire, by: Mandate | None) -> list[str]:
    """Why this mandate cannot take it up again."""
    role = by.role if by else Role.READER
    return rules.reasons_not_to_take_up(role=role, of_lead=of_lead(questionnaire, by), status=questionnaire.status)


def needs_lead(questionnaire: Questionnaire) -> bool:
    """Whether the responsible region approves too: not without cycle, nor for an express consultation."""
    return questionnaire.cycle_id is not None and not questionnaire.express


def approvals_of(questionnaire: Questionnaire) -> list[QuestionnaireApproval]:
    """Every approval, of whichever revision, oldest first."""
    found = QuestionnaireApproval.objects.filter(questionnaire=questionnaire).select_related("by__member")
    return list(found.order_by("revision", "id"))


def party_of_approval(approval: QuestionnaireApproval) -> str:
    """For which party it was given: one that is not of the animation could only be of the lead."""
    return rules.party_of(role=approval.by.role, of_lead=True)


def written_questions(
    content: Sequence[BlockContent], replaced: WrittenQuestion | None = None, at: int = 0
) -> list[WrittenQuestion]:
    """The questionnaire as expressions read it, rows of tables too; ``replaced`` stands for the question ``at``."""
    found = []
    for block in content:
        for question in block.questions:
            if replaced is not None and question.id == at:
                found.append(replaced)
                continue
            found.append(_written(question, block.condition))
            rows = [row for row in question.variables if row.code != question.name]
            codes = codes_of(question.options)
            found += [WrittenQuestion(name=row.code, label=row.label, choices=codes) for row in rows]
    return found


def reasons_not_to_freeze(content: Sequence[BlockContent]) -> list[str]:
    """What is not understood in the expressions, and the expected questions that nobody could answer."""
    broken = rules.blocking_sentences(written_questions(content))
    return broken or reasons_nobody_can_answer(content, timezone.localdate())


def codes_of(options: Iterable[OptionContent | Line]) -> dict[str, str]:
    """Proposed answers as conditions know them: label by code."""
    return {option.code: option.label for option in options}


def _written(question: QuestionContent, block_condition: str) -> WrittenQuestion:
    return WrittenQuestion(
        name=question.name,
        label=question.label,
        condition=question.condition,
        constraint=question.constraint,
        block_condition=block_condition,
        choices=codes_of(question.options),
    )


def seconds_of(question: QuestionContent) -> int:
    """Estimated time of one question."""
    texts = [question.label, question.help, *(option.label for option in question.options)]
    texts += [row.label for row in question.variables] if question.kind.has_rows else []
    words = sum(len(text.split()) for text in texts)
    return rules.estimated_seconds(words=words, answering=question.kind.seconds_to_answer(question))


def minutes_of(questionnaire_id: int) -> int:
    """Estimated minutes of the whole questionnaire."""
    return rules.minutes(
        sum(seconds_of(question) for block in content_of(questionnaire_id) for question in block.questions)
    )


def questionnaires_of(member: Member | None, words: str = "") -> QuerySet[Questionnaire]:
    """The list page: with the number of questions."""
    found = questionnaires_visible_to(member).annotate(question_count=Count("blocks__questions"))
    found = found.order_by("-created_at", "-id")
    return having_words(found, words, "title")


def _on_thread(member: Member | None, cycle: int) -> QuerySet[Questionnaire]:
    read = questionnaires_visible_to(member).select_related(None).filter(cycle=cycle).order_by("id")
    return read.only("title", "status", "origin", "frozen_at", "created_at")


_ON_THREAD = PreparedFor(_on_thread)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The questionnaires on the cycle's thread, each with the note or the file it comes from."""
    lines = []
    for questionnaire in _ON_THREAD.read(member, cycle=cycle.pk):
        origin = Reference.from_json(questionnaire.origin)
        lines.append(
            ThreadLine(
                label=f"Questionnaire « {questionnaire.title} »",
                state=QuestionnaireStatus(questionnaire.status).label,
                url=questionnaire.get_absolute_url(),
                at=questionnaire.frozen_at or questionnaire.created_at,
                origins=(origin,) if origin else (),
            )
        )
    return lines


def may_start(by: Mandate | None) -> bool:
    """Whether this mandate could write a questionnaire: of the animation, or of a region that leads a cycle."""
    if by is None or by.role not in rules.WRITERS:
        return False
    return by.role == Role.FACILITATOR or Cycle.objects.filter(lead=by.organisation_id, closed_at__isnull=True).exists()
