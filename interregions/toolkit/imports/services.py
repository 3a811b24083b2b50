"""Bring a list, take it, undo it; forget it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.importing import Importer, Origin, Read
from interregions.common.references import Reference
from interregions.common.rooms import importers
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.imports import queries, rules
from interregions.toolkit.imports.brought import read_brought
from interregions.toolkit.imports.choices import State, Verdict
from interregions.toolkit.imports.models import Import, ImportedRow
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
    *, importer: Importer, content: bytes, name: str, source: str, given_on: date | None, by: Mandate
) -> Import:
    """Read a file and say what would become of each line; nothing is taken yet. Kept for the animation."""
    check_mandate(by, roles=[Role.FACILITATOR])
    table = read_brought(content, name, importer.columns)
    return _preview(importer, table, name=name, source=source, given_on=given_on, by=by)


def bring_lines(
    *,
    importer: Importer,
    lines: Sequence[tuple[int, dict[str, str]]],
    name: str,
    source: str,
    given_on: date | None,
    by: Mandate,
) -> Import:
    """The same for lines typed on a page. Kept for the animation."""
    check_mandate(by, roles=[Role.FACILITATOR])
    table = rules.Table({}, [], [(number, dict(line)) for number, line in lines])
    refuse_if(rules.reasons_not_to_read(any(not rules.is_left_empty(line, importer.columns) for _, line in lines)))
    return _preview(importer, table, name=name, source=source, given_on=given_on, by=by)


@transaction.atomic
def _preview(
    importer: Importer, table: rules.Table, *, name: str, source: str, given_on: date | None, by: Mandate
) -> Import:
    lines = [each for each in table.lines if not rules.is_left_empty(each[1], importer.columns)]
    refuse_if([] if lines else [rules.EMPTY])
    brought = Import.objects.create(
        kind=importer.kind,
        name=name[-200:],
        source=source,
        given_on=given_on,
        headers=table.headers,
        left_out=table.left_out[:40],
        empty_lines=len(table.lines) - len(lines),
        fingerprint=_fingerprint(lines),
        brought_by=by,
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(
            of=brought,
            line=each.line,
            typed=dict(each.typed),
            before=None if each.read.before is None else dict(each.read.before),
            after=dict(each.read.after),
            verdict=each.verdict,
            reasons=list(each.reasons),
            folded=rules.folded_words(each.typed, each.read.before, each.read.after),
        )
        for each in _judged(importer, lines)
    )
    return brought


def _write(rows: Sequence[ImportedRow], *fields: str) -> None:
    """Thousands of lines in a few statements: an update by cases would take a minute."""
    ImportedRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500
    )


def _fingerprint(lines: Sequence[tuple[int, dict[str, str]]]) -> str:
    return hashlib.sha256(json.dumps([line for _, line in lines], sort_keys=True).encode()).hexdigest()


def _judged(importer: Importer, lines: Sequence[tuple[int, Mapping[str, str]]]) -> list[Judged]:
    """Each line with its verdict as things stand now; of two that say one thing, the second is refused."""
    found, seen = [], dict[str, int]()
    reads = importer.read([typed for _, typed in lines])
    for (line, typed), read in zip(lines, reads, strict=True):
        reasons = (*rules.reasons_against_line(typed, importer.columns), *read.reasons)
        verdict = Verdict.REFUSED if reasons else rules.verdict_of(read)
        if verdict != Verdict.REFUSED and (first := seen.setdefault(importer.key(read.after), line)) != line:
            verdict, reasons = Verdict.REFUSED, (rules.repeats(first),)
        if verdict == Verdict.SAME and read.note:
            reasons = (read.note,)
        found.append(Judged(line, typed, read, verdict, reasons))
    return found


@transaction.atomic
def take_import(*, brought: Import, by: Mandate) -> str:
    """Keep the new and the changed lines, all or none, once; each is judged again first. What was taken, in words.

    Kept for the animation.
    """
    check_mandate(by, roles=[Role.FACILITATOR])
    held = Import.objects.select_for_update().get(pk=brought.pk)
    importer: Importer = importers()[held.kind]
    rows = list(held.rows.filter(verdict__in=TO_TAKE)) if held.status == State.PREVIEWED else []
    judged = _judged(importer, [(row.line, row.typed) for row in rows])
    for row, now in zip(rows, judged, strict=True):
        row.verdict, row.reasons, row.after = now.verdict, list(now.reasons), dict(now.read.after)
        row.before = None if now.read.before is None else dict(now.read.before)
        row.folded = rules.folded_words(row.typed, row.before, row.after)
    taken = [row for row in rows if row.verdict in TO_TAKE]
    refuse_if(rules.reasons_not_to_take(status=held.status, lines=len(taken)))
    results = importer.apply(taken, Origin(held.pk, held.source, held.given_on), by)
    for row, result in zip(taken, results, strict=True):
        row.result = result
    _write(rows, "verdict", "reasons", "before", "after", "result", "folded")
    held.status, held.taken_by, held.taken_at = State.TAKEN, by, timezone.now()
    held.save(update_fields=["status", "taken_by", "taken_at"])
    new = sum(row.verdict == Verdict.NEW for row in taken)
    changed = len(taken) - new
    record("imports.taken", _about(held, importer), by, new=new, changed=changed)
    return rules.taken_words(new=new, changed=changed, one=importer.one, several=importer.several)


@transaction.atomic
def undo_import(*, brought: Import, by: Mandate) -> str:
    """Take every line back, but those that have served since, which say why. What was undone, in words.

    Kept for the animation.
    """
    check_mandate(by, roles=[Role.FACILITATOR])
    held = Import.objects.select_for_update().get(pk=brought.pk)
    refuse_if(rules.reasons_not_to_undo(status=held.status))
    importer: Importer = importers()[held.kind]
    rows = list(held.rows.filter(verdict__in=TO_TAKE).exclude(result=""))
    for row, why in zip(rows, importer.undo(rows, by), strict=True):
        row.kept = why
    _write(rows, "kept")
    held.status, held.undone_by, held.undone_at = State.UNDONE, by, timezone.now()
    held.save(update_fields=["status", "undone_by", "undone_at"])
    kept = sum(bool(row.kept) for row in rows)
    record("imports.undone", _about(held, importer), by, undone=len(rows) - kept, kept=kept)
    return rules.undone_words(undone=len(rows) - kept, kept=kept)


@transaction.atomic
def forget_import(*, brought: Import, by: Mandate) -> None:
    """Erase a list that was not taken, or was undone, with all its lines. Kept for the animation."""
    check_mandate(by, roles=[Role.FACILITATOR])
    held = Import.objects.select_for_update().get(pk=brought.pk)
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
