"""Drafting the note, its questions, and opening it to the comments of the Régions."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes import notifications, rules
from interregions.exchange.notes.drafting import drafted_sections
from interregions.exchange.notes.models import Interview, Note, NoteQuestion
from interregions.exchange.notes.parts import LEARN
from interregions.exchange.notes.queries import content, notes
from interregions.exchange.notes.queries.interviews import takes_part
from interregions.exchange.notes.services.rights import follow_lead, let_regions_comment, stop_comments
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.models import Section
from interregions.toolkit.writing.services import WRITERS, create_text, keep_version, save_section


@transaction.atomic
def draft_note(*, cycle: Cycle, interview: Interview, already_known: Sequence[Reference] = (), by: Mandate) -> Note:
    """Draft the note in its twelve parts from the interview, the theme and what the network knows already."""
    check_mandate(by, roles=WRITERS)
    cycle = held_row(Cycle.objects.select_related("theme", "lead"), cycle.pk)
    spoken = interview.pasted_text or interview.attachment_text or interview.answers.exclude(words="").exists()
    refuse_if(
        rules.reasons_not_to_draft(
            takes_part=takes_part(cycle, by),
            closed=cycle.stage == Stage.CLOSED,
            has_note=Note.objects.filter(cycle=cycle).exists(),
            says_something=bool(spoken) and interview.cycle_id == cycle.pk,
        )
    )
    sections = drafted_sections(
        cycle=cycle, interview=interview, already_known=already_known, today=timezone.localdate()
    )
    text = create_text(title=f"Note d’opportunité\u202f: {cycle.theme.title}", sections=sections, by=by)
    note = Note.objects.create(
        cycle=cycle, text=text, drafted_from=interview, already_known=[one.as_json() for one in already_known]
    )
    follow_lead(cycle=cycle)
    align_questions(note)
    keep_version(text=text, label="Premier jet, tiré de l’interview", by=by, extra=content.extra_parts(note))
    record("notes.note_drafted", notes.note_reference(note), by, cycle=str(cycle.pk), interview=interview.pk)
    notifications.tell_note_drafted(note, by=by)
    return note


@transaction.atomic
def set_questions(*, note: Note, questions: Sequence[str], revision: int, by: Mandate) -> list[NoteQuestion]:
    """Write what the note wants to learn; the second of two people doing it sees both versions."""
    check_mandate(by, roles=WRITERS)
    kept = [question.strip() for question in questions if question.strip()]
    refuse_if(notes.gestures_on(note, by).to_change or rules.reasons_not_to_set_questions(kept))
    section = Section.objects.get(text=note.text_id, key=LEARN)
    save_section(section=section, blocks=rules.questions_block(kept), revision=revision, by=by)
    record("notes.questions_set", notes.note_reference(note), by, cycle=str(note.cycle_id), number=len(kept))
    return align_questions(note)


def align_questions(note: Note) -> list[NoteQuestion]:
    """Copy the questions of the text into rows; a question whose words stay keeps its row, so its references hold."""
    blocks = Section.objects.filter(text=note.text_id, key=LEARN).values_list("blocks", flat=True).first()
    words = [question[: rules.LONGEST_QUESTION] for question in rules.questions_in(blocks or [])]
    before = {one.words: one for one in note.questions.all()}
    spare = [one for one in note.questions.all() if one.words not in words]
    for position, question in enumerate(words, start=1):
        row = before.get(question) or (spare.pop(0) if spare else NoteQuestion(note=note))
        row.words, row.position = question, position
        row.save()
    NoteQuestion.objects.filter(pk__in=[one.pk for one in spare]).delete()
    return list(note.questions.order_by("position", "id"))


@transaction.atomic
def open_to_comments(*, note: Note, by: Mandate) -> int:
    """Let the other Régions read the draft and comment on it, until it is signed; how many of them."""
    check_mandate(by, roles=WRITERS)
    note = held_row(Note.objects.select_related("text", "cycle__theme", "cycle__lead"), note.pk)
    refuse_if(notes.gestures_on(note, by).to_open_comments)
    number = let_regions_comment(note)
    record("notes.opened_to_comments", notes.note_reference(note), by, cycle=str(note.cycle_id), regions=number)
    notifications.tell_open_to_comments(note)
    return number


@transaction.atomic
def close_comments(*, note: Note, by: Mandate) -> None:
    """The draft is read again by those who write it alone; what was said stays."""
    check_mandate(by, roles=WRITERS)
    refuse_if(notes.gestures_on(note, by).to_change)
    stop_comments(note)
    record("notes.comments_closed", notes.note_reference(note), by, cycle=str(note.cycle_id))
