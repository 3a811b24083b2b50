"""XLSForm's expression language: read with lark, evaluated here, never by `eval`. Pure."""

from .checking import Finding, WrittenQuestion, check_expressions
from .evaluation import evaluate
from .functions import FUNCTIONS, REFUSED_FUNCTIONS
from .literals import against_codes
from .reading import MAXIMUM_DEPTH, MAXIMUM_LENGTH, parse
from .tree import Expression, ExpressionRefused, Value, names_used
from .values import is_true, value_of
from .wording import Named, in_french

__all__ = [
    "FUNCTIONS",
    "MAXIMUM_DEPTH",
    "MAXIMUM_LENGTH",
    "REFUSED_FUNCTIONS",
    "Expression",
    "ExpressionRefused",
    "Finding",
    "Named",
    "Value",
    "WrittenQuestion",
    "against_codes",
    "check_expressions",
    "evaluate",
    "in_french",
    "is_true",
    "names_used",
    "parse",
    "value_of",
]
