"""What one reader may be told of a figure, beside the answers they read with a name. Pure.

A figure less the named answers is the figure of the others: those that asked not to be named, or whose circle does not
reach the reader. So they are a group like another. When telling the whole would tell them, the reader is told the
answers they read alone. What one will read once the survey is open to its circle counts as read: what is told before
an embargo is still known after it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from interregions.exchange.surveys.questionnaires.rules.visibility import (
    READ_BY_EPCI,
    READ_BY_LEAD,
    READ_BY_REGIONS,
)
from interregions.exchange.surveys.restitution.rules.disclosure import Numbers
from interregions.exchange.surveys.restitution.rules.figures.form import Asked, Counted, Figure, Form, Sources


class Question(Asked, Protocol):
    @property
    def id(self) -> int: ...
    @property
    def condition(self) -> str: ...


LEAD, REGIONS, EPCI = 1, 2, 4
EVERY_CIRCLE = tuple(range(1, 8))
UNNAMED, SHY = "unnamed", "shy"  # asked not to be named; an EPCI that did not agree to be read by Régions
EXACT_WORDS = "Nombres exacts\u202f: vous lisez le nom de chacune de ces réponses."
PARTIAL_WORDS = (
    "Seules sont comptées les réponses que vous pouvez lire avec leur nom\u202f: le tout, moins elles, dirait celles "
    "des autres."
)
HUSHED_WORDS = (
    "Cette figure n’est pas montrée\u202f: avec ce que vous lisez déjà, elle dirait la réponse d’un organisme qui ne "
    "l’a pas ouverte à votre cercle."
)
UNGROUPED_WORDS = "La ventilation n’est pas montrée\u202f: avec les réponses nommées, elle dirait les autres."


def mask_of(*, circle: str, unnamed: bool, shy: bool) -> int:
    """Who reads an answer by name, among the responsible Région, the Régions and the EPCI."""
    if unnamed:
        return 0
    by_regions = (LEAD if circle in READ_BY_LEAD else 0) | (REGIONS if circle in READ_BY_REGIONS else 0)
    return (0 if shy else by_regions) | (EPCI if circle in READ_BY_EPCI else 0)


@dataclass
class Behind:
    """The answers to one question that the same readers read: what stands behind a part of its figure."""

    mask: int
    level: str = ""  # hidden as a whole response: UNNAMED or SHY
    group: str = ""  # of the declared breakdown
    answers: list[list[int | None]] = field(default_factory=list)  # variable, option, times
    selections: list[list[int | None]] = field(default_factory=list)  # variable, option, rank, times
    numbers: list[list[Any]] = field(default_factory=list)  # variable, times, total, largest

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if value}

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> "Behind":
        return Behind(**{"mask": 0, **told})


@dataclass(frozen=True)
class Base:
    """How many responses an edition counts, and how many are hidden whole."""

    answered: int
    unnamed: int = 0
    shy: int = 0


@dataclass(frozen=True)
class Own:
    """A response of one's own: when it came, how it is hidden from the others, its answers by question."""

    at: datetime
    level: str
    answers: Mapping[int, Sequence[Behind]]


@dataclass(frozen=True)
class Reader:
    """The circles one reads or will read, whether they are open today, and one's own responses."""

    circles: int = 0
    is_open: bool = False
    facilitator: bool = False
    own: Sequence[Own] = ()

    def reads(self, behind: Behind) -> bool:
        return bool(behind.mask & self.circles) or (self.facilitator and behind.level != UNNAMED)

    def hides(self, level: str) -> bool:
        """Whether a response of this level is hidden whole."""
        return level == UNNAMED or (level == SHY and not self.facilitator and not self.circles & EPCI)


class Mode(StrEnum):
    WHOLE = "whole"
    UNGROUPED = "ungrouped"
    EXACT = "exact"
    PARTIAL = "partial"
    HUSHED = "hushed"


@dataclass(frozen=True)
class Told:
    """What is told of one figure, and why it is not what was published."""

    mode: Mode
    figure: Figure
    words: str = ""
    is_quiet: bool = False  # how many answered is not told either


def gathered(parts: Iterable[Behind], without: Iterable[Behind] = ()) -> Sources:
    """The counts of these answers together, less some of them."""
    counts, groups, numbers = Counted(), dict[str, Counted](), dict[int, Numbers]()
    for sign, each in [*((1, part) for part in parts), *((-1, part) for part in without)]:
        for into in (counts, *([groups.setdefault(each.group, Counted())] if each.group else [])):
            _add(into, each, sign)
        for variable, times, total, largest in each.numbers:
            held = numbers.get(variable, Numbers(0))
            most = max(held.largest, Decimal(largest)) if sign > 0 else held.largest
            numbers[variable] = Numbers(held.n + sign * times, held.total + sign * Decimal(total), most)
    return Sources(counts, groups, numbers)


def _add(into: Counted, behind: Behind, sign: int) -> None:
    for variable, option, times in behind.answers:
        held = into.answers.setdefault(variable or 0, {})
        held[option] = held.get(option, 0) + sign * (times or 0)
    for variable, option, rank, times in behind.selections:
        ranks = into.selections.setdefault(variable or 0, {}).setdefault(option or 0, {})
        ranks[rank] = ranks.get(rank, 0) + sign * (times or 0)


def answered(question: Asked, sources: Sources) -> int:
    return max((sources.counts.n(variable) for variable in question.variables), default=0)


def told_to(question: Question, form: Form, figure: Figure, reader: Reader, *, circle: str) -> Told:
    """The figure as this reader may read it; ``circle`` is the one the question was asked for.

    A figure that is printed again has its new counts beside it: for who was not told the earlier one, nothing can be
    subtracted from it, and its being printed again would say what it was.
    """
    first = _told(question, form, figure, reader, circle)
    fresh = figure.get("fresh")
    if fresh is None or reader.facilitator or first.mode not in (Mode.PARTIAL, Mode.HUSHED):
        return first
    return _told(question, form, fresh, reader, circle)


def behind_in(figure: Figure) -> list[Behind]:
    return [Behind.from_json(part) for part in figure.get("behind", ())]


def base_in(figure: Figure) -> Base:
    return Base(**figure["base"]) if "base" in figure else Base(0)


def _told(question: Question, form: Form, figure: Figure, reader: Reader, circle: str) -> Told:
    moment = datetime.fromisoformat(figure["as_of"]) if "as_of" in figure else None
    mine = [each for each in reader.own if moment is None or each.at <= moment]
    own = [part for each in mine for part in each.answers.get(question.id, ()) if not reader.reads(part)]
    parts = behind_in(figure)
    unread = [each for each in parts if not reader.reads(each)]
    read = [each for each in parts if reader.reads(each)]
    hidden, readable = gathered(unread, own), gathered([*read, *own])
    if is_conditional(question) and _says_who_was_asked(
        question, (unread, own), (base_in(figure), [each.level for each in mine]), reader, circle
    ):
        told = _partial(question, form, figure, readable, reader) if read else Told(Mode.HUSHED, _blank(figure))
        return replace(told, is_quiet=True, words=PARTIAL_WORDS if read else HUSHED_WORDS)
    if answered(question, hidden) == 0:
        return _exact(question, form, figure, readable, reader)
    if reader.facilitator:
        return Told(Mode.WHOLE, figure)
    if not form.reveals(question, figure, hidden):
        return _grouped(question, form, figure, hidden)
    if answered(question, readable) == 0:
        return Told(Mode.WHOLE, figure)
    return (
        _partial(question, form, figure, readable, reader) if read else Told(Mode.HUSHED, _blank(figure), HUSHED_WORDS)
    )


def is_conditional(question: Question) -> bool:
    return bool(question.condition.strip())


def _blank(figure: Figure) -> Figure:
    return {**figure, "n": 0, "rows": [], "statistics": {}, "withheld": []}


def _partial(question: Question, form: Form, figure: Figure, readable: Sources, reader: Reader) -> Told:
    sources = Sources(readable.counts, {}, readable.numbers, exact=reader.is_open)
    told = {**form.figure(question, sources), "edition": figure.get("edition", 1)}
    return Told(Mode.PARTIAL, told, PARTIAL_WORDS)


def _exact(question: Question, form: Form, figure: Figure, readable: Sources, reader: Reader) -> Told:
    """Nothing is hidden: what was blurred for strangers is told, as soon as the names are read."""
    if not (reader.is_open or reader.facilitator) or not form.is_protected(figure):
        return Told(Mode.WHOLE, figure)
    exact = form.figure(question, Sources(readable.counts, {}, readable.numbers, exact=True))
    return Told(Mode.EXACT, {**figure, **exact}, EXACT_WORDS)


def _grouped(question: Question, form: Form, figure: Figure, hidden: Sources) -> Told:
    if form.groups_reveal(question, figure, hidden):
        rows = [{**row, "groups": []} for row in figure["rows"]]
        return Told(Mode.UNGROUPED, {**figure, "rows": rows}, UNGROUPED_WORDS)
    return Told(Mode.WHOLE, figure)


def _says_who_was_asked(
    question: Question,
    hidden: tuple[Sequence[Behind], Sequence[Behind]],
    counted: tuple[Base, Sequence[str]],
    reader: Reader,
    circle: str,
) -> bool:
    """A question asked under a condition tells, by how many answered it, what they answered to another: as a count,
    it is told of the hidden ones when they are not all alike, nor all but one. Each pair is of all, less one's own."""
    (unread, own), (base, own_levels) = hidden, counted
    if reader.facilitator:
        return False
    closed = not mask_of(circle=circle, unnamed=False, shy=False) & reader.circles
    if closed:
        whole = base.answered - len(own_levels)
        times = answered(question, gathered(unread, own))
    else:
        hidden_whole = sum(held for level, held in ((UNNAMED, base.unnamed), (SHY, base.shy)) if reader.hides(level))
        whole = hidden_whole - sum(reader.hides(level) for level in own_levels)
        parts = [each for each in unread if reader.hides(each.level)]
        times = answered(question, gathered(parts, [each for each in own if reader.hides(each.level)]))
    return _is_told_by_number(times, whole)


def is_told_to_all(question: Question, form: Form, figure: Figure) -> bool:
    """Whether what a figure says may be repeated where readers of every circle meet, to whoever of them answered."""
    base = base_in(figure)
    if is_conditional(question) and (base.unnamed or base.shy):
        return False
    return not tells_who_came(question, form, figure, behind_in(figure))


def moves_again(
    question: Question, form: Form, before: Figure, changed: Counted, came: Sequence[Behind], base: Base
) -> bool:
    """Whether a figure may be told anew to who was told the one of the edition before, once these responses came:
    they are a group like another, and a question answered by none of them is told as answered by one."""
    if any(_is_quiet(question, came, base, hidden) for hidden in _HIDDEN):
        return False
    if not any(changed.n(variable) for variable in question.variables):
        return True
    return form.is_told_again(question, before, changed) and not tells_who_came(question, form, before, came)


_HIDDEN = ((UNNAMED,), (UNNAMED, SHY))


def _is_quiet(question: Question, parts: Sequence[Behind], base: Base, hidden: Collection[str]) -> bool:
    if not is_conditional(question):
        return False
    whole = base.unnamed + (base.shy if SHY in hidden else 0)
    times = answered(question, gathered(each for each in parts if each.level in hidden))
    return _is_told_by_number(times, whole)


def _is_told_by_number(times: int, whole: int) -> bool:
    """Whether how many of a few answered tells of one of them whether it was asked."""
    return whole > 0 and max(times, whole - times) > whole - 2


def tells_who_came(question: Asked, form: Form, figure: Figure, behind: Sequence[Behind]) -> bool:
    """Whether some reader, who reads the names that its circles allow, and maybe is one of the others, would be told
    what one of these others answered."""
    for circles in EVERY_CIRCLE:
        reader = Reader(circles)
        hidden = gathered(each for each in behind if not reader.reads(each))
        if answered(question, hidden) and form.reveals(question, figure, hidden, besides=1):
            return True
    return False
