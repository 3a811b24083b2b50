"""Notes: who sees them, what each may do, and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from interregions.common.blocks import Block
from interregions.common.references import Reference
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import is_lead
from interregions.exchange.notes import rules
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Note, NoteQuestion, NoteReference
from interregions.exchange.notes.parts import LEARN, SIGN_OFF
from interregions.exchange.notes.queries.content import NoteContent, content_of, state_of
from interregions.exchange.notes.queries.interviews import parts_left_in, takes_part
from interregions.exchange.notes.rules import questions_in
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.prepared import visible
from interregions.network.queries import is_facilitator, standing_of
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import last_decision, outdated_words, visas_of
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.files.queries import granted
from interregions.toolkit.publication.queries import opened_to
from interregions.toolkit.writing.queries import KIND as TEXT_KIND
from interregions.toolkit.writing.queries import (
    TextPage,
    rights_on,
    text_page,
    texts_visible_to,
    unanswered_comment_count,
    waiting_suggestion_count,
)

KIND = "notes.note"


@dataclass(frozen=True)
class NoteGestures:
    """Why this mandate may not do each gesture; empty when it may."""

    to_change: tuple[str, ...]
    to_sign: tuple[str, ...]
    to_ask_visa: tuple[str, ...]
    to_reopen: tuple[str, ...]
    to_open_comments: tuple[str, ...]


@dataclass(frozen=True)
class NotePage:
    """A note as one person meets it: ``page`` for whom it is granted, ``content`` (as signed) for the others."""

    note: Note
    page: TextPage | None
    content: NoteContent | None
    gestures: NoteGestures
    takes_part: bool
    signs: bool
    references: tuple[NoteReference, ...]
    already_known: tuple[Reference, ...]
    visas: tuple[ApprovalRequest, ...]
    open_to_comments: bool
    to_look_again: tuple[str, ...] = ()  # what is not finished, for who signs a draft
    read_when_open: str = rules.READ_WHEN_OPEN
    read_when_signed: str = rules.READ_WHEN_SIGNED

    @property
    def signed(self) -> bool:
        """Whether the note stands signed."""
        return self.note.status == NoteStatus.SIGNED_OFF


def note_reference(note: Note) -> Reference:
    """The note as other rooms store it."""
    return Reference(KIND, str(note.pk), f"Note d’opportunité\u202f: {note.cycle.theme.title}", note.get_absolute_url())


def notes_visible_to(member: Member | None) -> QuerySet[Note]:
    """All for the animation; for a Région those it leads; for the network those signed once, or open to comments; for
    pôles and partners those, signed, that the animation opened to them."""
    found = Note.objects.select_related(
        "text",
        "cycle__theme__call",
        "cycle__lead",
        "signed_off_by__member",
        "signed_off_by__organisation",
        "drafted_from",
    ).order_by("-created_at", "-id")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    mine = Q(cycle__lead__in=standing.organisation_ids)
    if not standing.takes_part:
        return found.filter(mine | Q(signed_version__isnull=False, pk__in=opened_to(standing, KIND)))
    return found.filter(mine | Q(signed_version__isnull=False) | Q(granted(member, TEXT_KIND, "text_id")))


def signed_notes() -> QuerySet[Note]:
    """Those that were signed once: what is read of them is the version signed last."""
    return Note.objects.filter(signed_version__isnull=False).select_related("cycle__theme")


_ONE = visible(notes_visible_to)


def note_visible_to(member: Member | None, note_id: int) -> Note | None:
    """One note, or None when it does not exist for this member."""
    return _ONE.one(member, pk=note_id)


def note_of(cycle: Cycle) -> Note | None:
    """The note of a cycle; the caller checks who reads it."""
    return Note.objects.filter(cycle=cycle).select_related("text", "cycle__theme", "cycle__lead").first()


def questions_of(cycle: Cycle) -> list[tuple[str, Reference]]:
    """What the note wants to learn, each with where it comes from: a questionnaire starts from them."""
    asked = NoteQuestion.objects.filter(note__cycle=cycle).select_related("note")
    return [
        (
            one.words,
            Reference(
                "notes.notequestion",
                str(one.pk),
                f"Note d’opportunité, question {one.position}",
                one.note.get_absolute_url(),
            ),
        )
        for one in asked
    ]


def question_count(note: Note) -> int:
    """How many questions the part « Ce que l'on veut apprendre » holds now."""
    blocks = note.text.sections.filter(key=LEARN).values_list("blocks", flat=True).first()
    return len(questions_in(blocks or []))


def is_open_to_comments(note: Note) -> bool:
    """Whether the other Régions may comment on the draft."""
    return Grant.objects.filter(object_kind=TEXT_KIND, object_id=str(note.text_id), right=Right.COMMENT).exists()


def gestures_on(
    note: Note,
    mandate: Mandate | None,
    *,
    questions: int | None = None,
    visas: Sequence[ApprovalRequest] | None = None,
    opened: bool | None = None,
) -> NoteGestures:
    """Every gesture on a note and why this mandate may not do it; what the caller has read is not read again."""
    cycle = note.cycle
    asked = visas_of(KIND, note.pk) if visas is None else visas
    waiting = next((visa.asked_of for visa in asked if visa.status == ApprovalStatus.WAITING), "")
    part, lead = takes_part(cycle, mandate), is_lead(cycle, mandate)
    referent = mandate is not None and mandate.role == Role.REFERENT
    writes = part and mandate is not None and mandate.role != Role.READER
    signed = note.status == NoteStatus.SIGNED_OFF
    change = tuple(rules.reasons_not_to_change(takes_part=writes, signed=signed))
    return NoteGestures(
        to_change=change,
        to_sign=tuple(
            rules.reasons_not_to_sign_off(
                is_lead=lead,
                is_referent=referent,
                lead=cycle.lead.short_name,
                signed=signed,
                questions=question_count(note) if questions is None else questions,
                visa_waiting_of=waiting,
            )
        ),
        to_ask_visa=change,
        to_reopen=tuple(
            rules.reasons_not_to_reopen(
                is_facilitator=is_facilitator(mandate),
                is_lead_referent=lead and referent,
                signed=signed,
                closed=cycle.stage == Stage.CLOSED,
            )
        ),
        to_open_comments=tuple(
            rules.reasons_not_to_open_comments(
                takes_part=writes, signed=signed, opened=is_open_to_comments(note) if opened is None else opened
            )
        ),
    )


def note_page(*, note: Note, mandate: Mandate | None, questions_url: str) -> NotePage:
    """The page of a note: the text with its comments for whom it is granted, the signed edition for the others."""
    right = rights_on(note.text, mandate)
    page = text_page(text=note.text, mandate=mandate, next_url=note.get_absolute_url()) if right else None
    content = None if right else content_of(note, live=False)
    part = takes_part(note.cycle, mandate)
    visas = visas_of(KIND, note.pk) if part else []
    opened = is_open_to_comments(note)
    questions = None
    if page is not None:
        signature = [{"type": "paragraph", "text": state_of(note)}] if note.status == NoteStatus.SIGNED_OFF else []
        left = parts_left_in(note.drafted_from) if page.may_write else []
        parts = [_with_questions_page(_with_signature(one, signature), questions_url) for one in page.parts]
        parts = [replace(one, told=rules.words_on_what_stays(left.count(one.section.key))) for one in parts]
        page = replace(page, parts=tuple(parts))
        questions = sum(len(questions_in(one.section.blocks)) for one in parts if one.section.key == LEARN)
    signs = mandate is not None and is_lead(note.cycle, mandate) and mandate.role == Role.REFERENT
    references = note.references.select_related("attachment") if right else NoteReference.objects.none()
    return NotePage(
        note=note,
        page=page,
        content=content,
        gestures=gestures_on(note, mandate, questions=questions, visas=visas if part else None, opened=opened),
        takes_part=part,
        signs=signs,
        references=tuple(references),
        already_known=tuple(
            found for one in note.already_known if (found := Reference.from_json(one)) is not None and right
        ),
        visas=tuple(visas),
        open_to_comments=opened,
        to_look_again=tuple(to_look_again_in(note)) if signs and note.status == NoteStatus.DRAFT else (),
    )


def visa_giver(note: Note, mandate: Mandate | None) -> str:
    """Where the person asked for a visa is, in the words of whoever asks it."""
    return rules.words_on_visa_giver(is_lead=is_lead(note.cycle, mandate), lead=note.cycle.lead.short_name)


def changed_since(note: Note, moment: datetime) -> bool:
    """Whether a part of the note was saved after this moment."""
    return note.text.sections.filter(changed_at__gt=moment).exists()


def is_to_revise(note: Note, visa: ApprovalRequest | None) -> bool:
    """Whether this decision says « à revoir », and on this draft: one given before a signature is past."""
    if visa is None or visa.status != ApprovalStatus.TO_REVISE or visa.decided_at is None:
        return False
    return note.signed_off_at is None or visa.decided_at > note.signed_off_at


def _visa_to_revise(note: Note) -> str:
    visa = last_decision(KIND, note.pk)
    if visa is None or visa.decided_at is None or not is_to_revise(note, visa):
        return outdated_words(visa)
    return rules.words_on_visa_to_revise(
        name=visa.asked_of, words=visa.decision_words, changed=changed_since(note, visa.decided_at)
    )


def to_look_again_in(note: Note) -> list[str]:
    """What asks for another look at a draft: a visa that says « à revoir », its empty parts, the comments nobody
    answered, the proposals nobody read.

    The last part may stay empty: the signature adds itself to it.
    """
    parts = note.text.sections.exclude(key=SIGN_OFF).values_list("title", "blocks")
    return rules.reasons_to_look_again(
        empty=[title for title, blocks in parts if not blocks],
        comments=unanswered_comment_count(note.text),
        suggestions=waiting_suggestion_count(note.text),
        visa=_visa_to_revise(note),
    )


def _with_questions_page(part: Any, url: str) -> Any:
    """The questions have a page of their own, where one writes one per line."""
    return replace(part, write_url=url) if part.section.key == LEARN else part


def _with_signature(part: Any, signature: list[Block]) -> Any:
    """Once signed, the last part holds the signature under its words."""
    return replace(part, after=signature) if part.section.key == SIGN_OFF and signature else part


def questions_to_write(note: Note, mandate: Mandate | None) -> dict[str, Any] | None:
    """The questions as they are typed, with their revision; None for whom the note is not given to write."""
    if not takes_part(note.cycle, mandate):
        return None
    section = note.text.sections.filter(key=LEARN).first()
    blocks = section.blocks if section else []
    return {"text": "\n".join(questions_in(blocks)), "revision": section.revision if section else 0}


def reference_visible_to(member: Member | None, note_id: int, reference_id: int) -> NoteReference | None:
    """A reference of a note this member reads; its file goes with it, but not to those to whom the note was opened."""
    note = note_visible_to(member, note_id)
    if note is None or not standing_of(member).takes_part:
        return None
    if note.status != NoteStatus.SIGNED_OFF and not texts_visible_to(member).filter(pk=note.text_id).exists():
        return None
    return note.references.select_related("attachment").filter(pk=reference_id).first()
