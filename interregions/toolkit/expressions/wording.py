"""A condition said in French, for those who read a questionnaire and not the language it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interregions.common.typography import number

from .reading import parse
from .tree import Answered, Call, Chain, Current, Expression, ExpressionRefused, Literal

_COMPARED = {
    "=": "est",
    "!=": "n’est pas",
    ">": "est plus de",
    ">=": "est au moins",
    "<": "est moins de",
    "<=": "est au plus",
}
_EMPTY = {"=": "est sans réponse", "!=": "a une réponse"}
_JOINED = {"and": " et ", "or": " ou "}
_LONGEST_LABEL = 60


@dataclass(frozen=True)
class Named:
    """What the reader knows a question by: its label, and those of its choices by code."""

    label: str
    choices: Mapping[str, str] = field(default_factory=dict)


def in_french(text: str, questions: Mapping[str, Named]) -> str:
    """« Budget » est au moins 10 000 et « Pôle » est « Oui »; empty when words would not be truer than the text."""
    try:
        return _said(parse(text), questions, inside=False)
    except (ExpressionRefused, _Unsaid):
        return ""


class _Unsaid(Exception):  # noqa: N818 - not an error: the text itself will be shown
    pass


def _said(expression: Expression, questions: Mapping[str, Named], *, inside: bool) -> str:
    match expression:
        case Chain(first=first, steps=steps) if steps and {step.operator for step in steps} <= set(_JOINED):
            words = _JOINED[steps[0].operator].join(
                _said(each, questions, inside=True) for each in (first, *(step.operand for step in steps))
            )
            return f"({words})" if inside else words
        case Chain(first=Answered(name=name) | Call(arguments=(Answered(name=name),)), steps=(step,)):
            return _compared(expression, name, step.operator, step.operand, questions)
        case Chain(first=Current(), steps=(step,)) if step.operator in _COMPARED:
            return f"la réponse {_COMPARED[step.operator]} {_value(step.operand, None)}"
        case Call(function="selected", arguments=(Answered(name=name), Literal() as chosen)):
            return f"{_label(name, questions)} contient {_value(chosen, questions.get(name))}"
        case Call(function="not", arguments=(Call(function="selected", arguments=(Answered(name=name), chosen)),)):
            return f"{_label(name, questions)} ne contient pas {_value(chosen, questions.get(name))}"
    raise _Unsaid


def _compared(whole: Chain, name: str, operator: str, operand: Expression, questions: Mapping[str, Named]) -> str:
    first = whole.first
    if operator not in _COMPARED:
        raise _Unsaid
    label = _label(name, questions)
    if isinstance(first, Call):
        if first.function != "count-selected":
            raise _Unsaid
        return f"le nombre de réponses à {label} {_COMPARED[operator]} {_value(operand, None)}"
    if isinstance(operand, Literal) and operand.value == "":
        if operator not in _EMPTY:
            raise _Unsaid
        return f"{label} {_EMPTY[operator]}"
    return f"{label} {_COMPARED[operator]} {_value(operand, questions.get(name))}"


def _label(name: str, questions: Mapping[str, Named]) -> str:
    if name not in questions:
        raise _Unsaid
    label = questions[name].label.strip().rstrip(" ?:")
    return f"« {label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + '…'} »"


def _value(expression: Expression, question: Named | None) -> str:
    match expression:
        case Literal(value=str() as code):
            return f"« {question.choices.get(code, code) if question else code} »"
        case Literal(value=float() as figure):
            return number(figure)
    raise _Unsaid
