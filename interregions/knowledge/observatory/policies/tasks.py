"""What is awaited of a Région: the figures that nobody has decided of yet."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.knowledge.observatory.policies import task_words as words
from interregions.knowledge.observatory.policies.queries.waiting import waiting_readings
from interregions.network.models import Organisation


def _to_confirm() -> QuerySet[Any]:
    waiting = waiting_readings().filter(organisation_id=OuterRef("pk"))
    return task_row(
        Organisation.objects.filter(Exists(waiting)),
        "observatory.confirm_readings",
        organisation="pk",
        role=ACTING,
        a=number_of(waiting, "organisation"),
    )


KINDS = (TaskKind("observatory.confirm_readings", "network.organisation", _to_confirm, words.confirm),)
