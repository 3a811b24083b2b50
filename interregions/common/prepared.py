"""A long statement that every page asks: the database plans it once for each connection, and only reads after that."""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.db.models import Field, IntegerField, Model, QuerySet, Value
from django.db.models.query import get_related_populators

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


class PreparedQuery(Generic[Row]):
    """A QuerySet of models, compiled once in the life of the process: compiling it costs five times its reading."""

    def __init__(self, build: Callable[[], "QuerySet[Row]"]) -> None:
        self._build = build
        self._compiled: _Compiled | None = None

    def read(self, **given: Any) -> list[Row]:
        """The models, with their related ones and their annotations: one query; none for a number beyond any key."""
        if any(isinstance(value, int) and abs(value) > LARGEST for value in given.values()):
            return []
        compiled = self._compiled = self._compiled or _Compiled(self._build().query)
        parameters = [each.taken(given) if isinstance(each, Given) else each for each in compiled.parameters]
        return [compiled.model_of(values) for values in read_prepared(compiled.sql, parameters)]


class _Compiled:
    def __init__(self, query: Any) -> None:
        compiler = query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        self._converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        places = compiler.klass_info["select_fields"]
        self._model, self._first, self._end = compiler.klass_info["model"], places[0], places[-1] + 1
        self._names = [each[0].target.attname for each in compiler.select[self._first : self._end]]
        self._related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[call-arg]  # typed as in Django 6
        self._annotations = compiler.annotation_col_map

    def model_of(self, values: Sequence[Any]) -> Any:
        row = list(values)
        for place, (convert, expression) in self._converters.items():
            for each in convert:
                row[place] = each(row[place], expression, connection)
        made = self._model.from_db(connection.alias, self._names, row[self._first : self._end])
        for related in self._related:
            related.populate(row, made)
        for name, place in self._annotations.items():
            setattr(made, name, row[place])
        return made
