"""What is awaited of a pôle: the figures that others proposed, and that nobody has decided of yet."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.knowledge.observatory.choices import Subject
from interregions.knowledge.observatory.clusters import task_words as words
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.policies.models import Reading
from interregions.toolkit.sources.choices import SourceState


def _to_confirm() -> QuerySet[Any]:
    waiting = Reading.objects.filter(state=SourceState.PROPOSED, indicator__subject=Subject.CLUSTER)
    of_pole = waiting.filter(organisation__cluster=OuterRef("pk"))
    return task_row(
        Cluster.objects.filter(Exists(of_pole)),
        "observatory.confirm_figures",
        organisation="organisation_id",
        role=ACTING,
        label=F("organisation__short_name"),
        a=number_of(of_pole, "organisation__cluster"),
    )


KINDS = (TaskKind("observatory.confirm_figures", "observatory.cluster", _to_confirm, words.confirm_figures),)
