"""Take the answers of a survey away: at once, or prepared aside when they are many; each time it is journalled."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import reverse

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.surveys.answering.models import Survey
from interregions.exchange.surveys.answering.services.submission import record_opening
from interregions.exchange.surveys.collection.queries.collection import Filters
from interregions.exchange.surveys.collection.services.collection import reference_of
from interregions.exchange.surveys.restitution import answer_tables
from interregions.exchange.surveys.restitution.answer_tables import Wanted
from interregions.exchange.surveys.restitution.models import PreparedTable
from interregions.exchange.surveys.restitution.queries import taking as queries
from interregions.exchange.surveys.restitution.queries.taking import Taken, taken_by
from interregions.exchange.surveys.restitution.rules.taking import reasons_not_to_take_answers
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.queries import standing_of
from interregions.network.services import check_mandate
from interregions.toolkit.documents import MEDIA_TYPES
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.files.services import keep_made
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.journal.services import record

CHANGED = (
    "Des réponses de ce fichier ont été rouvertes ou ne vous sont plus ouvertes depuis qu’il a été préparé\u202f: "
    "demandez-le de nouveau."
)
GONE = "Les réponses de cette enquête ne vous sont plus ouvertes\u202f: le fichier n’a pas été préparé."


def _check(survey: Survey, by: Mandate, rows: int) -> None:
    check_mandate(by, roles={Role.FACILITATOR, Role.REFERENT})
    refuse_if(
        reasons_not_to_take_answers(
            is_facilitator=standing_of(by.member).is_facilitator, open_to_lead=queries.opens_to_lead(survey), rows=rows
        )
    )


@transaction.atomic
def take_answers(*, taken: Taken, wanted: Wanted, by: Mandate) -> bytes:
    """Write the file at once; those whose named answers it holds will see that they were read."""
    _check(taken.survey, by, taken.rows)
    body = answer_tables.render_answers(taken, by.member, wanted)
    _tell(taken, wanted.format, by)
    return body


@transaction.atomic
def ask_for_answers(*, taken: Taken, wanted: Wanted, filters: Filters, by: Mandate) -> Job:
    """Have the worker write a long file; only this person will take it away, within a day."""
    _check(taken.survey, by, taken.rows)
    asked = {"codes": wanted.codes, "words": wanted.filters, "filters": [filters.state, filters.kind, filters.words]}
    table = PreparedTable.objects.create(survey=taken.survey, format=wanted.format, asked=asked, by=by)
    label = f"Réponses à « {taken.survey.title} » en {wanted.format.upper()}"
    return enqueue(kind="surveys.answers", arguments={"table": table.pk}, by=by, label=label[:300])


def make_answers(table_id: int, report: Callable[[int, int], None]) -> str:
    """Write it, as the person who asked may read it now; the address where they take it away."""
    table = PreparedTable.objects.select_related("by__member").get(pk=table_id)
    url = reverse("surveys:prepared_answers", args=[table.survey_id, table.pk])
    if table.file_id is not None:
        return url
    member = table.by.member
    survey = queries.surveys_taken_by(member).filter(pk=table.survey_id or 0).first()
    if survey is None:
        raise Refused(GONE)
    asked: dict[str, Any] = table.asked
    taken = taken_by(member, survey, Filters(*asked["filters"]))
    _check(survey, table.by, taken.rows)
    wanted = Wanted(table.format, asked["codes"], asked["words"], lambda done: report(done, len(taken.named)))
    body = answer_tables.render_answers(taken, member, wanted)
    table.asked = {**asked, "named": sorted(taken.named), "unnamed": sorted(taken.unnamed)}
    table.file = keep_made(
        body=body,
        name=f"{answer_tables.name_of(survey)[:150]}.{table.format}",
        media_type=MEDIA_TYPES[table.format],
        classification=Classification.REDACTED,
    )
    table.save(update_fields=["asked", "file"])
    return url


@transaction.atomic
def hand_over_answers(*, table: PreparedTable, by: Mandate) -> StoredFile:
    """The moment it is taken away: refused when the person may no longer read all that it holds."""
    check_mandate(by, roles={Role.FACILITATOR, Role.REFERENT})
    survey, asked = table.survey, table.asked
    taken = Taken(survey, asked.get("named", ()), asked.get("unnamed", ()), 0) if survey else None
    if table.file is None or taken is None or not queries.is_still_read(taken, by.member):
        raise Refused(CHANGED)
    _tell(taken, table.format, by)
    return table.file


def _tell(taken: Taken, format: str, by: Mandate) -> None:
    record_opening(response_ids=taken.named, by=by)
    record(
        "surveys.answers_taken",
        reference_of(taken.survey),
        by,
        cycle=str(taken.survey.cycle_id or ""),
        format=format,
        named=len(taken.named),
        unnamed=len(taken.unnamed),
    )
