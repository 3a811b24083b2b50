"""Write a fact down. Nothing changes the journal, but forgetting a person's name."""

from typing import Any

from interregions.common.erasure import without_person
from interregions.common.references import Reference
from interregions.network.models import Mandate, Member
from interregions.toolkit.journal.models import Entry


def record(verb: str, of: Reference, by: Mandate | None, cycle: str = "", **details: Any) -> Entry:
    """Record that ``by`` did ``verb`` to ``of``. ``details`` are JSON without personal data."""
    return Entry.objects.create(
        verb=verb, about_kind=of.kind, about_id=of.id, about=of.as_json(), by=by, cycle=str(cycle), details=details
    )


def erase_member(member: Member) -> None:
    """Take the person's name and address out of the labels kept in the journal."""
    for entry in Entry.objects.all().iterator():
        about, details = without_person([entry.about, entry.details], member)
        if about != entry.about or details != entry.details:
            entry.about, entry.details = about, details
            entry.save(update_fields=["about", "details"])
