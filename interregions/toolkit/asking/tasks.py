"""What is asked: one's answer, from the day of the question on."""

from typing import Any

from django.db.models import F, QuerySet

from interregions.common.task_rows import task_row
from interregions.common.tasks import ACTING, ANYBODY, TaskKind
from interregions.toolkit.asking import task_words as words
from interregions.toolkit.asking.models import Ask


def _of_organisations() -> QuerySet[Any]:
    put = Ask.objects.filter(next_on__isnull=False, mandate=None)
    return task_row(
        put, "asking.answer", organisation="organisation_id", role=ACTING, opens_on="next_on", label=F("question"),
        detail=F("why"), moment="asked_at",
    )  # fmt: skip


def _of_people() -> QuerySet[Any]:
    put = Ask.objects.filter(next_on__isnull=False, mandate__isnull=False)
    return task_row(
        put, "asking.answer_oneself", organisation="organisation_id", role=ANYBODY, member="mandate__member_id",
        opens_on="next_on", label=F("question"), detail=F("why"), moment="asked_at",
    )  # fmt: skip


KINDS = (
    TaskKind("asking.answer", "asking.ask", _of_organisations, words.answer),
    TaskKind("asking.answer_oneself", "asking.ask", _of_people, words.answer),
)
