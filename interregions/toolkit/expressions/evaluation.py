"""The value of an expression, on the server, in time linear in the expression and the answers. Never `eval`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from .patterns import compiled
from .tree import Answered, Call, Chain, Current, Expression, Literal, Opposite, Step, Value
from .values import are_equal, as_date, as_number, as_text, chosen, compared, is_true, value_of

_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_LONGEST_TEXT = 100_000
_LONGEST_MATCHED = 4_000


def evaluate(expression: Expression, answers: Mapping[str, Value], current: Value | None, today: date) -> Value:
    """The value of the expression; an unknown or unanswered question is empty."""
    return _Evaluation(answers, value_of(current), today).of(expression)


@dataclass(frozen=True)
class _Evaluation:
    answers: Mapping[str, Value]
    current: Value
    today: date

    def of(self, expression: Expression) -> Value:
        match expression:
            case Literal(value=value):
                return value
            case Answered(name=name):
                return value_of(self.answers.get(name))
            case Current():
                return self.current
            case Opposite(operand=operand):
                return -as_number(self.of(operand))
            case Chain():
                return self.chain(expression)
            case Call():
                return self.call(expression)

    def chain(self, chain: Chain) -> Value:
        if chain.steps[0].operator in ("and", "or"):
            return self.connected(chain.first, chain.steps)
        left = self.of(chain.first)
        for step in chain.steps:
            left = _OPERATORS[step.operator](left, self.of(step.operand))
        return left

    def connected(self, first: Expression, steps: tuple[Step, ...]) -> bool:
        operands = (first, *(step.operand for step in steps))
        if steps[0].operator == "and":
            return all(is_true(self.of(operand)) for operand in operands)
        return any(is_true(self.of(operand)) for operand in operands)

    def call(self, call: Call) -> Value:
        if call.function == "if":
            condition, then, otherwise = call.arguments
            return self.of(then if is_true(self.of(condition)) else otherwise)
        if call.function in ("today", "now"):
            return self.today
        return _CALLS[call.function](*(self.of(argument) for argument in call.arguments))


def _divide(left: float, right: float) -> float:
    if right == 0:
        if left == 0 or math.isnan(left):
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1.0, right)
    return left / right


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _plus(sign: int) -> Callable[[Value, Value], Value]:
    """Dates move by days; everything else is a sum of numbers."""

    def apply(left: Value, right: Value) -> Value:
        if isinstance(left, date) and isinstance(right, float):
            return as_date(as_number(left) + sign * right)
        return as_number(left) + sign * as_number(right)

    return apply


def _ordered(test: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    return lambda left, right: test(*compared(left, right))


_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": are_equal,
    "!=": lambda left, right: not are_equal(left, right),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "+": _plus(1),
    "-": _plus(-1),
    "*": lambda left, right: as_number(left) * as_number(right),
    "div": lambda left, right: _divide(as_number(left), as_number(right)),
    "mod": lambda left, right: _remainder(as_number(left), as_number(right)),
}


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if as_text(value) != ""), "")


def _selected(value: Value, choice: Value) -> bool:
    return as_text(choice).strip() in chosen(value)


def _selected_at(value: Value, rank: Value) -> str:
    number, choices = as_number(rank), chosen(value)
    return choices[int(number)] if math.isfinite(number) and 0 <= number < len(choices) else ""


def _count_selected(value: Value) -> float:
    if isinstance(value, bool):
        return 1.0
    return float(len(chosen(value)))


def _int(value: Value) -> float:
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else math.nan


def _round(value: Value, places: Value = 0.0) -> float:
    number, decimals = as_number(value), as_number(places)
    if not math.isfinite(number) or not math.isfinite(decimals):
        return math.nan
    scale = 10.0 ** max(-15, min(15, int(decimals)))
    moved = number * scale
    return math.floor(moved + 0.5) / scale if math.isfinite(moved) else number


def _concat(*values: Value) -> str:
    return "".join(map(as_text, values))[:_LONGEST_TEXT]


def _substr(value: Value, start: Value, end: Value = None) -> str:
    text = as_text(value)
    first = _place(start, len(text))
    last = len(text) if end is None else _place(end, len(text))
    return text[first:last]


def _place(value: Value, length: int) -> int:
    number = as_number(value)
    if math.isnan(number):
        return 0
    number = max(-float(length), min(float(length), number))
    return int(number) if number >= 0 else length + int(number)


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Value]:
    """The extreme of the arguments that were answered: dates together give a date."""

    def apply(*values: Value) -> Value:
        given = [value for value in values if as_text(value) != ""]
        if not given:
            return ""
        dates = [found for value in given if isinstance(value, date) and (found := as_date(value))]
        if len(dates) == len(given):
            return as_date(choose([as_number(found) for found in dates]))
        numbers = [as_number(value) for value in given]
        return math.nan if any(map(math.isnan, numbers)) else choose(numbers)

    return apply


def _sum(*values: Value) -> float:
    """Unanswered arguments count for nothing, as in a sum over answers."""
    total = 0.0
    for value in values:
        if as_text(value) != "":
            total += as_number(value)
    return total


def _date(value: Value) -> Value:
    return as_date(value) or ""


def _format_date(value: Value, written: Value) -> str:
    day = as_date(value)
    if day is None:
        return ""
    parts = {
        "%Y": f"{day.year:04}",
        "%y": f"{day.year % 100:02}",
        "%m": f"{day.month:02}",
        "%n": str(day.month),
        "%d": f"{day.day:02}",
        "%e": str(day.day),
        "%b": _MONTHS[day.month - 1],
        "%a": _DAYS[day.weekday()],
    }
    text, pieces, at = as_text(written), [], 0
    while at < len(text):
        step = 2 if text[at : at + 2] in parts else 1
        pieces.append(parts.get(text[at : at + 2], text[at]))
        at += step
    return "".join(pieces)


_CALLS: dict[str, Callable[..., Value]] = {
    "true": lambda: True,
    "false": lambda: False,
    "not": lambda value: not is_true(value),
    "coalesce": _coalesce,
    "selected": _selected,
    "count-selected": _count_selected,
    "selected-at": _selected_at,
    "string": as_text,
    "number": as_number,
    "int": _int,
    "boolean": is_true,
    "boolean-from-string": lambda value: as_text(value).strip().casefold() in ("true", "1"),
    "date": _date,
    "concat": _concat,
    "string-length": lambda value: float(len(as_text(value))),
    "contains": lambda value, part: as_text(part) in as_text(value),
    "starts-with": lambda value, part: as_text(value).startswith(as_text(part)),
    "ends-with": lambda value, part: as_text(value).endswith(as_text(part)),
    "substr": _substr,
    "substring-before": lambda value, part: (
        as_text(value).partition(as_text(part))[0] if as_text(part) and as_text(part) in as_text(value) else ""
    ),
    "substring-after": lambda value, part: (
        as_text(value).partition(as_text(part))[2] if as_text(part) else as_text(value)
    ),
    "normalize-space": lambda value: " ".join(as_text(value).split()),
    "regex": lambda value, pattern: (
        len(as_text(value)) <= _LONGEST_MATCHED and compiled(as_text(pattern)).matches(as_text(value))
    ),
    "round": _round,
    "abs": lambda value: abs(as_number(value)),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _sum,
    "format-date": _format_date,
}
