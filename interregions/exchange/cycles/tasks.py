"""What is asked before a cycle: open it."""

from typing import Any

from django.db.models import F, QuerySet

from interregions.common.task_rows import task_row
from interregions.common.tasks import TaskKind
from interregions.exchange.cycles import task_words as words
from interregions.exchange.cycles.queries import themes_without_cycle


def _to_open() -> QuerySet[Any]:
    return task_row(themes_without_cycle(), "cycles.open", animation=True, label=F("title"), detail=F("call__season"))


KINDS = (TaskKind("cycles.open", "themes.theme", _to_open, words.open_cycle),)
