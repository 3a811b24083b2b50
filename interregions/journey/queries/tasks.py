"""What is expected of whom in the whole house: the kinds of every room, read in one statement.

« À faire », the header's count, « Il reste », the cockpit and the gate of ``advance`` are readings of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.rooms import task_kinds
from interregions.common.task_rows import task_row
from interregions.common.tasks import ACTING, ANYBODY, Row, Task, TaskKind
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.task_words import advance
from interregions.journey.queries.statement import Part, Select, among, mark, rows_of, selects_of
from interregions.network.choices import Role
from interregions.network.middleware import ACTING_FOR
from interregions.network.models import Member
from interregions.network.queries import Standing, standing_of

ALL_THAT_BLOCKS = "*"


def _running_cycles() -> QuerySet[Any]:
    running = Cycle.objects.exclude(stage=Stage.CLOSED)
    return task_row(running, "journey.advance", cycle="pk", stage=F("stage"), animation=True, after=ALL_THAT_BLOCKS)


ADVANCE = TaskKind("journey.advance", "cycles.cycle", _running_cycles, advance)


def _parts(selects: tuple[Select, ...], standing: Standing | None, cycles: Sequence[int]) -> list[Part]:
    parts = []
    if cycles:
        in_them, numbers = among("t.task_cycle", cycles)
        steps = tuple(each for each in selects if each.of_steps)
        parts.append(Part(steps, f"{in_them} AND t.task_stage <> ''", numbers))
    if standing is None or standing.member is None:
        return parts
    if standing.is_facilitator and not cycles:
        run = tuple(each for each in selects if each.of_animation or each.of_steps)
        parts.append(Part(run, "(t.task_animation OR t.task_stage <> '')"))
    person = mark(int, connection.vendor)
    if not cycles:
        people = tuple(each for each in selects if each.of_people)
        parts.append(Part(people, f"t.task_member = {person}", (standing.member.pk,)))
    ids = tuple(sorted(standing.organisation_ids))
    if ids and not cycles:
        in_them, numbers = among("t.task_organisation", ids)
        whose = f"{in_them} AND (t.task_member IS NULL OR t.task_member = {person})"
        addressed = tuple(each for each in selects if each.of_organisations)
        parts.append(Part(addressed, whose, (*numbers, standing.member.pk)))
    return [part for part in parts if part.selects]


def tasks(*, standing: Standing | None = None, cycles: Sequence[int] = (), on: datetime | None = None) -> list[Task]:
    """What is expected, in the order of the thread: of a person (for the animation, every step under way too), or in
    these cycles, of anybody. One query."""
    moment = on or timezone.now()
    kinds = task_kinds()
    rows = rows_of(_parts(selects_of(kinds, connection.vendor), standing, cycles), moment)
    roles, day = _roles_of(standing), deadline_day(moment)
    ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
    rows.sort(key=lambda each: (ranks[each[0].kind], each[0].due or date.max, each[0].about))
    found: dict[tuple[Any, ...], Task] = {}
    for row, stage in rows:
        task = _task(kinds[ranks[row.kind]], row, stage, roles, day, timezone.localdate(moment))
        if task is not None:
            key = (row.kind, row.about, task.holder)
            found[key] = _both(found[key], task) if key in found else task
    return _one_card_by_address(_without_early_advance(list(found.values())))


def _both(kept: Task, other: Task) -> Task:
    """One task read twice: of a meeting of two cycles, or of a person of the animation who also acts elsewhere."""
    first, second = (kept, other) if kept.is_card or not other.is_card else (other, kept)
    cycles = tuple(dict.fromkeys((*kept.cycles, *other.cycles)))
    return first.but(cycles=cycles, sentence=first.sentence or second.sentence)


def _one_card_by_address(found: list[Task]) -> list[Task]:
    """A page asks one thing at a time of an organisation: the first in the order of the thread."""
    opened: set[tuple[str, str]] = set()
    kept = []
    for task in found:
        page = (task.url, task.holder)
        kept.append(task.but(is_card=False) if task.is_card and page in opened else task)
        if task.is_card:
            opened.add(page)
    return kept


ADDRESSED = {
    Role.REFERENT: frozenset({Role.REFERENT.value, ACTING, ANYBODY}),
    Role.CONTRIBUTOR: frozenset({Role.CONTRIBUTOR.value, ACTING, ANYBODY}),
    Role.READER: frozenset({Role.READER.value, ANYBODY}),
    Role.FACILITATOR: frozenset({ANYBODY}),
}


def _roles_of(standing: Standing | None) -> dict[int | None, frozenset[str]]:
    """To which rows of each organisation the person answers; those of the animation under no organisation."""
    if standing is None or standing.member is None:
        return {}
    held: dict[int | None, frozenset[str]] = {}
    for mandate in standing.mandates:
        held[mandate.organisation_id] = held.get(mandate.organisation_id, frozenset()) | ADDRESSED[Role(mandate.role)]
    for mandate in standing.by_organisation:  # a referent is not asked what a contributor is
        if mandate.role == Role.REFERENT:
            held[mandate.organisation_id] -= {Role.CONTRIBUTOR.value}
    if standing.is_facilitator:
        held[None] = frozenset()
    return held


def _task(
    kind: TaskKind, row: Row, stage: str | None, roles: dict[int | None, frozenset[str]], day: date, today: date
) -> Task | None:
    words = kind.words(row, day)
    if words is None:
        return None
    in_step = bool(row.stage) and row.stage == stage
    sentence = words.sentence if in_step else ""
    personal = row.organisation is None and row.member is not None and bool(roles)
    mine = row.role in roles.get(row.organisation, ()) or (row.animation and None in roles) or personal
    coming = row.opens_on is not None and row.opens_on > today
    url = _url(words.to)
    asked = mine and not coming and not words.later and row.after in ("", ALL_THAT_BLOCKS)
    is_card = asked and bool(url) and bool(words.what or sentence)
    later = mine and bool(words.what) and (words.later or coming)
    if not (sentence or is_card or later):
        return None
    of_organisation = row.role in roles.get(row.organisation, ())
    several = len([each for each in roles if each is not None]) > 1
    acting_for = row.organisation if of_organisation and several else None
    return words.but(
        what=words.what or sentence,
        why=words.why if words.what else _why(row),
        sentence=sentence,
        holder=row.holder if of_organisation and (several or words.holder) else "",
        url=_acting_for(url, acting_for),
        ending_url=_acting_for(_url(words.ending_to), acting_for),
        kind=row.kind,
        about_kind=kind.about_kind,
        about=row.about,
        organisation=row.organisation if of_organisation else None,
        personal=personal,
        cycles=(row.cycle,) if row.cycle is not None else (),
        stage=row.stage,
        blocking=row.blocking and bool(sentence),
        is_card=is_card,
        later=later,
    )


def _why(row: Row) -> str:
    return f"Cycle « {row.theme} », étape « {Stage(row.stage).label} »"


def _url(to: tuple[str | int, ...]) -> str:
    """The address: a path as it is, or the name of a page with its arguments; what follows a « # » or « ? » stays."""
    if not to:
        return ""
    name, *arguments = to
    rest = str(arguments.pop()) if arguments and str(arguments[-1])[:1] in "#?" else ""
    return (str(name) if str(name).startswith("/") else _address(str(name), *arguments)) + rest


@lru_cache(maxsize=4096)
def _address(name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)


def _acting_for(url: str, organisation: int | None) -> str:
    """The address that has who opens it act for this organisation, for a person who acts for several."""
    if not url or organisation is None:
        return url
    page, hash_, place = url.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{ACTING_FOR}={organisation}{hash_}{place}"


def _without_early_advance(found: list[Task]) -> list[Task]:
    """A cycle is moved once nothing blocks it."""
    held = {cycle for task in found if task.blocking for cycle in task.cycles}
    return [task for task in found if task.kind != ADVANCE.name or not held & set(task.cycles)]


def all_tasks_of(member: Member | None) -> list[Task]:
    """What concerns this person, and every step under way for the animation; read once per request."""
    standing = standing_of(member)
    if standing.member is None or not standing.mandates:
        return []
    kept: list[Task] | None = getattr(member, "_tasks", None)
    if kept is None:
        kept = tasks(standing=standing)
        member._tasks = kept  # type: ignore[union-attr]
    return kept


def tasks_of(member: Any) -> list[Task]:
    """The cards of « À faire », soonest first; as many as the header counts."""
    return _soonest_first(task for task in all_tasks_of(member) if task.is_card)


def later_of(member: Any) -> list[Task]:
    """« Plus tard »: what is coming for this person, soonest first; what two of their organisations await is one."""
    found: dict[tuple[str, str, date | None], Task] = {}
    for task in all_tasks_of(member):
        if task.later:
            same = found.get((task.what, task.url, task.due))
            holders = [each.holder for each in (same, task) if each is not None and each.holder]
            found[task.what, task.url, task.due] = replace(same or task, holder=", ".join(holders))
    return _soonest_first(found.values())


def _soonest_first(found: Iterable[Task]) -> list[Task]:
    return sorted(found, key=lambda task: (task.due or date.max, task.what))


def remaining_in(cycle: Cycle) -> list[Task]:
    """What is left to do in the cycle's current step, of whoever holds it."""
    return [task for task in tasks(cycles=[cycle.pk]) if task.sentence]
