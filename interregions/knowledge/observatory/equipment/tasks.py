"""What is asked of whoever holds an equipment or a competence."""

from typing import Any

from django.db.models import F, QuerySet

from interregions.common.task_rows import task_row
from interregions.common.tasks import ACTING, TaskKind
from interregions.knowledge.observatory.equipment import task_words as words
from interregions.knowledge.observatory.equipment.choices import DeclaredStatus, RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest, Competence, Equipment


def _to_agree(model: type[Any], kind: str) -> QuerySet[Any]:
    return task_row(
        model._default_manager.filter(status=DeclaredStatus.WAITING),
        kind,
        organisation="owner_id",
        role=ACTING,
        label=F("name"),
        detail=F("entered_by__organisation__short_name"),
        moment="entered_at",
    )


def _equipment_to_agree() -> QuerySet[Any]:
    return _to_agree(Equipment, "observatory.agree_equipment")


def _competences_to_agree() -> QuerySet[Any]:
    return _to_agree(Competence, "observatory.agree_competence")


def _access_to_answer() -> QuerySet[Any]:
    return task_row(
        AccessRequest.objects.filter(status=RequestStatus.WAITING),
        "observatory.answer_access",
        organisation="equipment__owner_id",
        role=ACTING,
        label=F("equipment__name"),
        detail=F("organisation__short_name"),
        moment="asked_at",
    )


KINDS = (
    TaskKind("observatory.answer_access", "observatory.accessrequest", _access_to_answer, words.answer_access),
    TaskKind("observatory.agree_equipment", "observatory.equipment", _equipment_to_agree, words.agree_equipment),
    TaskKind("observatory.agree_competence", "observatory.competence", _competences_to_agree, words.agree_competence),
)
