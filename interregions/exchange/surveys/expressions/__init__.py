"""XLSForm's expression language: read with lark, evaluated here, never by `eval`. Pure."""

from .checking import Finding, WrittenQuestion, check_expressions
from .evaluation import evaluate
from .functions import FUNCTIONS, REFUSED_FUNCTIONS
from .reading import MAXIMUM_DEPTH, MAXIMUM_LENGTH, parse
from .tree import Expression, ExpressionRefused, Value, names_used
from .values import is_true, value_of

__all__ = [
    "FUNCTIONS",
    "MAXIMUM_DEPTH",
    "MAXIMUM_LENGTH",
    "REFUSED_FUNCTIONS",
    "Expression",
    "ExpressionRefused",
    "Finding",
    "Value",
    "WrittenQuestion",
    "check_expressions",
    "evaluate",
    "is_true",
    "names_used",
    "parse",
    "value_of",
]
