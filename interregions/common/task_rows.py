"""The common columns of every SELECT of tasks, in one order and of one type on each database."""

from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

PREFIX = "task_"
COLUMNS: dict[str, "type[Field[Any, Any]]"] = {
    "kind": TextField,
    "about": IntegerField,
    "cycle": IntegerField,
    "stage": TextField,
    "organisation": IntegerField,
    "role": TextField,
    "member": IntegerField,
    "animation": BooleanField,
    "blocking": BooleanField,
    "opens_on": DateField,
    "until": DateField,
    "before": DateTimeField,
    "due": DateField,
    "after": TextField,
    "label": TextField,
    "detail": TextField,
    "a": IntegerField,
    "b": IntegerField,
    "moment": DateTimeField,
}
DEFAULTS: dict[str, Any] = {"about": "pk", "stage": "", "role": "", "after": "", "label": "", "detail": ""}
DEFAULTS |= {"animation": False, "blocking": False}


class Constant(Value):
    """A value written into the statement itself, so that the database leaves out what it excludes."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        field = self.output_field
        if isinstance(field, BooleanField):
            return ("TRUE" if self.value else "FALSE"), []
        words = str(self.value).replace("'", "''").replace("%", "%%")
        return f"CAST('{words}' AS text)", []


def is_constant(expression: Any, value: Any) -> bool:
    """Whether this column says the same of every row."""
    return isinstance(expression, Constant) and expression.value == value


def _column(name: str, given: Any) -> Any:
    field = COLUMNS[name]()
    if given is None:
        return Cast(Value(None), field)
    if isinstance(field, BooleanField) and isinstance(given, bool):
        return Constant(given, field)
    if isinstance(field, TextField):
        return Constant(str(given), field) if isinstance(given, str) else given
    return F(given) if isinstance(given, str) else given


def task_row(rows: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any]:
    """The rows of one kind. A text is said as it is, but for an ``F``; every other column is the name of a field."""
    unknown = columns.keys() - COLUMNS.keys()
    assert not unknown, unknown  # noqa: S101  a column misspelt by a room
    given = {name: columns.get(name, DEFAULTS.get(name)) for name in COLUMNS} | {"kind": kind}
    named = {PREFIX + name: _column(name, value) for name, value in given.items()}
    return rows.order_by().annotate(**named).values_list(*named)


def number_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of these rows there are, without grouping the outer rows.

    ``rows`` are already those that point to the outer one (``.filter(survey=OuterRef("pk"))``); ``by`` is that field.
    """
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
