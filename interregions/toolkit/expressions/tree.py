"""The tree an expression is read into: frozen, each node knowing where it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Value = None | str | float | bool | date | tuple[str, ...]


class ExpressionRefused(ValueError):  # noqa: N818 - a refusal, as in common.errors
    """An expression that was not understood: a French sentence, with its place in the text."""

    def __init__(self, sentence: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
        self.column = column


def refused_at(line: int, column: int, reason: str) -> ExpressionRefused:
    place = f"caractère {column}" if line == 1 else f"ligne {line}, caractère {column}"
    return ExpressionRefused(f"Expression non comprise ({place}) : {reason}", line=line, column=column)


@dataclass(frozen=True, kw_only=True)
class Node:
    line: int = field(default=1, compare=False)
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True)
class Literal(Node):
    value: str | float


@dataclass(frozen=True, kw_only=True)
class Answered(Node):
    """`${name}`: the answer to another question."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Current(Node):
    """`.`: the answer being checked."""


@dataclass(frozen=True, kw_only=True)
class Opposite(Node):
    operand: Expression


@dataclass(frozen=True, kw_only=True)
class Step:
    operator: str
    operand: Expression


@dataclass(frozen=True, kw_only=True)
class Chain(Node):
    """Operators of one precedence, applied from left to right."""

    first: Expression
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Call(Node):
    function: str
    arguments: tuple[Expression, ...]


Expression = Literal | Answered | Current | Opposite | Chain | Call


def children_of(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Opposite(operand=operand):
            return (operand,)
        case Chain(first=first, steps=steps):
            return (first, *(step.operand for step in steps))
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def names_used(expression: Expression) -> frozenset[str]:
    """The questions named by `${…}`."""
    names: set[str] = set()
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Answered):
            names.add(node.name)
        waiting.extend(children_of(node))
    return frozenset(names)
