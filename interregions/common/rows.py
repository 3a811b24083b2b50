"""Reading one row by its key."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def row_of(found: QuerySet[Row]) -> Row | None:
    """The row of a filter on a unique key, or None.

    ``first()`` would also put it in order, which costs more here than reading it: on a wide join Django compares
    every column it selects with those it orders by.
    """
    return next(iter(found.order_by()[:1]), None)
