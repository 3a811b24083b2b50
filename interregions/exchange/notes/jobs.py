"""What the clock does: a cycle given to another Région gives it the note too."""

from interregions.exchange.cycles.choices import Stage
from interregions.exchange.notes.models import Note
from interregions.exchange.notes.services.rights import align_rights, writers_of
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.writing.queries import KIND as TEXT_KIND


def align_all_rights() -> int:
    """Give each running note to those who write it now; the number that changed. Twice changes nothing more."""
    notes = list(Note.objects.exclude(cycle__stage=Stage.CLOSED).select_related("cycle"))
    given: dict[str, set[int]] = {str(note.text_id): set() for note in notes}
    held = Grant.objects.filter(object_kind=TEXT_KIND, object_id__in=list(given), right=Right.EDIT)
    for text, organisation in held.values_list("object_id", "organisation_id"):
        if organisation:
            given[text].add(organisation)
    changed = 0
    for note in notes:
        if given[str(note.text_id)] != writers_of(note):
            align_rights(note)
            changed += 1
    return changed
