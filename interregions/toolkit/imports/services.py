"""Bring a list, take it, undo it; forget it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Refused, refuse_if
from interregions.common.importing import Importer, Origin, Read
from interregions.common.references import Reference
from interregions.common.rooms import Report, importers
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.imports import queries, rules
from interregions.toolkit.imports.brought import read_brought
from interregions.toolkit.imports.choices import State, Verdict
from interregions.toolkit.imports.models import Import, ImportedRow, NamedColumn
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.journal.services import record

TO_TAKE = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True)
class Judged:
    """A line and what becomes of it."""

    line: int
    typed: Mapping[str, str]
    read: Read
    verdict: Verdict
    reasons: tuple[str, ...]


def bring_file(
    *,
    importer: Importer,
    content: bytes,
    name: str,
    source: str,
    given_on: date | None,
    by: Mandate,
    for_all: Mapping[str, str] | None = None,
    at_once: bool = False,
) -> Import:
    """Read a file and say what would become of each line; nothing is taken yet.

    ``for_all`` is what was said once, by column, for the lines that do not say it; ``at_once`` puts no line aside.
    """
    check_bringer(importer, by)
    table = read_brought(
        content,
        name,
        queries.columns_for(importer, by),
        most=importer.most_lines,
        most_mb=importer.most_mb,
        mapped=importer.mapped,
    )
    table = rules.completed(table, for_all or {})
    return _preview(importer, table, name=name, source=source, given_on=given_on, by=by, at_once=at_once)


def bring_lines(
    *,
    importer: Importer,
    lines: Sequence[tuple[int, dict[str, str]]],
    name: str,
    source: str,
    given_on: date | None,
    by: Mandate,
) -> Import:
    """The same for lines typed on a page."""
    check_bringer(importer, by)
    table = rules.Table({}, [], [(number, dict(line)) for number, line in lines])
    refuse_if(rules.reasons_not_to_read(any(not rules.is_left_empty(line, importer.columns) for _, line in lines)))
    return _preview(importer, table, name=name, source=source, given_on=given_on, by=by)


@transaction.atomic
def _preview(
    importer: Importer,
    table: rules.Table,
    *,
    name: str,
    source: str,
    given_on: date | None,
    by: Mandate,
    at_once: bool = False,
) -> Import:
    unnamed = not table.headers and bool(table.left_out)  # no title was known: a person will say what they are
    lines = [each for each in table.lines if unnamed or not rules.is_left_empty(each[1], importer.columns)]
    refuse_if([] if lines else [rules.EMPTY])
    brought = Import.objects.create(
        kind=importer.kind,
        name=name[-200:],
        source=source,
        given_on=given_on,
        headers=table.headers,
        left_out=[] if unnamed else table.left_out[:40],
        titles=table.left_out if unnamed else [],
        empty_lines=len(table.lines) - len(lines),
        fingerprint=_fingerprint(lines),
        status=State.UNMAPPED if unnamed else State.READING,
        brought_by=by,
    )
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                of=brought, line=line, typed=dict(typed), verdict=Verdict.WAITING, folded=rules.folded_words(typed)
            )
            for line, typed in lines
        ],
        batch_size=500,
    )
    if not unnamed:
        _read_soon(brought, importer, 0 if at_once else len(lines), by)
        brought.refresh_from_db()
    return brought


@transaction.atomic
def name_columns(*, brought: Import, chosen: Mapping[str, int], by: Mandate) -> Import:
    """Say which column of the file is which; the lines are then read, and the titles are known the next time."""
    held = Import.objects.select_for_update().get(pk=brought.pk)
    importer: Importer = importers()[held.kind]
    check_bringer(importer, by, held)
    refuse_if(
        rules.reasons_not_to_name_columns(
            status=held.status, chosen=chosen, titles=len(held.titles), columns=importer.columns
        )
    )
    rows = list(held.rows.all())
    for row in rows:
        said_once = {name: value for name, value in row.typed.items() if not name.isdigit()}
        said = {name: row.typed.get(str(place), "") for name, place in chosen.items()}
        row.typed = {**said_once, **{name: value or said_once.get(name, "") for name, value in said.items()}}
    filled = [row for row in rows if not rules.is_left_empty(row.typed, importer.columns)]
    refuse_if([] if filled else [rules.EMPTY])
    held.rows.exclude(pk__in=[row.pk for row in filled]).delete() if len(filled) < len(rows) else None
    _write(filled, "typed")
    held.headers = {name: held.titles[place] for name, place in chosen.items()}
    held.left_out = [title for place, title in enumerate(held.titles) if place not in chosen.values()][:40]
    held.empty_lines, held.status = len(rows) - len(filled), State.READING
    held.fingerprint = _fingerprint([(row.line, row.typed) for row in filled])
    held.save(update_fields=["headers", "left_out", "empty_lines", "status", "fingerprint"])
    for name, place in chosen.items():
        NamedColumn.objects.update_or_create(
            kind=held.kind,
            organisation_id=by.organisation_id,
            title=rules.plain_header(held.titles[place])[:200],
            defaults={"column": name},
        )
    _read_soon(held, importer, len(filled), by)
    return held


def _read_soon(brought: Import, importer: Importer, lines: int, by: Mandate) -> None:
    """A short list is read at once; a long one by a work whose progress is followed."""
    if lines <= rules.IN_A_REQUEST:
        read_rows(brought, by)
    else:
        _put_aside(brought, "imports.read", f"Lecture d’une liste : {importer.title}", by)


def _put_aside(brought: Import, kind: str, label: str, by: Mandate) -> None:
    arguments = {"import": brought.pk, "mandate": by.pk}
    job = enqueue(kind=kind, arguments=arguments, by=by, label=label, result_url=brought.get_absolute_url())
    Import.objects.filter(pk=brought.pk).update(job=job)


def read_rows(brought: Import, by: Mandate, report: Report = lambda done, total: None) -> None:
    """Give each line its verdict, by portions; begun again, it judges them all anew."""
    importer: Importer = importers()[brought.kind]
    if not Import.objects.filter(pk=brought.pk, status=State.READING).exists():
        return
    rows = list(brought.rows.order_by("line"))
    seen: dict[str, int] = {}
    for start in range(0, len(rows), rules.BY_PORTION):
        _judge(importer, rows[start : start + rules.BY_PORTION], by, seen)
        report(min(start + rules.BY_PORTION, len(rows)), len(rows))
    Import.objects.filter(pk=brought.pk, status=State.READING).update(status=State.PREVIEWED)


def _judge(importer: Importer, rows: Sequence[ImportedRow], by: Mandate, seen: dict[str, int]) -> None:
    for row, now in zip(rows, _judged(importer, [(row.line, row.typed) for row in rows], by, seen), strict=True):
        row.verdict, row.reasons, row.after = now.verdict, list(now.reasons), dict(now.read.after)
        row.before = None if now.read.before is None else dict(now.read.before)
        row.folded = rules.folded_words(row.typed, row.before, row.after)
    _write(rows, "verdict", "reasons", "before", "after", "folded")


def check_bringer(importer: Importer, by: Mandate | None, brought: Import | None = None) -> None:
    """Refuse who does not bring such a list, or looks at that of another organisation."""
    check_mandate(by, roles=queries.BRINGERS, organisation=brought.brought_by.organisation if brought else None)
    assert by is not None  # noqa: S101  check_mandate has refused
    refuse_if(rules.reasons_not_to_bring(college=queries.college_of(by), colleges=importer.colleges))
    if brought is not None and brought.brought_by.organisation_id != by.organisation_id:
        raise Refused("Cette liste est celle d’un autre organisme.")


def _write(rows: Sequence[ImportedRow], *fields: str) -> None:
    """Thousands of lines in a few statements: an update by cases would take a minute."""
    ImportedRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500
    )


def _fingerprint(lines: Sequence[tuple[int, dict[str, str]]]) -> str:
    return hashlib.sha256(json.dumps([line for _, line in lines], sort_keys=True).encode()).hexdigest()


def _judged(
    importer: Importer, lines: Sequence[tuple[int, Mapping[str, str]]], by: Mandate, seen: dict[str, int]
) -> list[Judged]:
    """Each line with its verdict as things stand now; of two that say one thing, the second is refused."""
    found = []
    reads = importer.read([typed for _, typed in lines], by)
    for (line, typed), read in zip(lines, reads, strict=True):
        reasons = (*rules.reasons_against_line(typed, importer.columns), *read.reasons)
        verdict = Verdict.REFUSED if reasons else rules.verdict_of(read)
        if verdict not in queries.UNREAD and (first := seen.setdefault(importer.key(read.after), line)) != line:
            verdict, reasons = Verdict.REFUSED, (rules.repeats(first),)
        if verdict == Verdict.LEFT:
            reasons = (read.aside,)
        if verdict == Verdict.SAME and read.note:
            reasons = (read.note,)
        found.append(Judged(line, typed, read, verdict, reasons))
    return found


@transaction.atomic
def take_import(*, brought: Import, by: Mandate, at_once: bool = False) -> str:
    """Keep the new and the changed lines, all or none, once; each is judged again first. What was taken, in words.

    A long list is taken by a work of its own, whose progress is followed, unless it is asked at once.
    """
    held = Import.objects.select_for_update().get(pk=brought.pk)
    importer: Importer = importers()[held.kind]
    check_bringer(importer, by, held)
    lines = held.rows.filter(verdict__in=TO_TAKE).count() if held.status == State.PREVIEWED else 0
    refuse_if(rules.reasons_not_to_take(status=held.status, lines=lines))
    if at_once or lines <= rules.IN_A_REQUEST:
        return _take(held, importer, by)
    Import.objects.filter(pk=held.pk).update(status=State.TAKING)
    _put_aside(held, "imports.take", f"Prise d’une liste : {importer.title}", by)
    return "La prise est commencée : cette page dit où elle en est."


def take_aside(brought: Import, by: Mandate, report: Report) -> None:
    """The same by the worker: all or none; a refusal leaves the list as it was previewed."""
    try:
        with transaction.atomic():
            held = Import.objects.select_for_update().get(pk=brought.pk)
            if held.status == State.TAKING:
                _take(held, importers()[held.kind], by, report)
    except Refused:
        Import.objects.filter(pk=brought.pk, status=State.TAKING).update(status=State.PREVIEWED)
        raise


def _take(held: Import, importer: Importer, by: Mandate, report: Report = lambda done, total: None) -> str:
    """In the transaction of whoever holds the row."""
    rows = list(held.rows.filter(verdict__in=TO_TAKE))
    seen: dict[str, int] = {}
    for start in range(0, len(rows), rules.BY_PORTION):
        _judge(importer, rows[start : start + rules.BY_PORTION], by, seen)
        report(start, len(rows))
    taken = [row for row in rows if row.verdict in TO_TAKE]
    refuse_if(rules.reasons_not_to_take(status=State.PREVIEWED, lines=len(taken)))
    results = importer.apply(taken, Origin(held.pk, held.source, held.given_on), by)
    for row, result in zip(taken, results, strict=True):
        row.result = result
    _write(taken, "result")
    held.status, held.taken_by, held.taken_at = State.TAKEN, by, timezone.now()
    held.save(update_fields=["status", "taken_by", "taken_at"])
    new = sum(row.verdict == Verdict.NEW for row in taken)
    changed = len(taken) - new
    record("imports.taken", _about(held, importer), by, new=new, changed=changed)
    return rules.taken_words(new=new, changed=changed, one=importer.one, several=importer.several)


@transaction.atomic
def undo_import(*, brought: Import, by: Mandate) -> str:
    """Take every line back, but those that have served since, which say why. What was undone, in words."""
    held = Import.objects.select_for_update().get(pk=brought.pk)
    importer: Importer = importers()[held.kind]
    check_bringer(importer, by, held)
    refuse_if(rules.reasons_not_to_undo(status=held.status))
    rows = list(held.rows.filter(verdict__in=TO_TAKE).exclude(result=""))
    for row, why in zip(rows, importer.undo(rows, by), strict=True):
        row.kept = why
    refuse_if(rules.reasons_if_nothing_undone(lines=len(rows), kept=[row.kept for row in rows if row.kept]))
    _write(rows, "kept")
    held.status, held.undone_by, held.undone_at = State.UNDONE, by, timezone.now()
    held.save(update_fields=["status", "undone_by", "undone_at"])
    kept = sum(bool(row.kept) for row in rows)
    record("imports.undone", _about(held, importer), by, undone=len(rows) - kept, kept=kept)
    return rules.undone_words(undone=len(rows) - kept, kept=kept)


@transaction.atomic
def forget_import(*, brought: Import, by: Mandate) -> None:
    """Erase a list that was not taken, or was undone, with all its lines."""
    held = Import.objects.select_for_update().get(pk=brought.pk)
    check_bringer(importers()[held.kind], by, held)
    refuse_if(rules.reasons_not_to_forget(status=held.status))
    held.delete()


def forget_old_imports() -> int:
    """Lists brought a month ago leave with all their lines; the number of them. May run twice without harm."""
    old = Import.objects.filter(brought_at__lt=timezone.now() - timedelta(days=rules.KEPT_DAYS))
    return old.delete()[1].get("imports.Import", 0)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Forget the lines that name the person, and the name of who gave the list."""
    named = [row.pk for row in queries.rows_naming(member)]
    ImportedRow.objects.filter(pk__in=named).delete()
    for brought in Import.objects.all():
        name, source = without_person([brought.name, brought.source], member)
        if (name, source) != (brought.name, brought.source):
            Import.objects.filter(pk=brought.pk).update(name=name, source=source)


def _about(brought: Import, importer: Importer) -> Reference:
    return Reference("imports.import", str(brought.pk), f"{importer.title}, {brought.name}", brought.get_absolute_url())
