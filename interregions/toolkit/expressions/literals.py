"""What a condition compares a choice question with: a code of its list, or a comparison that never holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .tree import Answered, Call, Chain, Current, Expression, Literal, children_of

_EQUALITIES = frozenset({"=", "!="})
_MOST_CODES = 12

# The code of each proposed answer, with its label.
Choices = Mapping[str, str]


def against_codes(expression: Expression, choices: Mapping[str, Choices], current: str) -> list[str]:
    """A sentence on each literal compared with, or ``selected`` on, a question whose list has no such code.

    ``choices`` are the lists by question; ``current`` is the question that « . » stands for.
    """
    sentences = []
    for asked, literal in _compared(expression):
        name = current if isinstance(asked, Current) else asked.name
        codes = choices.get(name, {})
        if codes and not _is_code(literal.value, codes):
            sentences.append(_sentence(name, literal.value, codes))
    return list(dict.fromkeys(sentences))


def _compared(expression: Expression) -> Iterator[tuple[Answered | Current, Literal]]:
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop(0)
        match node:
            case Chain(first=left, steps=(step,)) if step.operator in _EQUALITIES:
                for asked, literal in ((left, step.operand), (step.operand, left)):
                    if isinstance(asked, Answered | Current) and isinstance(literal, Literal):
                        yield asked, literal
            case Call(function="selected", arguments=(Answered() | Current() as asked, Literal() as literal)):
                yield asked, literal
        waiting.extend(children_of(node))


def _is_code(value: str | float, codes: Choices) -> bool:
    """Several choices are compared as their codes one after the other; nothing chosen is an empty text."""
    if isinstance(value, str):
        return all(word in codes for word in value.split())
    return any(_number(code) == value for code in codes)


def _number(code: str) -> float | None:
    try:
        return float(code)
    except ValueError:
        return None


def _sentence(name: str, value: str | float, codes: Choices) -> str:
    words = f"{value:g}" if isinstance(value, float) else value
    meant = [code for code, label in codes.items() if _bare(label) == _bare(words) or _bare(code) == _bare(words)]
    if len(meant) == 1:
        return f"« {words} » s’écrit '{meant[0]}' dans une condition."
    shown = ", ".join(f"'{code}'" for code in list(codes)[:_MOST_CODES])
    more = "…" if len(codes) > _MOST_CODES else ""
    return f"« {words} » n’est pas une réponse de « {name} ». Écrivez l’un de ces codes : {shown}{more}."


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()
