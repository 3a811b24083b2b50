"""Forget a person in what was written of priorities and of what comes next."""

from interregions.common.erasure import without_person
from interregions.knowledge.observatory.priorities.models import NextStep, Priority
from interregions.network.models import Member


def erase_member(member: Member) -> None:
    """Take the name out of the words; who wrote them is a mandate, which the network forgets."""
    for priority in Priority.objects.iterator():
        _rewrite(priority, member, "title", "text", "source", "contested_words")
    for step in NextStep.objects.iterator():
        _rewrite(step, member, "words")


def _rewrite(row: Priority | NextStep, member: Member, *fields: str) -> None:
    changed = [field for field in fields if without_person(getattr(row, field), member) != getattr(row, field)]
    for field in changed:
        setattr(row, field, without_person(getattr(row, field), member))
    if changed:
        row.save(update_fields=changed)
