"""The lines of this room on the thread of a cycle, as far as a member may see."""

from django.db.models import QuerySet

from interregions.common.ports import ThreadLine
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.queries.interviews import (
    interview_reference,
    interviews_visible_to,
)
from interregions.exchange.notes.queries.notes import (
    note_reference,
    notes_visible_to,
)
from interregions.exchange.themes.queries.themes import theme_reference
from interregions.network.models import Member
from interregions.network.prepared import PreparedFor


def _spoken(member: Member | None, cycle: int) -> QuerySet[Interview]:
    read = interviews_visible_to(member).select_related(None).only("held_on", "recorded_at")
    return read.filter(cycle=cycle)


def _written(member: Member | None, cycle: int) -> QuerySet[Note]:
    read = notes_visible_to(member).select_related(None).filter(cycle=cycle)
    return read.only("status", "drafted_from", "signed_off_at", "created_at", "cycle")


_SPOKEN = PreparedFor(_spoken)
_WRITTEN = PreparedFor(_written)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The interviews and the note of a cycle, as far as this member reads them."""
    interviews = _SPOKEN.read(member, cycle=cycle.pk)
    note = _WRITTEN.one(member, cycle=cycle.pk)
    if note is not None:
        note.cycle = cycle
    lines = []
    for interview in interviews:
        gave = note is not None and note.drafted_from_id == interview.pk
        lines.append(
            ThreadLine(
                label=str(interview),
                state="A donné la note" if gave else "Enregistrée",
                url=interview.get_absolute_url(),
                at=interview.recorded_at,
                origins=(theme_reference(cycle.theme),),
                outcomes=(note_reference(note),) if note is not None and gave else (),
            )
        )
    if note is not None:
        sources = [one for one in interviews if one.pk == note.drafted_from_id]
        lines.append(
            ThreadLine(
                label="Note d’opportunité",
                state=str(NoteStatus(note.status).label),
                url=note.get_absolute_url(),
                at=note.signed_off_at or note.created_at,
                origins=tuple(interview_reference(one) for one in sources),
            )
        )
    return lines
