"""XPath's conversions between values: an unanswered question is the empty text, an empty text is no number."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal

from .tree import Value

_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?", re.ASCII | re.S)
_EPOCH = date(1970, 1, 1).toordinal()
_YES = frozenset({"yes", "oui", "true", "vrai", "1"})
_NO = frozenset({"no", "non", "false", "faux", "0"})


def value_of(answer: object) -> Value:
    """Any stored answer as one of the values of the language."""
    if isinstance(answer, datetime):
        return answer.date()
    if answer is None or isinstance(answer, str | bool | date):
        return answer
    if isinstance(answer, int | float | Decimal):
        try:
            return float(answer)
        except OverflowError:
            return math.inf if answer > 0 else -math.inf
    if isinstance(answer, tuple | list | set | frozenset):
        listed = sorted(map(str, answer)) if isinstance(answer, set | frozenset) else map(str, answer)
        return tuple(listed)
    return str(answer)


def as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value) if isinstance(value, tuple) else value


def _number_as_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() else repr(number)


def as_number(value: Value) -> float:
    if isinstance(value, float | bool):
        return float(value)
    if isinstance(value, date):
        return float(value.toordinal() - _EPOCH)
    text = as_text(value).strip()
    # Beyond 400 digits a text is no number anyone meant; the bound keeps conversion linear.
    return float(text) if len(text) <= 400 and _NUMBER.fullmatch(text) else math.nan


def as_date(value: Value) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        ordinal = math.floor(value) + _EPOCH if math.isfinite(value) else 0
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    found = _DATE.fullmatch(as_text(value).strip())
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def is_true(value: Value) -> bool:
    """XPath's `boolean()`: a non-empty text, a number other than zero, a date, at least one choice."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return True if isinstance(value, date) else bool(value)


def chosen(value: Value) -> tuple[str, ...]:
    """The choices made, in order."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("yes", "oui", "true", "1") if value else ("no", "non", "false", "0")
    return tuple(as_text(value).split())


def are_equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return _yes_or_no(left) == _yes_or_no(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    if isinstance(left, date) or isinstance(right, date):
        one, other = as_date(left), as_date(right)
        return one is not None and one == other
    return as_text(left) == as_text(right)


def _yes_or_no(value: Value) -> bool | None:
    """A yes/no answer is compared with « oui », « yes »… as with the choice of that name; with nothing, it differs."""
    if isinstance(value, str) or value is None:
        word = as_text(value).strip().casefold()
        return True if word in _YES else False if word in _NO else (None if not word else True)
    return is_true(value)


def compared(left: Value, right: Value) -> tuple[float, float]:
    """Two numbers to set in order: dates when either is one or both are written as such, numbers otherwise."""
    if isinstance(left, float | bool) or isinstance(right, float | bool):
        return as_number(left), as_number(right)
    one, other = as_date(left), as_date(right)
    if one is not None and other is not None:
        return as_number(one), as_number(other)
    if isinstance(left, date) or isinstance(right, date):
        return math.nan, math.nan
    return as_number(left), as_number(right)
