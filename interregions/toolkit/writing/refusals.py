"""A refusal said on the form as it was typed, instead of a page of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from interregions.common.errors import Refused, Stale

CONFLICT = 409


@contextmanager
def told_on(form: forms.BaseForm) -> Iterator[None]:
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


def status_of(form: forms.BaseForm) -> int:
    """How a page that shows this form answers: 409 once a rule refused what it sent."""
    return CONFLICT if form.is_bound and form.non_field_errors() else 200
