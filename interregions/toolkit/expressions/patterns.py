"""Regular expressions in linear time: a small subset, run by walking all states at once (Thompson), never by `re`.

Nested repetitions such as `([0-9]{2} ?){5}` are therefore harmless. What is not in the subset (back-references,
look-around) is refused by name. As in ODK, the whole text has to match.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

MAXIMUM_LENGTH = 500
MAXIMUM_STATES = 1_000
MAXIMUM_DEPTH = 32

Accepts = Callable[[str], bool]
START, END = "start", "end"


class PatternRefused(ValueError):  # noqa: N818 - a refusal, as in common.errors
    """A French sentence."""


def _is_space(sign: str) -> bool:
    return sign.isspace()


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _is_digit(sign: str) -> bool:
    return "0" <= sign <= "9"


_CLASSES: dict[str, Accepts] = {"d": _is_digit, "w": _is_word, "s": _is_space}
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


def _not(accepts: Accepts) -> Accepts:
    return lambda sign: not accepts(sign)


def _exactly(expected: str) -> Accepts:
    return lambda sign: sign == expected


@dataclass
class _State:
    """Either a free move to `targets`, or one character accepted towards `targets[0]`."""

    accepts: Accepts | None = None
    anchor: str = ""
    targets: list[int] = field(default_factory=list)


# A piece of pattern builds itself towards the state that follows it, and returns its own first state.
Piece = Callable[["Pattern", int], int]


@dataclass
class Pattern:
    states: list[_State] = field(default_factory=list)
    first: int = 0

    def add(self, *targets: int, accepts: Accepts | None = None, anchor: str = "") -> int:
        if len(self.states) >= MAXIMUM_STATES:
            raise PatternRefused("le motif est trop grand (répétitions trop nombreuses).")
        self.states.append(_State(accepts, anchor, list(targets)))
        return len(self.states) - 1

    def _reachable(self, starts: list[int], *, at_start: bool, at_end: bool) -> set[int]:
        seen: set[int] = set()
        waiting = list(starts)
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            state = self.states[number]
            open_here = not state.anchor or (at_start if state.anchor == START else at_end)
            if state.accepts is None and open_here:
                waiting.extend(state.targets)
        return seen

    def matches(self, text: str) -> bool:
        """Whole match; the last state (number 0) is the end."""
        here = self._reachable([self.first], at_start=True, at_end=not text)
        for position, sign in enumerate(text, start=1):
            after: list[int] = []
            for number in here:
                accepts = self.states[number].accepts
                if accepts is not None and accepts(sign):
                    after.append(self.states[number].targets[0])
            if not after:
                return False
            here = self._reachable(after, at_start=False, at_end=position == len(text))
        return 0 in here


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self) -> str:
        sign = self.peek()
        self.at += 1
        return sign

    def alternatives(self) -> Piece:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise PatternRefused("le motif a trop de parenthèses imbriquées.")
        branches = [self.sequence()]
        while self.peek() == "|":
            self.take()
            branches.append(self.sequence())
        self.depth -= 1
        return _either(branches)

    def sequence(self) -> Piece:
        pieces: list[Piece] = []
        while self.peek() and self.peek() not in "|)":
            pieces.append(self.repeated(self.atom()))
        return _in_order(pieces)

    def repeated(self, piece: Piece) -> Piece:
        sign = self.peek()
        if sign in ("*", "+", "?") and sign:
            self.take()
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        elif sign == "{":
            least, most = self.bounds()
        else:
            return piece
        if self.peek() == "?":
            self.take()  # a lazy repetition matches the same whole texts
        if self.peek() in ("*", "+", "{") and self.peek():
            raise PatternRefused("deux répétitions se suivent.")
        return _repeat(piece, least, most)

    def bounds(self) -> tuple[int, int | None]:
        end = self.text.find("}", self.at)
        inside = self.text[self.at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        if not (low.isdecimal() and low.isascii()) or (high and not (high.isdecimal() and high.isascii())):
            raise PatternRefused(f"répétition incomprise « {{{inside[:20]} ».")
        if len(low) > 4 or len(high) > 4:
            raise PatternRefused("le motif est trop grand (répétitions trop nombreuses).")
        self.at = end + 1
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if most is not None and most < least:
            raise PatternRefused("une répétition a un maximum plus petit que son minimum.")
        return least, most

    def atom(self) -> Piece:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return _one(self.listed())
        if sign == ".":
            return _one(_not(_exactly("\n")))
        if sign in ("^", "$"):
            return _anchor(START if sign == "^" else END)
        if sign == "\\":
            return _one(self.escaped())
        if sign in "*+?{":
            raise PatternRefused(f"rien à répéter devant « {sign} ».")
        return _one(_exactly(sign))

    def group(self) -> Piece:
        if self.peek() == "?":
            if not self.text.startswith("?:", self.at):
                raise PatternRefused(f"« (?{self.text[self.at + 1 : self.at + 2]} » n’est pas pris en charge.")
            self.at += 2
        piece = self.alternatives()
        if self.take() != ")":
            raise PatternRefused("une parenthèse n’est pas fermée.")
        return piece

    def escaped(self) -> Accepts:
        sign = self.take()
        if not sign:
            raise PatternRefused("le motif finit par une barre oblique inverse.")
        if sign.lower() in _CLASSES:
            accepts = _CLASSES[sign.lower()]
            return accepts if sign.islower() else _not(accepts)
        if sign in _SIGNS:
            return _exactly(_SIGNS[sign])
        if sign.isalnum():
            raise PatternRefused(f"« \\{sign} » n’est pas pris en charge.")
        return _exactly(sign)

    def listed(self) -> Accepts:
        refused = self.peek() == "^"
        if refused:
            self.take()
        singles: set[str] = set()
        ranges: list[tuple[str, str]] = []
        classes: list[Accepts] = []
        start = self.at
        while self.peek() != "]" or self.at == start:
            sign = self.take()
            if not sign:
                raise PatternRefused("un crochet n’est pas fermé.")
            if sign == "\\":
                classes.append(self.escaped())
            elif self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", "\\", ""):
                self.take()
                high = self.take()
                if high < sign:
                    raise PatternRefused(f"l’intervalle « {sign}-{high} » est à l’envers.")
                ranges.append((sign, high))
            else:
                singles.add(sign)
        self.take()

        def accepts(sign: str) -> bool:
            return (
                sign in singles
                or any(low <= sign <= high for low, high in ranges)
                or any(known(sign) for known in classes)
            )

        return _not(accepts) if refused else accepts


def _one(accepts: Accepts) -> Piece:
    return lambda pattern, after: pattern.add(after, accepts=accepts)


def _anchor(kind: str) -> Piece:
    return lambda pattern, after: pattern.add(after, anchor=kind)


def _either(branches: list[Piece]) -> Piece:
    if len(branches) == 1:
        return branches[0]
    return lambda pattern, after: pattern.add(*(branch(pattern, after) for branch in branches))


def _in_order(pieces: list[Piece]) -> Piece:
    def build(pattern: Pattern, after: int) -> int:
        for piece in reversed(pieces):
            after = piece(pattern, after)
        return after

    return build


def _repeat(piece: Piece, least: int, most: int | None) -> Piece:
    def build(pattern: Pattern, after: int) -> int:
        if most is None:
            loop = pattern.add(after)
            pattern.states[loop].targets.append(piece(pattern, loop))
            after = loop
        else:
            end = after
            for _ in range(most - least):
                after = pattern.add(piece(pattern, after), end)
        for _ in range(least):
            pattern.add(after)  # each turn costs a state, even of an empty piece
            after = piece(pattern, after)
        return after

    return build


@lru_cache(maxsize=256)
def compiled(text: str) -> Pattern:
    """The pattern, or PatternRefused with a French sentence."""
    if len(text) > MAXIMUM_LENGTH:
        raise PatternRefused(f"le motif dépasse {MAXIMUM_LENGTH} caractères.")
    reader = _Reader(text)
    piece = reader.alternatives()
    if reader.peek() == ")":
        raise PatternRefused("une parenthèse est fermée sans avoir été ouverte.")
    pattern = Pattern()
    end = pattern.add()
    pattern.first = piece(pattern, end)
    return pattern
