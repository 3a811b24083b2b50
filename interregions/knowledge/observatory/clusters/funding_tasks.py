"""What conventions and published lists ask: a document to send, to receive; lines to decide."""

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.knowledge.observatory.clusters import funding_task_words as words
from interregions.knowledge.observatory.clusters.models import DueDocument, PublishedLine
from interregions.network.models import Organisation
from interregions.toolkit.sources.choices import SourceState


def _to_send() -> QuerySet[Any]:
    return task_row(
        DueDocument.objects.filter(received_on=None, sent_on=None),
        "observatory.document_to_send",
        organisation="convention__cluster__organisation_id",
        role=ACTING,
        opens_on="asked_from",
        due="due_on",
        label=F("name"),
        detail=F("funder__organisation__short_name"),
        a="convention_id",
    )


def _to_receive() -> QuerySet[Any]:
    """From the day it is said to be gone, or from the day it is due."""
    return task_row(
        DueDocument.objects.filter(received_on=None),
        "observatory.document_to_receive",
        organisation="funder__organisation_id",
        role=ACTING,
        opens_on=Coalesce("sent_on", "due_on"),
        due="due_on",
        label=F("name"),
        detail=F("convention__cluster__organisation__short_name"),
        a="convention_id",
        b=Case(When(sent_on__isnull=False, then=1), default=0, output_field=IntegerField()),
    )


def _lines_to_decide() -> QuerySet[Any]:
    waiting = PublishedLine.objects.filter(state=SourceState.PROPOSED)
    return task_row(
        Organisation.objects.filter(pk__in=waiting.order_by().values("holder")),
        "observatory.published_lines",
        organisation="pk",
        role=ACTING,
        label=F("short_name"),
        a=number_of(waiting.filter(holder=OuterRef("pk")), "holder"),
    )


KINDS = (
    TaskKind("observatory.document_to_send", "observatory.duedocument", _to_send, words.to_send),
    TaskKind("observatory.document_to_receive", "observatory.duedocument", _to_receive, words.to_receive),
    TaskKind("observatory.published_lines", "network.organisation", _lines_to_decide, words.lines_to_decide),
)
