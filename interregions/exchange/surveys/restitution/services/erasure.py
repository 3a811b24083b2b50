"""Forgetting a person: the name and the address leave every text of the room; the organisation's answers stay."""

from typing import Any

from django.db import models, transaction

from interregions.common.erasure import without_person
from interregions.exchange.surveys.answering.models import Answer, AnswerRevision, Delegation, Response, Survey
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.questionnaires.models import Block, Option, Question, Questionnaire, Variable
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem, Verbatim
from interregions.exchange.surveys.restitution.services.drawings import forget_drawings
from interregions.network.models import Member

# Plain texts are searched by the database: an answer table may be long.
TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Answer, ("text",)),
    (Block, ("title", "help")),
    (Contact, ("words",)),
    (Delegation, ("words",)),
    (Option, ("label",)),
    (Question, ("label", "help", "constraint_message")),
    (Questionnaire, ("title", "introduction")),
    (Reminder, ("words",)),
    (Response, ("reopened_reason", "reopening_reason", "reopening_declined")),
    (Restitution, ("reason",)),
    (RestitutionItem, ("commentary", "finding")),
    (Survey, ("title",)),
    (Variable, ("label",)),
    (Verbatim, ("text",)),
)
JSON: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (AnswerRevision, ("value",)),
    (Question, ("origin",)),
    (Questionnaire, ("origin", "import_report")),
    (Restitution, ("summary",)),
    (RestitutionItem, ("figure",)),
)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person's name and address out of every text, and what was handed to them with words."""
    Delegation.objects.filter(member=member).update(words="")
    # All of them: no database finds a name as people write it.
    for model, fields in (*TEXTS, *JSON):
        _clean(model._default_manager.all(), fields, member)
    forget_drawings()


def _clean(rows: models.QuerySet[Any], fields: tuple[str, ...], member: Member) -> None:
    for row in rows.iterator():
        before: list[Any] = [getattr(row, field) for field in fields]
        after = without_person(before, member)
        if before != after:
            rows.model._default_manager.filter(pk=row.pk).update(**dict(zip(fields, after, strict=True)))
