"""What the pages of a response show: blocks with their progress, questions with their fields, the read-back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO

from django.urls import reverse

from interregions.common.errors import Stale
from interregions.exchange.surveys.answering.models import Delegation
from interregions.exchange.surveys.answering.queries.answers import Draft, SavedRow, fingerprint_of
from interregions.exchange.surveys.answering.queries.responses import (
    RESPONSE_KIND,
    Access,
    delegations_of,
    is_to_revise,
)
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.choices import AnswerSource, NamedTo
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, QuestionContent, VariableContent
from interregions.exchange.surveys.questionnaires.queries.shown import QuestionShown, RowShown
from interregions.exchange.surveys.questionnaires.rules import flow, promises, visibility
from interregions.exchange.surveys.questionnaires.rules.typed import EMPTY
from interregions.network.choices import College
from interregions.toolkit.approvals.prints import Part
from interregions.toolkit.approvals.queries import last_decision, outdated_words
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.files.queries import content_of

WITHOUT_REGIONS = " (sans les Régions tant que vous ne l’acceptez pas)"


@dataclass(frozen=True)
class BlockShown:
    """A block on the overview and at the side."""

    content: BlockContent
    url: str
    progress: flow.Progress
    holders: tuple[Delegation, ...] = ()
    is_current: bool = False
    asked: bool = True


@dataclass
class Typing:
    """What was just sent and not saved: shown back as it was typed."""

    values: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[int, list[str]] = field(default_factory=dict)
    stale: Mapping[int, Stale] = field(default_factory=dict)
    replaced: Mapping[int, str] = field(default_factory=dict)
    merged: Mapping[int, str] = field(default_factory=dict)


def asked_before(draft: Draft, access: Access) -> frozenset[int]:
    """The questions asked, as this person may know them: while it is a draft, what the organisation answered decides
    nothing in the pages of the animation, where a question that appears would say the answer to another."""
    if access.is_own or draft.response.status in visibility.GIVEN:
        return draft.asked()
    by_phone = {key: row.given for key, row in draft.rows.items() if row.source == AnswerSource.PHONE}
    return flow.questions_asked(draft.blocks, by_phone, draft.today)


def block_screen(
    draft: Draft, access: Access, block: BlockContent, asked: frozenset[int], typing: Typing | None = None
) -> list[QuestionShown]:
    """Every question of the block, hidden ones too, so that a condition can show them without a new page."""
    return [question_screen(draft, access, question, asked, typing or Typing()) for question in block.questions]


def question_screen(
    draft: Draft, access: Access, question: QuestionContent, asked: frozenset[int], typing: Typing
) -> QuestionShown:
    kept = [draft.rows[variable.id] for variable in question.variables if variable.id in draft.rows]
    circle = next((row.named_to for row in kept if row.named_to), "") or question.named_to
    stale = next((typing.stale[v.id] for v in question.variables if v.id in typing.stale), None)
    hidden_from_animation = not access.is_own and any(row.source != AnswerSource.PHONE for row in kept)
    return QuestionShown(
        content=question,
        rows=tuple(_row(draft, access, question, variable, typing) for variable in question.variables),
        # What was typed and not saved stays in sight, even if its question is no longer asked.
        shown=question.id in asked or any(v.id in typing.errors or v.id in typing.stale for v in question.variables),
        circle=circle,
        circles=_circles(access, question.named_to),
        readers=readers_words(access, circle),
        locked="L’organisme a répondu lui-même à cette question." if hidden_from_animation else "",
        notes=tuple(typing.replaced[v.id] for v in question.variables if typing.replaced.get(v.id)),
        saved=_saved_words(kept, access),
        save_url=reverse("surveys:save_answer", args=[access.response.pk, question.variables[0].id])
        if question.variables
        else "",
        theirs=stale.theirs if stale else "",
        stale_author=stale.author if stale else "",
    )


def readers_words(access: Access, circle: str) -> str:
    """Who will read an answer of this circle, after what the organisation chose for its whole response."""
    response, cycle = access.response, access.response.survey.cycle
    return promises.readers_of(
        circle,
        cycle.lead.short_name if cycle else "",
        by_epci=response.organisation.college == College.EPCI,
        agrees_to_regions=response.agrees_to_regions,
        unnamed=response.unnamed,
    )


def _circles(access: Access, asked: str) -> tuple[tuple[str, str], ...]:
    """The circles to choose from; an EPCI reads that Régions are in none of them until it agrees."""
    response = access.response
    withheld = response.organisation.college == College.EPCI and not response.agrees_to_regions
    return tuple(
        (name, NamedTo(name).label + (WITHOUT_REGIONS if withheld and name in visibility.READ_BY_LEAD else ""))
        for name in visibility.circles_from(asked)
    )


def _row(
    draft: Draft, access: Access, question: QuestionContent, variable: VariableContent, typing: Typing
) -> RowShown:
    row = draft.rows.get(variable.id)
    if row and not access.is_own and row.source != AnswerSource.PHONE:
        row = None
    given = row.given if row else EMPTY
    typed = question.kind.typed_again(given) if row else ()
    shown = RowShown(
        id=variable.id,
        label=variable.label,
        typed=typed,
        text=typed[-1] if typed else "",
        revision=row.revision if row else 0,
        fingerprint=fingerprint_of(given),
        file_name=given.file_name,
        file_url=reverse("surveys:answer_file", args=[access.response.pk, variable.id]) if given.file_id else "",
        errors=tuple(typing.errors.get(variable.id, ())),
    )
    if variable.id in typing.merged:
        return replace(shown, text=typing.merged[variable.id])
    if variable.id in typing.errors and variable.id in typing.values:
        values = typing.values[variable.id]
        return replace(shown, typed=values, text=values[-1] if values else "")
    return shown


def _saved_words(kept: Collection[SavedRow], access: Access) -> str:
    """Who answered and how, when it was not the person who reads."""
    if not kept:
        return ""
    last = max(kept, key=lambda row: row.at)
    if last.source == AnswerSource.PHONE:
        return "Saisie par l’animation au téléphone\u202f: corrigez-la si besoin." if access.is_own else ""
    if last.author and last.by_id != access.by.pk and access.is_own:
        return f"Répondu par {last.author}"
    return ""


def blocks_shown(
    draft: Draft, access: Access, asked: frozenset[int], holders: Collection[Delegation], current: int = 0
) -> list[BlockShown]:
    """The blocks this person may open, with how far each is."""
    response = access.response
    return [
        BlockShown(
            content=block,
            url=reverse("surveys:response_block", args=[response.pk, block.name]),
            progress=draft.progress(asked, [block]),
            holders=tuple(held for held in holders if held.block_id == block.id),
            is_current=block.id == current,
            asked=any(question.id in asked for question in block.questions),
        )
        for block in draft.blocks
        if access.may_open(block)
    ]


@dataclass(frozen=True)
class AnswerRead:
    """One question read back: its label and its answer in words."""

    label: str
    lines: tuple[tuple[str, str], ...]
    readers: str
    phone: bool
    missing: bool
    file_url: str = ""


@dataclass(frozen=True)
class BlockRead:
    title: str
    url: str
    answers: tuple[AnswerRead, ...]


def read_back(draft: Draft, access: Access, asked: frozenset[int]) -> list[BlockRead]:
    """All the answers that will be sent, in words; what is not asked does not appear."""
    return [
        BlockRead(
            title=block.title,
            url=reverse("surveys:response_block", args=[access.response.pk, block.name]),
            answers=tuple(
                _answer_read(draft, access, question) for question in block.questions if question.id in asked
            ),
        )
        for block in draft.blocks
        if any(question.id in asked for question in block.questions)
    ]


def _answer_read(draft: Draft, access: Access, question: QuestionContent) -> AnswerRead:
    rows = [(variable, draft.rows.get(variable.id)) for variable in question.variables]
    kept = [row for _, row in rows if row]
    circle = next((row.named_to for row in kept if row.named_to), "") or question.named_to
    has_file = bool(kept and kept[0].given.file_id)
    return AnswerRead(
        label=question.label,
        lines=tuple(
            (variable.label if len(rows) > 1 or question.kind.has_rows else "", in_words(question, row))
            for variable, row in rows
        ),
        readers=readers_words(access, circle),
        phone=any(row.source == AnswerSource.PHONE for row in kept),
        missing=question.required and not flow.is_answered(question, draft.givens),
        file_url=reverse("surveys:answer_file", args=[access.response.pk, rows[0][0].id]) if has_file else "",
    )


def in_words(question: QuestionContent, row: SavedRow | None) -> str:
    """The answer as it is read in French; empty when there is none."""
    return question.kind.words(question, row.given) if row else ""


def missing_labels(draft: Draft, asked: frozenset[int]) -> list[str]:
    """The expected answers that are not there."""
    return [
        question.label
        for block in draft.blocks
        for question in block.questions
        if question.id in asked and question.required and not flow.is_answered(question, draft.givens)
    ]


def parts_of(draft: Draft) -> list[Part]:
    """Each answer that is asked, whole: what a visa is given on."""
    asked = draft.asked()
    return [
        Part(str(variable.id), _part_label(question, variable.label), in_words(question, draft.rows.get(variable.id)))
        for block in draft.blocks
        for question in block.questions
        if question.id in asked
        for variable in question.variables
    ]


def _part_label(question: QuestionContent, row: str) -> str:
    return f"{question.label}, {row}" if len(question.variables) > 1 else question.label


def unfinished(draft: Draft, asked: frozenset[int], reader_id: int) -> list[str]:
    """What is still in the hands of colleagues of whoever reads, and a visa that says « à revoir » or was given on
    other answers, as sentences; a block that is not asked waits for nobody."""
    posed = {block.id for block in draft.blocks if any(question.id in asked for question in block.questions)}
    visa = last_decision(RESPONSE_KIND, draft.response.pk)
    told = []
    if visa is not None and is_to_revise(draft.response, visa):
        told = [answering.words_on_visa(name=visa.asked_of, words=visa.decision_words)]
    elif outdated := outdated_words(visa, parts_of(draft)):
        told = [outdated]
    return told + [
        answering.words_on_unfinished(name=held.member.full_name, title=held.block.title)
        for held in delegations_of(draft.response)
        if held.done_at is None and held.block_id in posed and held.member_id != reader_id
    ]


def only_by_phone(draft: Draft) -> bool:
    """Whether the animation entered every answer: it then may send them."""
    return bool(draft.rows) and all(row.source == AnswerSource.PHONE for row in draft.rows.values())


def last_saved(draft: Draft) -> datetime | None:
    """When anything was last written."""
    return draft.response.last_activity_at


def file_of(draft: Draft, access: Access, variable_id: int) -> tuple[StoredFile, BytesIO] | None:
    """The file of one answer, for whom may read it: the organisation's people, the animation once it is sent."""
    place, row = draft.place_of(variable_id), draft.rows.get(variable_id)
    if place is None or row is None or row.given.file_id is None or not access.may_open(place[0]):
        return None
    sent = draft.response.status in visibility.GIVEN and not draft.response.unnamed
    if not access.is_own and not (sent or row.source == AnswerSource.PHONE):
        return None
    file = StoredFile.objects.filter(pk=row.given.file_id, erased_at__isnull=True).first()
    return (file, BytesIO(content_of(file))) if file else None
