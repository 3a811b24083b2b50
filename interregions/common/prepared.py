"""A long statement that every page asks: the database plans it once for each connection, and only reads after that."""

import re
import sqlite3
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.db.models import Field, IntegerField, Model, QuerySet, Value
from django.db.models.query import ModelIterable, get_related_populators
from django.utils import timezone

from interregions.common.deadlines import deadline_day

Row = TypeVar("Row", bound=Model)
LARGEST = 2**63 - 1


def read_prepared(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that is written alike at each reading.

    SQLite keeps the plan of a text it has read. PostgreSQL keeps the plan of what its server has prepared: parameters
    then have types of their own, a list for ``= ANY(%s)``, a date, a moment.
    """
    with _cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _cursor() -> CursorWrapper:
    connection.ensure_connection()
    bare = _of_postgresql(connection.connection) if connection.vendor == "postgresql" else _of_sqlite(connection)
    return _Told(bare, connection) if connection.queries_logged else connection.make_cursor(bare)


def _of_postgresql(line: Any) -> Any:
    """Django’s own cursors write the parameters into the text, which is then another one for each person."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  loads psycopg

    class Prepared(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None) -> Any:
            return super().execute(query, params, prepare=True)  # type: ignore[misc]  # psycopg’s own, unseen

    return Prepared(line)  # type: ignore[call-arg]


def _of_sqlite(ours: Any) -> Any:
    """Django’s own cursors look for the marks in the text at each reading."""
    return ours.connection.cursor(factory=_Sqlite)


class _Sqlite(sqlite3.Cursor):
    def execute(self, query: str, params: Any = ()) -> Any:
        return super().execute(_with_question_marks(query), params)


@lru_cache(maxsize=128)
def _with_question_marks(statement: str) -> str:
    return re.sub("%s|%%", lambda mark: "?" if mark[0] == "%s" else "%", statement)


class _Told(CursorDebugWrapper):
    """Tells the statement as it was given: a prepared one is not sent again as a text."""

    def debug_sql(
        self, sql: Any = None, params: Any = None, use_last_executed_query: bool = False, many: bool = False
    ) -> Any:
        return super().debug_sql(sql, params, many=many)


class Given(Value):
    """In a QuerySet that is compiled once: the place of what is given at each reading."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        """A cast, for the reason said in ``journey/queries/statement.py``."""
        kind = "INTEGER" if isinstance(self.output_field, IntegerField) else "TEXT"
        return f"CAST(%s AS {kind})", [self]

    def taken(self, given: Mapping[str, Any]) -> Any:
        """The value of this reading, as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.value], connection)


@dataclass(frozen=True)
class _Number:
    name: str

    def taken(self, given: Mapping[str, Any]) -> Any:
        return given[self.name]


def _place_of(parameter: Any, places: Mapping[int, str]) -> Any:
    return _Number(places[parameter]) if type(parameter) is int and parameter in places else parameter


class PreparedQuery(Generic[Row]):
    """A QuerySet of models, compiled once in the life of the process: compiling it costs five times its reading.

    Where a lookup would refuse a ``Given``, ``places`` says which number stands for which name.
    """

    def __init__(self, build: Callable[[], "QuerySet[Row]"], places: Mapping[int, str] | None = None) -> None:
        self._build, self._places = build, places or {}
        self._compiled: _Compiled | None = None

    def read(self, **given: Any) -> list[Row]:
        """The models, with their related ones and their annotations: one query; none for a number beyond any key."""
        if any(isinstance(value, int) and abs(value) > LARGEST for value in given.values()):
            return []
        return self._once().rows(given)

    def statement(self, **given: Any) -> tuple[str, list[Any]]:
        """What ``read`` asks, with its values; "" when nothing can be found."""
        return self._once().sql, self._once().values(given)

    def _once(self) -> "_Compiled":
        self._compiled = self._compiled or _Compiled(self._build(), self._places)
        return self._compiled


class PreparedToday(Generic[Row]):
    """QuerySets of one kind, compiled once for each key of the day: a condition may hold today’s date, or that until
    which deadlines run, which turns some hours later."""

    MOST = 64

    def __init__(self) -> None:
        self._days: tuple[date, date] | None = None
        self._kept: dict[Hashable, PreparedQuery[Row]] = {}

    def kept(
        self, key: Hashable, names: Sequence[str], build: Callable[[Mapping[str, int]], "QuerySet[Row]"]
    ) -> PreparedQuery[Row]:
        """The one of this key; ``build`` is given, under each name, a number that only holds its place."""
        days = (timezone.localdate(), deadline_day())
        if self._days != days or len(self._kept) > self.MOST:
            self._days, self._kept = days, {}
        found = self._kept.get(key)
        if found is None:
            places = {name: LARGEST - rank for rank, name in enumerate(names)}
            found = PreparedQuery(lambda: build(places), {number: name for name, number in places.items()})
            self._kept[key] = found
        return found


class PreparedOn(PreparedToday[Row]):
    """A QuerySet of some numbers, whoever reads: ``build(survey)`` makes it as usual, and is called once a day.

    It looks at no number in Python, and asks the database nothing. In the tests each reading is compared with the
    statement of the plain QuerySet.
    """

    def __init__(self, build: Callable[..., "QuerySet[Row]"]) -> None:
        super().__init__()
        self.build = build

    def read(self, **given: int) -> list[Row]:
        """The rows, or the tuples of ``values_list``: one query."""
        return self._prepared(given).read(**given)

    def statement(self, **given: int) -> tuple[str, list[Any]]:
        """What ``read`` asks, and its values; "" when nothing can be found."""
        return self._prepared(given).statement(**given)

    def _prepared(self, given: Mapping[str, int]) -> PreparedQuery[Row]:
        return self.kept((), list(given), lambda places: self.build(**places))


class _Compiled:
    def __init__(self, found: Any, places: Mapping[int, str]) -> None:
        compiler: Any = found.query.get_compiler(connection=connection)
        self._model: Any = None
        try:
            self.sql, self.parameters = compiler.as_sql()
        except EmptyResultSet:  # « none() », whatever is given
            self.sql, self.parameters = "", ()
            return
        self.parameters = [_place_of(each, places) for each in self.parameters]
        self._converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        if not issubclass(found._iterable_class, ModelIterable):  # of values
            return
        chosen = compiler.klass_info["select_fields"]
        self._model, self._first, self._end = compiler.klass_info["model"], chosen[0], chosen[-1] + 1
        self._names = [each[0].target.attname for each in compiler.select[self._first : self._end]]
        self._related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[call-arg]  # typed as in Django 6
        self._annotations = compiler.annotation_col_map

    def rows(self, given: Mapping[str, Any]) -> list[Any]:
        """What the statement finds with these values."""
        if not self.sql:
            return []
        return [self._row_of(found) for found in read_prepared(self.sql, self.values(given))]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters of the statement, those of this reading in their places."""
        return [each.taken(given) if isinstance(each, Given | _Number) else each for each in self.parameters]

    def _row_of(self, values: Sequence[Any]) -> Any:
        row = list(values)
        for place, (convert, expression) in self._converters.items():
            for each in convert:
                row[place] = each(row[place], expression, connection)
        if self._model is None:
            return tuple(row)
        made = self._model.from_db(connection.alias, self._names, row[self._first : self._end])
        for related in self._related:
            related.populate(row, made)
        for name, place in self._annotations.items():
            setattr(made, name, row[place])
        return made
