"""The one statement of tasks: the SELECT of each kind, compiled once, joined for a reading and read as rows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.prepared import read_prepared
from interregions.common.rooms import task_kinds
from interregions.common.task_rows import COLUMNS, PREFIX, is_constant
from interregions.common.tasks import TODAY, Row, TaskKind
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes.models import Theme
from interregions.network.models import Organisation


@dataclass(frozen=True)
class Select:
    """The rows of one kind as SQL, and what they may hold at all."""

    kind: TaskKind
    sql: str
    parameters: tuple[Any, ...]
    of_organisations: bool
    of_people: bool
    of_animation: bool
    of_steps: bool


@lru_cache(maxsize=8)
def selects_of(kinds: tuple[TaskKind, ...], vendor: str) -> tuple[Select, ...]:
    """Compiled once in the life of the process: building these QuerySets costs thirty times the reading."""
    made = []
    for kind in kinds:
        query = kind.rows().query
        compiled, given = query.get_compiler(connection=connection).as_sql()
        sql, parameters = _with_constants(compiled, given, vendor)
        said = query.annotations
        of_organisations = not _is_empty(said[f"{PREFIX}organisation"])
        made.append(
            Select(
                kind=kind,
                sql=sql,
                parameters=parameters,
                of_organisations=of_organisations,
                of_people=not of_organisations and not _is_empty(said[f"{PREFIX}member"]),
                of_animation=not is_constant(said[f"{PREFIX}animation"], False),
                of_steps=not is_constant(said[f"{PREFIX}stage"], ""),
            )
        )
    return tuple(made)


# SQLite plans a statement again at each execution when a condition holds a bare parameter, and reads the whole house
# for one person when a subquery hides it: a cast is neither. PostgreSQL needs the bare one, whose type it knows.
CASTS = {"sqlite": {int: "CAST(%s AS INTEGER)", str: "CAST(%s AS TEXT)"}}


def mark(kind: type, vendor: str) -> str:
    """Where a parameter of that type stands in the statement."""
    return CASTS.get(vendor, {}).get(kind, "%s")


def among(column: str, numbers: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
    """The condition « the column is one of these numbers », and its parameters: one on PostgreSQL, however many."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", (list(numbers),)
    return f"{column} IN ({', '.join([mark(int, connection.vendor)] * len(numbers))})", tuple(numbers)


def _with_constants(sql: str, parameters: Iterable[Any], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement with what never changes written into it; what is left to give at each reading: the day."""
    given, left = iter(parameters), []

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return place[0]
        value = next(given)
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str) and value != str(TODAY):
            return "'" + value.replace("'", "''").replace("%", "%%") + "'"
        left.append(TODAY if value == str(TODAY) else value)
        return mark(str if value == str(TODAY) else type(value), vendor)

    return re.sub("%%|%s", written, sql), tuple(left)


def _is_empty(expression: Any) -> bool:
    inside = expression.get_source_expressions()
    return len(inside) == 1 and isinstance(inside[0], models.Value) and inside[0].value is None


_NAMES = ", ".join(f"t.{PREFIX}{name}" for name in COLUMNS)
_TABLES = {
    "organisation": Organisation._meta.db_table,
    "cycle": Cycle._meta.db_table,
    "theme": Theme._meta.db_table,
}
_AROUND = (
    "SELECT {names}, COALESCE(o.short_name, ''), COALESCE(h.title, ''), COALESCE(l.short_name, ''), c.stage"
    " FROM ({union}) t"
    " LEFT JOIN {organisation} o ON o.id = t.task_organisation"
    " LEFT JOIN {cycle} c ON c.id = t.task_cycle"
    " LEFT JOIN {theme} h ON h.id = c.theme_id"
    " LEFT JOIN {organisation} l ON l.id = c.lead_id"
    " WHERE (t.task_until IS NULL OR t.task_until >= {moment}) AND (t.task_before IS NULL OR t.task_before >= {moment})"
    " AND {whose}"
)


@lru_cache(maxsize=64)
def _statement(selects: tuple[Select, ...], whose: str, vendor: str) -> str:
    union = " UNION ALL ".join(select.sql for select in selects)
    return _AROUND.format(names=_NAMES, union=union, whose=whose, moment=mark(str, vendor), **_TABLES)


@lru_cache(maxsize=2)
def _converters(vendor: str) -> tuple[tuple[int, Callable[..., Any]], ...]:
    """The columns to be read back, and how: SQLite gives texts for dates and numbers for booleans."""
    made: list[tuple[int, Callable[..., Any]]] = []
    for place, field in enumerate(COLUMNS.values()):
        expression = models.Value(None, output_field=field())
        made += [(place, convert) for convert in connection.ops.get_db_converters(expression)]
    return tuple(made)


@dataclass(frozen=True)
class Part:
    """A reading of some kinds: whose rows, and its parameters."""

    selects: tuple[Select, ...]
    whose: str
    parameters: tuple[Any, ...] = ()


def rows_of(parts: Sequence[Part], on: datetime) -> list[tuple[Row, str | None]]:
    """The rows of these readings, in one query, each with the stage its cycle is in."""
    if not parts:
        return []
    today = deadline_day(on)
    days = (connection.ops.adapt_datefield_value(today), connection.ops.adapt_datetimefield_value(on))
    parameters: list[Any] = []
    for part in parts:
        parameters += [days[0] if each == TODAY else each for one in part.selects for each in one.parameters]
        parameters += [*days, *part.parameters]
    sql = " UNION ALL ".join(_statement(part.selects, part.whose, connection.vendor) for part in parts)
    converters = _converters(connection.vendor)
    return [_row(list(values), converters) for values in read_prepared(sql, parameters)]


def _row(read: list[Any], converters: Sequence[tuple[int, Callable[..., Any]]]) -> tuple[Row, str | None]:
    for place, convert in converters:
        if read[place] is not None:
            read[place] = convert(read[place], None, connection)
    moment = len(COLUMNS) - 1
    if read[moment] is not None:
        read[moment] = timezone.localtime(read[moment])
    return Row(*read[:-1]), read[-1]


def awaited(kind: str, about: Iterable[Any]) -> list[Row]:
    """One kind of task about these things, of whoever it is awaited from today: one query."""
    named = tuple(each for each in selects_of(task_kinds(), connection.vendor) if each.kind.name == kind)
    if isinstance(about, QuerySet):
        things, parameters = about.order_by().query.sql_with_params()
    else:
        parameters = tuple(about)
        things = ", ".join([mark(int, connection.vendor)] * len(parameters)) or "NULL"
    today = timezone.localdate()
    found = rows_of([Part(named, f"t.task_about IN ({things})", parameters)], timezone.now())
    return [row for row, _ in found if not row.after and (row.opens_on is None or row.opens_on <= today)]
