"""What a visa asks: that the person asked gives it. Who has no account here is reminded and has no card."""

from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from interregions.common.task_rows import task_row
from interregions.common.tasks import ANYBODY, TaskKind
from interregions.toolkit.approvals import task_words as words
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest


def _to_give() -> QuerySet[Any]:
    asker = Concat(
        "asked_by__member__given_name",
        Value(" "),
        "asked_by__member__family_name",
        Value(", "),
        "asked_by__organisation__short_name",
        output_field=TextField(),
    )
    label = Cast(KeyTextTransform("label", "about"), TextField())
    return task_row(
        ApprovalRequest.objects.filter(status=ApprovalStatus.WAITING),
        "approvals.give",
        role=ANYBODY,
        member="member_id",
        label=Coalesce(label, F("version"), output_field=CharField()),
        detail=asker,
        moment="asked_at",
    )


KINDS = (TaskKind("approvals.give", "approvals.visa", _to_give, words.give),)
