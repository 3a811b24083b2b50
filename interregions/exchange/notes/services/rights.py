"""The grants on a note's text: the host and the responsible region write; the Régions comment while it is open."""

from django.db import transaction

from interregions.exchange.notes.models import Note
from interregions.network.models import Organisation
from interregions.network.queries import facilitators, regions
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.files.queries import grants_on
from interregions.toolkit.files.services import grant, withdraw
from interregions.toolkit.writing.queries import KIND as TEXT_KIND


def writers_of(note: Note) -> set[int]:
    """The organisations that write a note: those of the animation, and the responsible region."""
    animation = set(facilitators().values_list("organisation_id", flat=True))
    return animation | {note.cycle.lead_id}


@transaction.atomic
def align_rights(note: Note) -> None:
    """Give the text to who writes it now, and take it from who did before (another lead)."""
    wanted = writers_of(note)
    edit = grants_on(TEXT_KIND, note.text_id).filter(right=Right.EDIT, organisation__isnull=False)
    for given in edit:
        if given.organisation_id not in wanted and given.organisation is not None:
            withdraw(TEXT_KIND, note.text_id, organisation=given.organisation)
    held = {given.organisation_id for given in edit}
    for organisation in Organisation.objects.filter(pk__in=wanted - held):
        grant(TEXT_KIND, note.text_id, Right.EDIT, organisation=organisation)


def let_regions_comment(note: Note) -> int:
    """Let the other Régions comment; how many."""
    others = [region for region in regions() if region.pk not in writers_of(note)]
    for region in others:
        grant(TEXT_KIND, note.text_id, Right.COMMENT, organisation=region)
    return len(others)


def stop_comments(note: Note) -> None:
    """Take the right to comment back."""
    Grant.objects.filter(object_kind=TEXT_KIND, object_id=str(note.text_id), right=Right.COMMENT).delete()
