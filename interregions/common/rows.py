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


def hold(found: QuerySet[Row]) -> int:
    """Hold these rows, and these alone, until the end of the transaction, in one order for everybody; how many.

    The order of a model may lead through another table: its rows would be held with them, and two people who hold
    both in another order wait for each other.
    """
    return len(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def held_row(found: QuerySet[Row], pk: int) -> Row:
    """The row with this key as it stands once nobody else writes it, held until the end of the transaction.

    Locked alone, then read: a lock that joins other tables waits with what they said before, and finds nothing when
    the row now leads elsewhere.
    """
    hold(found.model._default_manager.filter(pk=pk))
    return found.get(pk=pk)
