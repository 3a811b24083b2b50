"""A refusal said above the form that was typed, instead of a page of its own: nothing of it is lost."""

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
def told_on(form: TellsErrors) -> Iterator[None]:
    """Run a gesture: what refuses it is written above the form, which keeps what was typed.

    Two versions of one text (``Stale``) still have their page, where both are read.
    """
    try:
        yield
    except Stale:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)


def status_of(form: TellsErrors, otherwise: int = 200) -> int:
    """How a page that shows this form answers: 409 once a gesture was refused, so that it is not taken for done."""
    return CONFLICT if form.non_field_errors() else otherwise
