"""Prepare a long table aside, give it to who asked for it, and forget it after a day."""

from collections.abc import Callable
from itertools import islice

from django.db import transaction
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services.submission import ALL, record_opening
from interregions.exchange.surveys.restitution import exports
from interregions.exchange.surveys.restitution.models import PreparedTable, Restitution
from interregions.exchange.surveys.restitution.queries.matrix import Matrix, answer_taken, matrix_of, responses_named
from interregions.exchange.surveys.restitution.queries.restitution import edition_page, published_visible_to
from interregions.exchange.surveys.restitution.queries.tables import readable_mark, tables_to_forget
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.documents import MEDIA_TYPES, render_tables
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.files.services import erase_file, keep_made
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.services import enqueue

AT_ONCE = 200
CHANGED = (
    "Ce que vous pouvez lire de cette restitution a changé depuis que ce tableau a été préparé\u202f: "
    "demandez-le de nouveau."
)
GONE = "Cette restitution ne vous est plus ouverte\u202f: le tableau n’a pas été préparé."


@transaction.atomic
def ask_for_table(*, restitution: Restitution, format: str, by: Mandate) -> Job:
    """Have the worker write a table of this edition; only this person will take it away, within a day."""
    check_mandate(by, roles=ALL)
    table = PreparedTable.objects.create(restitution=restitution, format=format, by=by)
    label = f"Tableau {format.upper()} de la restitution « {restitution.survey.title} »"
    return enqueue(kind="surveys.table", arguments={"table": table.pk}, by=by, label=label[:300])


def make_table(table_id: int, report: Callable[[int, int], None]) -> str:
    """Write it, as the person who asked may read it now; the address where they take it away."""
    table = PreparedTable.objects.select_related("by__member").get(pk=table_id)
    url = reverse("surveys:prepared_table", args=[table.restitution_id, table.pk])
    if table.file_id is not None:
        return url
    member = table.by.member
    edition = published_visible_to(member).filter(pk=table.restitution_id or 0).first()
    if edition is None:
        raise Refused(GONE)
    table.readable = readable_mark(edition, member)
    sheets = exports.edition_sheets(edition_page(edition, member), _read(edition, member, report))
    name = f"Restitution {edition.survey.title}"[:150] + f".{table.format}"
    table.file = keep_made(
        body=render_tables(sheets, table.format),
        name=name,
        media_type=MEDIA_TYPES[table.format],
        classification=Classification.REDACTED,
    )
    table.save(update_fields=["readable", "file"])
    return url


def _read(edition: Restitution, member: Member, report: Callable[[int, int], None]) -> Matrix:
    """The matrix, some organisations at a time, so that its progress is seen."""
    named = list(responses_named(edition, member))
    whole, left = Matrix([], []), iter(named)
    while shown := dict(islice(left, AT_ONCE)):
        part = matrix_of(edition.survey, member, shown, longest=20_000, cells=answer_taken)
        whole = Matrix(part.questions, [*whole.rows, *part.rows])
        report(len(whole.rows), len(named))
    return whole


@transaction.atomic
def hand_over_table(*, table: PreparedTable, by: Mandate) -> StoredFile:
    """The moment it is taken away: refused when what the person may read is not what it holds; then told to those
    whose answers it holds."""
    check_mandate(by, roles=ALL)
    edition = table.restitution
    if table.file is None or edition is None or table.readable != readable_mark(edition, by.member):
        raise Refused(CHANGED)
    record_opening(response_ids=dict(responses_named(edition, by.member)), by=by)
    return table.file


def forget_tables() -> None:
    """Every minute: tables whose day is over leave, with their file."""
    for table in tables_to_forget():
        with transaction.atomic():
            table.delete()
            if table.file is not None:
                erase_file(file=table.file, by=None)
