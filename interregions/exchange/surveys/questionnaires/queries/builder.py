"""What the builder of a questionnaire shows: blocks, minutes, who approved what, what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interregions.common.references import Reference
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.questionnaires.models import Question, Questionnaire
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.queries.opening import questionnaires_to_open
from interregions.exchange.surveys.questionnaires.queries.questionnaires import (
    KIND,
    approvals_of,
    needs_lead,
    note_questions_left,
    of_lead,
    party_of_approval,
    reasons_not_to_drop,
    reasons_not_to_freeze,
    reasons_not_to_take_up,
    reasons_not_to_write,
    seconds_of,
)
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.toolkit.expressions import Named, in_french
from interregions.toolkit.journal.queries import entries_about


@dataclass(frozen=True)
class QuestionLine:
    content: QuestionContent
    circle: str
    condition: str
    constraint: str
    first: bool
    last: bool


@dataclass(frozen=True)
class BlockLines:
    content: BlockContent
    condition: str
    minutes: int
    questions: tuple[QuestionLine, ...]
    first: bool
    last: bool


@dataclass(frozen=True)
class Change:
    """What somebody did to the questionnaire, as a sentence."""

    sentence: str
    author: str
    revision: int


@dataclass(frozen=True)
class Party:
    """One of the two who approve: where it stands, and what changed since it last approved."""

    name: str
    label: str
    approved: bool
    approved_by: str
    changes: tuple[Change, ...]
    approved_before: bool


@dataclass(frozen=True)
class Builder:
    """The builder's page."""

    blocks: tuple[BlockLines, ...]
    minutes: int
    questions: int
    findings: tuple[str, ...]
    parties: tuple[Party, ...]
    note_questions: tuple[tuple[str, Reference], ...]
    reasons_to_write: tuple[str, ...]
    reasons_to_approve: tuple[str, ...]
    origin: Reference | None
    may_drop: bool
    may_take_up: bool
    may_open: bool  # approved, put to nobody yet, and this person opens surveys


def builder_page(questionnaire: Questionnaire, by: Mandate | None) -> Builder:
    """Everything the builder shows, in a number of queries that does not depend on its size."""
    content = content_of(questionnaire.pk)
    named = named_questions(content)
    blocks = tuple(_block_lines(block, place, len(content), named) for place, block in enumerate(content))
    findings = tuple(reasons_not_to_freeze(content))
    frozen = questionnaire.status == QuestionnaireStatus.APPROVED
    parties = tuple(_parties(questionnaire))
    role, leads = by.role if by else Role.READER, of_lead(questionnaire, by)
    mine = rules.party_of(role=role, of_lead=leads)
    return Builder(
        blocks=blocks,
        minutes=rules.minutes(sum(seconds_of(question) for block in content for question in block.questions)),
        questions=sum(len(block.questions) for block in content),
        findings=findings,
        parties=parties,
        note_questions=() if frozen else tuple(note_questions_left(questionnaire)),
        reasons_to_write=tuple(reasons_not_to_write(questionnaire, by)),
        reasons_to_approve=tuple(
            rules.reasons_not_to_approve(
                role=role,
                of_lead=leads,
                frozen=frozen,
                dropped=questionnaire.status == QuestionnaireStatus.DROPPED,
                questions=sum(len(block.questions) for block in content),
                findings=findings,
                already_approved=any(party.name == mine and party.approved for party in parties),
                read_revision=questionnaire.revision,
                revision=questionnaire.revision,
            )
        ),
        origin=Reference.from_json(questionnaire.origin),
        may_drop=not reasons_not_to_drop(questionnaire, by),
        may_take_up=not reasons_not_to_take_up(questionnaire, by),
        may_open=by is not None and questionnaires_to_open(by.member).filter(pk=questionnaire.pk).exists(),
    )


def named_questions(content: Sequence[BlockContent]) -> dict[str, Named]:
    """What conditions name, as the reader knows it."""
    return {
        question.name: Named(question.label, {option.code: option.label for option in question.options})
        for block in content
        for question in block.questions
    }


def _block_lines(block: BlockContent, place: int, count: int, named: Mapping[str, Named]) -> BlockLines:
    last = len(block.questions) - 1
    return BlockLines(
        content=block,
        condition=in_french(block.condition, named),
        minutes=rules.minutes(sum(seconds_of(question) for question in block.questions)),
        questions=tuple(
            QuestionLine(
                content=question,
                circle=circle_words(question.named_to),
                condition=in_french(question.condition, named),
                constraint=in_french(question.constraint, named),
                first=at == 0,
                last=at == last,
            )
            for at, question in enumerate(block.questions)
        ),
        first=place == 0,
        last=place == count - 1,
    )


def circle_words(named_to: str) -> str:
    """« lue avec son auteur par … »."""
    words = dict(Question._meta.get_field("named_to").flatchoices)
    return str(words.get(named_to, named_to))


def _parties(questionnaire: Questionnaire) -> list[Party]:
    approvals = approvals_of(questionnaire)
    changes = changes_since(questionnaire, 0) if approvals else []
    names = [(rules.ANIMATION, "Animation")]
    if needs_lead(questionnaire) and questionnaire.cycle is not None:
        names.append((rules.LEAD, questionnaire.cycle.lead.short_name))
    found = []
    for name, label in names:
        mine = [approval for approval in approvals if party_of_approval(approval) == name]
        latest = mine[-1] if mine else None
        current = latest is not None and latest.revision == questionnaire.revision
        since = tuple(change for change in changes if latest is not None and change.revision > latest.revision)
        author = latest.by.member.full_name if latest else ""
        found.append(Party(name, label, current, author, since, latest is not None))
    return found


SENTENCES = {
    "surveys.questionnaire_drafted": "Questionnaire commencé",
    "surveys.questionnaire_imported": "Questionnaire importé",
    "surveys.questionnaire_changed": "Titre ou introduction modifiés",
    "surveys.block_added": "Rubrique ajoutée\u202f: «\u202f{label}\u202f»",
    "surveys.block_changed": "Rubrique modifiée\u202f: «\u202f{label}\u202f»",
    "surveys.block_moved": "Rubrique déplacée\u202f: «\u202f{label}\u202f»",
    "surveys.block_removed": "Rubrique retirée\u202f: «\u202f{label}\u202f»",
    "surveys.question_added": "Question ajoutée\u202f: «\u202f{label}\u202f»",
    "surveys.question_changed": "Question modifiée\u202f: «\u202f{label}\u202f»",
    "surveys.question_moved": "Question déplacée\u202f: «\u202f{label}\u202f»",
    "surveys.question_removed": "Question retirée\u202f: «\u202f{label}\u202f»",
}


def changes_since(questionnaire: Questionnaire, revision: int) -> list[Change]:
    """What changed after that revision, latest first, from the journal."""
    found = []
    for entry in entries_about(KIND, questionnaire.pk).filter(verb__in=SENTENCES):
        if entry.details.get("revision", 0) > revision:
            sentence = SENTENCES[entry.verb].format(label=entry.details.get("label", ""))
            author = entry.by.member.full_name if entry.by else ""
            found.append(Change(sentence, author, entry.details["revision"]))
    return found


REPORT_WORDS = {"kept": "gardé", "changed": "changé", "refused": "refusé"}
REPORT_TAGS = {"kept": "tag-done", "changed": "tag-todo", "refused": "tag-late"}


@dataclass(frozen=True)
class ReportLine:
    """One line of an import's report, as it is shown."""

    sheet: str
    row: int
    column: str
    kind: str
    words: str
    tag: str
    sentence: str


def report_lines(questionnaire: Questionnaire, only: str = "") -> list[ReportLine]:
    """What the import kept, changed or refused; ``only`` keeps one kind."""
    return [
        ReportLine(**line, words=REPORT_WORDS[line["kind"]], tag=REPORT_TAGS[line["kind"]])
        for line in questionnaire.import_report
        if only not in REPORT_WORDS or line["kind"] == only
    ]


def report_counts(questionnaire: Questionnaire) -> list[tuple[str, str, int]]:
    """How many of each."""
    kinds = [line["kind"] for line in questionnaire.import_report]
    return [(kind, words, kinds.count(kind)) for kind, words in REPORT_WORDS.items()]
