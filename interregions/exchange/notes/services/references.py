"""The laws, reports and earlier works a note rests on, and its annexes."""

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.notes import rules
from interregions.exchange.notes.choices import NoteReferenceKind
from interregions.exchange.notes.models import Note, NoteReference
from interregions.exchange.notes.queries import notes as queries
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.services import store_file
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.services import WRITERS


@transaction.atomic
def add_reference(
    *,
    note: Note,
    kind: str,
    title: str,
    dated_on: date | None = None,
    url: str = "",
    upload: File | None = None,
    by: Mandate,
) -> NoteReference:
    """Add a reference, with its date and where to read it, or an annex with its file."""
    check_mandate(by, roles=WRITERS)
    refuse_if(queries.gestures_on(note, by).to_change)
    if kind not in NoteReferenceKind.values:
        raise Refused("Choisissez la nature de cette référence.")
    refuse_if(
        rules.reasons_against_reference(
            kind=kind, title=title, dated_on=dated_on, today=timezone.localdate(), has_file=upload is not None
        )
    )
    stored = store_file(upload=upload, by=by, classification=Classification.PREPARATORY) if upload else None
    reference = NoteReference.objects.create(
        note=note, kind=kind, title=title.strip(), dated_on=dated_on, url=url.strip(), attachment=stored
    )
    record("notes.reference_added", queries.note_reference(note), by, cycle=str(note.cycle_id), kind=str(kind))
    return reference


@transaction.atomic
def remove_reference(*, reference: NoteReference, by: Mandate) -> None:
    """Take a reference out of the draft; signed versions keep it."""
    check_mandate(by, roles=WRITERS)
    note = reference.note
    refuse_if(queries.gestures_on(note, by).to_change)
    record("notes.reference_removed", queries.note_reference(note), by, cycle=str(note.cycle_id))
    reference.delete()
