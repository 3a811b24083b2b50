"""The visa, the signature of the responsible region, and opening a signed note again."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.exchange.notes import notifications, rules
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Note
from interregions.exchange.notes.queries import content, notes
from interregions.exchange.notes.services.notes import align_questions
from interregions.exchange.notes.services.rights import stop_comments
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.services import ask_for_visa
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.services import WRITERS, freeze_text, keep_version, unfreeze_text


def _locked(note: Note) -> Note:
    return held_row(Note.objects.select_related("text", "cycle__theme", "cycle__lead"), note.pk)


@transaction.atomic
def ask_note_visa(*, note: Note, name: str, email: str, words: str, by: Mandate) -> ApprovalRequest:
    """Ask a person of the Région to agree before the signature; the version that is read is kept."""
    check_mandate(by, roles=WRITERS)
    note = _locked(note)
    refuse_if(notes.gestures_on(note, by).to_ask_visa)
    label = f"Présentée au visa de {name.strip()}"
    version = keep_version(text=note.text, label=label, by=by, extra=content.extra_parts(note))
    return ask_for_visa(
        of=notes.note_reference(note),
        version=f"Version {version.number}",
        words=words,
        by=by,
        name=name,
        email=email,
        content=content.visa_blocks(note),
    )


def visa_decided(approval: ApprovalRequest) -> None:
    """Called in the transaction of the decision: the referents learn that they may sign."""
    note = Note.objects.select_related("text", "cycle__theme", "cycle__lead").filter(pk=int(approval.about_id)).first()
    if note is None or approval.status == ApprovalStatus.WITHDRAWN:
        return
    agreed = approval.status == ApprovalStatus.AGREED
    record("notes.visa_decided", notes.note_reference(note), None, cycle=str(note.cycle_id), agreed=agreed)
    if agreed:
        asker = approval.asked_by.member_id if approval.asked_by else None
        notifications.tell_visa_agreed(note, visa=approval.pk, asked_of=approval.asked_of, besides=asker)


@transaction.atomic
def sign_off_note(*, note: Note, by: Mandate) -> Note:
    """A referent of the responsible region signs: the version is kept and the text frozen."""
    check_mandate(by, roles=WRITERS)
    note = _locked(note)
    refuse_if(notes.gestures_on(note, by).to_sign)
    questions = align_questions(note)
    label = f"Signée par {note.cycle.lead.short_name}"
    version = keep_version(text=note.text, label=label, by=by, extra=content.extra_parts(note))
    freeze_text(text=note.text, by=by)
    stop_comments(note)
    note.status = NoteStatus.SIGNED_OFF
    note.signed_off_by, note.signed_off_at, note.signed_version = by, timezone.now(), version.number
    note.save(update_fields=["status", "signed_off_by", "signed_off_at", "signed_version"])
    of = notes.note_reference(note)
    record("notes.signed_off", of, by, cycle=str(note.cycle_id), version=version.number, questions=len(questions))
    notifications.tell_note_signed(note)
    return note


@transaction.atomic
def reopen_note(*, note: Note, reason: str, by: Mandate) -> Note:
    """Open a signed note again, with a reason; the others go on reading the signed version until the next one."""
    check_mandate(by, roles=WRITERS)
    note = _locked(note)
    refuse_if(notes.gestures_on(note, by).to_reopen or rules.reasons_against_reason(reason))
    unfreeze_text(text=note.text, reason=reason, by=by)
    note.status = NoteStatus.DRAFT
    note.save(update_fields=["status"])
    record("notes.reopened", notes.note_reference(note), by, cycle=str(note.cycle_id), reason=reason.strip())
    notifications.tell_note_reopened(note, reason=reason.strip(), by=by)
    return note
