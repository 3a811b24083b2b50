"""Recording an interview: when, who, what was said question by question, a pasted text or a Word file."""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, Stale, refuse_if
from interregions.common.rows import held_row
from interregions.common.seen import reasons_if_changed
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes import notifications, rules
from interregions.exchange.notes.models import Interview, InterviewAnswer
from interregions.exchange.notes.parts import TITLES, Said
from interregions.exchange.notes.queries import interviews as queries
from interregions.exchange.notes.queries.interviews import takes_part
from interregions.exchange.notes.word_files import OLD_WORD, text_of_other, text_of_word
from interregions.network.models import Mandate
from interregions.network.queries import is_facilitator
from interregions.network.services import check_mandate
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.files.queries import content_of
from interregions.toolkit.files.services import store_file
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.services import WRITERS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PLAIN = "text/plain"


@transaction.atomic
def record_interview(
    *,
    cycle: Cycle,
    held_on: date,
    people: str,
    answers: Sequence[tuple[str, str, str] | tuple[str, str, str, bool]] = (),
    pasted_text: str = "",
    upload: File | None = None,
    by: Mandate,
) -> Interview:
    """Record an interview, begun or finished; ``answers`` are ``(question, part it feeds, notes, stays)``."""
    check_mandate(by, roles=WRITERS)
    closed = cycle.stage == Stage.CLOSED
    refuse_if(
        rules.reasons_not_to_record_interview(is_facilitator=is_facilitator(by), closed=closed)
        or rules.reasons_against_interview(held_on=held_on, today=timezone.localdate(), people=people)
    )
    attachment, words = _bring(upload, by)
    interview = Interview.objects.create(
        cycle=cycle,
        held_on=held_on,
        people=people.strip(),
        pasted_text=pasted_text.strip(),
        attachment=attachment,
        attachment_text=words,
        recorded_by=by,
    )
    InterviewAnswer.objects.bulk_create(
        InterviewAnswer(
            interview=interview,
            position=position,
            question=said.question.strip(),
            feeds=said.feeds if said.feeds in TITLES else "",
            words=said.words.strip(),
            stays_in_interview=said.stays,
        )
        for position, said in enumerate((Said(*one) for one in answers), start=1)
    )
    record("notes.interview_recorded", queries.interview_reference(interview), by, cycle=str(cycle.pk))
    notifications.tell_interview_recorded(interview)
    return interview


@transaction.atomic
def change_interview(
    *,
    interview: Interview,
    held_on: date,
    people: str,
    pasted_text: str = "",
    upload: File | None = None,
    seen: str = "",
    by: Mandate,
) -> Interview:
    """Correct the date and the people, paste a text, join the Word file afterwards."""
    _check(interview, by)
    refuse_if(rules.reasons_against_interview(held_on=held_on, today=timezone.localdate(), people=people))
    interview = held_row(Interview.objects.select_related("cycle"), interview.pk)
    standing = (interview.held_on, interview.people, interview.pasted_text)
    sent = (held_on, people.strip(), pasted_text.strip())
    refuse_if(reasons_if_changed(seen=seen, standing=standing, sent=sent))
    interview.held_on, interview.people, interview.pasted_text = sent
    if upload is not None:
        interview.attachment, interview.attachment_text = _bring(upload, by)
    interview.save()
    record("notes.interview_changed", queries.interview_reference(interview), by, cycle=str(interview.cycle_id))
    return interview


@transaction.atomic
def save_answer(*, answer: InterviewAnswer, words: str, revision: int, by: Mandate) -> InterviewAnswer:
    """Save what was noted under one question; the second of two people on the same one sees both versions."""
    _check(answer.interview, by)
    answer = InterviewAnswer.objects.select_for_update().get(pk=answer.pk)
    clean = words.replace("\r\n", "\n").strip()
    if clean == answer.words:
        return answer
    if answer.revision != revision:
        author = answer.changed_by.member.full_name if answer.changed_by else "une autre personne"
        raise Stale(mine=clean, theirs=answer.words, author=author, revision=answer.revision)
    answer.words, answer.revision, answer.changed_by = clean, answer.revision + 1, by
    answer.save(update_fields=["words", "revision", "changed_by"])
    return answer


def _check(interview: Interview, by: Mandate) -> None:
    check_mandate(by, roles=WRITERS)
    cycle = interview.cycle
    closed = cycle.stage == Stage.CLOSED
    refuse_if(rules.reasons_not_to_note_answers(takes_part=takes_part(cycle, by), closed=closed))


def _bring(upload: File | None, by: Mandate) -> tuple[StoredFile | None, str]:
    """The file as it is kept, and its words when it is a Word or a plain text."""
    if upload is None:
        return None, ""
    if str(upload.name).lower().endswith(".doc") and upload.read(8) == OLD_WORD:
        upload.seek(0)
        # Read, not kept: what may hide in such a file is not looked for, and nobody downloads it.
        return None, text_of_other(upload.read(), ".doc")
    upload.seek(0)
    stored = store_file(upload=upload, by=by, classification=Classification.PREPARATORY)
    if stored.media_type == WORD:
        return stored, text_of_word(content_of(stored))
    if stored.media_type == OPEN_TEXT:
        return stored, text_of_other(content_of(stored), ".odt")
    if stored.media_type == PLAIN:
        return stored, content_of(stored).decode("utf-8", "replace").replace("\x00", "").strip()[:200_000]
    raise Refused(
        "Joignez le compte rendu de l’interview en Word (.docx ou .doc), en OpenDocument (.odt) ou en texte\u202f: "
        "ses mots sont lus pour la note. Un autre document se joint à la note, comme annexe."
    )
