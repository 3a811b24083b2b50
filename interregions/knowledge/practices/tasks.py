"""What a practice that was caught asks: complete its sheet, publish it."""

from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from interregions.common.task_rows import task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.knowledge.practices import rules
from interregions.knowledge.practices import task_words as words
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.knowledge.practices.models import Practice


def _to_complete() -> QuerySet[Any]:
    sheet = JSONObject(status=F("status"), origin=F("origin"), **{part: F(part) for part in rules.PARTS})
    return task_row(
        Practice.objects.exclude(status=PracticeStatus.PUBLISHED),
        "practices.complete",
        organisation="organisation_id",
        role=ACTING,
        label=F("title"),
        detail=Cast(sheet, TextField()),
        moment="created_at",
    )


KINDS = (TaskKind("practices.complete", "practices.practice", _to_complete, words.complete),)
