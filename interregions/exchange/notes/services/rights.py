"""The grants on a note's text: the responsible region writes, the Régions comment while it is open to them.

The animation writes by its role, without a grant.
"""

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.models import Note
from interregions.exchange.notes.queries.notes import is_open_to_comments, note_of
from interregions.network.queries import regions
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.queries import grants_on
from interregions.toolkit.files.services import grant
from interregions.toolkit.writing.queries import KIND as TEXT_KIND


def follow_lead(*, cycle: Cycle) -> None:
    """Give the cycle's note to the Région responsible now; the one before is left what the other Régions have."""
    note = note_of(cycle)
    if note is None:
        return
    before = grants_on(TEXT_KIND, note.text_id).filter(right=Right.EDIT).exclude(organisation=cycle.lead_id)
    if is_open_to_comments(note):
        before.update(right=Right.COMMENT)
    else:
        before.delete()
    grant(TEXT_KIND, note.text_id, Right.EDIT, organisation=cycle.lead)


def let_regions_comment(note: Note) -> int:
    """Let the other Régions comment; how many."""
    others = regions().exclude(pk=note.cycle.lead_id)
    for region in others:
        grant(TEXT_KIND, note.text_id, Right.COMMENT, organisation=region)
    return len(others)


def stop_comments(note: Note) -> None:
    """Take the right to comment back."""
    grants_on(TEXT_KIND, note.text_id).filter(right=Right.COMMENT).delete()
