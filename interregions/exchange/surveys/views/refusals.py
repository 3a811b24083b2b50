"""A refusal on a page that has a form: said above it, and nothing of what was typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from interregions.common.errors import Refused, Stale

CONFLICT = 409


class TellsErrors(Protocol):
    """A form that keeps what was typed and shows sentences above it."""

    def add_error(self, field: str | None, error: str) -> None: ...

    def non_field_errors(self) -> object: ...


@contextmanager
def told_above(form: TellsErrors) -> Iterator[None]:
    """A refused gesture becomes sentences above the form; two versions of a text go to their own page."""
    try:
        yield
    except Stale:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)


def status_of(form: TellsErrors, otherwise: int = 200) -> int:
    """409 when a gesture was refused, so that the page is not taken for a success."""
    return CONFLICT if form.non_field_errors() else otherwise
