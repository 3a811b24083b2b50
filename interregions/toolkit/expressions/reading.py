"""From text to tree, with lark (LALR); every refusal is a French sentence that names the place."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import LarkError, VisitError

from .functions import DATE_FORMATS, reason_not_to_call
from .patterns import PatternRefused, compiled
from .tree import Answered, Call, Chain, Current, Expression, Literal, Opposite, Step, refused_at

MAXIMUM_LENGTH = 4_000
MAXIMUM_DEPTH = 64

_QUOTED_OR_PARENTHESIS = re.compile(r"\"[^\"]*\"|'[^']*'|“[^“”]*”|‘[^‘’]*’|’[^’]*’|”[^”]*”|[()]")


def _place(token: Token) -> dict[str, int]:
    return {"line": token.line or 1, "column": token.column or 1}


@v_args(inline=True)
class _Builder(Transformer[Token, Expression]):
    def number(self, token: Token) -> Expression:
        return Literal(value=float(token), **_place(token))

    def words(self, token: Token) -> Expression:
        return Literal(value=str(token)[1:-1], **_place(token))

    def reference(self, token: Token) -> Expression:
        return Answered(name=str(token)[2:-1].strip(), **_place(token))

    def current(self, token: Token) -> Expression:
        return Current(**_place(token))

    def inside(self, expression: Expression) -> Expression:
        return expression

    def signed(self, *parts: Any) -> Expression:
        operand: Expression = parts[-1]
        if len(parts) == 1:
            return operand
        place = _place(parts[0])
        once = Opposite(operand=operand, **place)
        return once if len(parts) % 2 == 0 else Opposite(operand=once, **place)

    def _chain(self, *parts: Any) -> Expression:
        first: Expression = parts[0]
        if len(parts) == 1:
            return first
        steps = tuple(Step(operator=str(parts[i]), operand=parts[i + 1]) for i in range(1, len(parts), 2))
        return Chain(first=first, steps=steps, line=first.line, column=first.column)

    either = both = equality = relation = total = product = _chain

    def call(self, name: Token, *arguments: Expression | None) -> Expression:
        given = tuple(argument for argument in arguments if argument is not None)
        reason = reason_not_to_call(str(name), len(given)) or _reason_not_to_take(str(name), given)
        if reason:
            raise refused_at(name.line or 1, name.column or 1, reason)
        return Call(function=str(name), arguments=given, **_place(name))


def _reason_not_to_take(name: str, arguments: tuple[Expression, ...]) -> str:
    """The arguments that have to be known in advance: a pattern, a date format."""
    if name not in ("regex", "format-date"):
        return ""
    written = arguments[1]
    if not isinstance(written, Literal) or not isinstance(written.value, str):
        return f"le second argument de « {name}() » doit être écrit entre guillemets."
    if name == "regex":
        try:
            compiled(written.value)
        except PatternRefused as refusal:
            return f"le motif de « regex() » est refusé, {refusal}"
        return ""
    unknown = [sign for sign in re.findall(r"%(.?)", written.value, re.S) if not sign or sign not in DATE_FORMATS]
    return f"le format de date « %{unknown[0]} » n’est pas pris en charge." if unknown else ""


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    text = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    # The grammar is read once; the transformer builds the tree while parsing, so nothing recurses.
    return Lark(text, parser="lalr", lexer="contextual", transformer=_Builder(), maybe_placeholders=False)


def _refuse_depth(text: str) -> None:
    depth = 0
    for found in _QUOTED_OR_PARENTHESIS.finditer(text):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if depth > MAXIMUM_DEPTH:
            before = text[: found.start()]
            line = before.count("\n") + 1
            raise refused_at(
                line, found.start() - before.rfind("\n"), f"plus de {MAXIMUM_DEPTH} parenthèses imbriquées."
            )


@lru_cache(maxsize=2_048)
def parse(text: str) -> Expression:
    """The tree of an expression. Raises ExpressionRefused."""
    if len(text) > MAXIMUM_LENGTH:
        raise refused_at(1, MAXIMUM_LENGTH + 1, f"l’expression dépasse {MAXIMUM_LENGTH} caractères.")
    if not text.strip():
        raise refused_at(1, 1, "elle est vide.")
    _refuse_depth(text)
    try:
        tree: Any = _grammar().parse(text)
    except UnexpectedInput as unexpected:
        raise _not_understood(text, unexpected) from None
    except VisitError as failure:
        raise failure.orig_exc from None
    except LarkError:
        raise refused_at(1, 1, "sa forme n’est pas reconnue.") from None
    return cast(Expression, tree)


def _not_understood(text: str, unexpected: UnexpectedInput) -> Exception:
    at = getattr(unexpected, "pos_in_stream", None)
    token = getattr(unexpected, "token", None)
    if at is None or at < 0 or at >= len(text) or (token is not None and token.type == "$END"):
        return refused_at(text.count("\n") + 1, len(text) - text.rfind("\n"), "elle s’arrête trop tôt.")
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    rest = text[at:]
    if at and text[at - 1] + rest[0] in ("..", "=="):
        rest, column = text[at - 1 :], column - 1
    return refused_at(line, column, _reason(rest))


_REASONS = (
    (r"\$\{\s*last-saved#", "« last-saved » (la réponse d’avant) n’est pas pris en charge."),
    (r"\$\{", "un nom de question s’écrit ${nom}, en lettres sans accent, chiffres et tirets bas."),
    (r"/|\.\.|::", "les chemins (« / », « .. ») ne sont pas pris en charge : écrivez ${nom}."),
    (r"[\"'“‘’”]", "un texte entre guillemets est mal placé ou n’est pas refermé."),
    (r"[\[\]]", "les filtres entre crochets ne sont pas pris en charge."),
    (r"==", "l’égalité s’écrit avec un seul signe =."),
    (r"<>", "la différence s’écrit !=."),
    (r"&&|\|\|", "« et » s’écrit and, « ou » s’écrit or."),
    (r"\|", "la réunion d’ensembles (« | ») n’est pas prise en charge."),
    (r"@", "les attributs (« @ ») ne sont pas pris en charge."),
    (r"\$", "les variables (« $ ») ne sont pas prises en charge : écrivez ${nom}."),
)


def _reason(rest: str) -> str:
    for pattern, sentence in _REASONS:
        if re.match(pattern, rest):
            return sentence
    word = re.match(r"[\w.-]+", rest)
    if word and not word.group()[0].isdigit() and word.group() not in ("and", "or", "div", "mod"):
        shown = word.group()[:60]
        return f"« {shown} » n’est pas compris ; un texte s’écrit entre guillemets, une question ${{nom}}."
    return f"« {(word.group() if word else rest[0])[:60]} » n’est pas attendu ici."
