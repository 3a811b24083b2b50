"""Forgetting a person: the name and the address leave every free text; what was said stays."""

from django.db import transaction

from interregions.common.erasure import without_person
from interregions.exchange.notes.models import Interview, InterviewAnswer, Note, NoteQuestion, NoteReference
from interregions.network.models import Member

FREE_TEXTS: tuple[tuple[type, list[str]], ...] = (
    (Interview, ["people", "pasted_text", "attachment_text"]),
    (InterviewAnswer, ["question", "words"]),
    (Note, ["already_known"]),
    (NoteQuestion, ["words"]),
    (NoteReference, ["title", "url"]),
)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the interviews and of the notes; ``writing`` does the same for the texts."""
    for model, names in FREE_TEXTS:
        for row in model.objects.all().iterator():  # type: ignore[attr-defined]
            before = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if before == after:
                continue
            for name, value in zip(names, after, strict=True):
                setattr(row, name, value)
            row.save(update_fields=names)
