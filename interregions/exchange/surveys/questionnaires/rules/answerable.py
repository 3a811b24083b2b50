"""Whether each expected question can be answered at all: an answer is looked for that its condition, its constraint
and those it is tied to accept. Pure.

Answers only change what an expression says at the values it names: between two of them any value does. So the values
tried are those named, some between and some beyond, which is every case as long as answers are compared, and not
computed with. A question of which that cannot be said (a pattern, a sum) is never reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, islice, pairwise, product

from interregions.exchange.surveys.questionnaires.rules.flow import AskedBlock, AskedQuestion, read_expression
from interregions.exchange.surveys.questionnaires.rules.kind import Kind, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, read_date
from interregions.toolkit.expressions import Expression, Value, evaluate, is_true, names_used
from interregions.toolkit.expressions.tree import Call, Chain, Literal, Opposite, children_of

MOST_TIED = 4
MOST_TRIED = 20_000
MOST_PROPOSED = 12
COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">=", "and", "or"})
TELLING = frozenset({"not", "selected", "count-selected", "today", "now", "date", "true", "false", "boolean", "number"})


@dataclass(frozen=True)
class _Tied:
    """A question with its expressions, read once."""

    name: str
    label: str
    kind: Kind
    question: AskedQuestion
    required: bool
    conditions: tuple[Expression, ...]
    constraint: Expression | None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return (*self.conditions, self.constraint) if self.constraint else self.conditions


def reasons_nobody_can_answer(blocks: Sequence[AskedBlock], today: date) -> list[str]:
    """One sentence for each expected question that no answer satisfies; nothing when it cannot be told."""
    known = {each.name: each for block in blocks for each in (_read(block, one) for one in block.questions)}
    return [
        f"« {each.label[:120]} » attend une réponse, et aucune ne respecterait sa contrainte : revoyez-la."
        for each in known.values()
        if each.required and each.constraint is not None and _is_impossible(each, known, today)
    ]


def _read(block: AskedBlock, question: AskedQuestion) -> _Tied:
    written = (read_expression(block.condition), read_expression(question.condition))
    return _Tied(
        name=question.name,
        label=question.label,
        kind=question.kind,
        question=question,
        required=question.required,
        conditions=tuple(expression for expression in written if expression is not None),
        constraint=read_expression(question.constraint),
    )


def _is_impossible(one: _Tied, known: Mapping[str, _Tied], today: date) -> bool:
    """Its conditions may hold, and with them no answer does."""
    tied = _tied_to(one, known)
    if tied is None or not all(_is_told(expression) for each in tied for expression in each.expressions):
        return False
    named = sorted(
        {value for each in tied for expression in each.expressions for value in _literals(expression)}, key=str
    )
    tried: list[list[tuple[Given, Value]]] = []
    for each in tied:
        values = _tries(each, named, today, len(tied))
        if values is None:
            return False
        tried.append(values if each.required else [(Given(), None), *values])
    number = 1
    for values in tried:
        number *= len(values)
    if number > MOST_TRIED:
        return False
    asked = False
    for chosen in islice(product(*tried), MOST_TRIED):
        answers = {each.name: value for each, (_, value) in zip(tied, chosen, strict=True)}
        if not all(is_true(evaluate(each, answers, None, today)) for each in one.conditions):
            continue
        asked = True
        if all(_respects(each, answers, today) for each in tied):
            return False
    return asked


def _respects(each: _Tied, answers: Mapping[str, Value], today: date) -> bool:
    """An answer that is not given, or not asked, breaks nothing."""
    value = answers[each.name]
    if each.constraint is None or value is None:
        return True
    if not all(is_true(evaluate(condition, answers, None, today)) for condition in each.conditions):
        return True
    return is_true(evaluate(each.constraint, answers, value, today))


def _tied_to(one: _Tied, known: Mapping[str, _Tied]) -> list[_Tied] | None:
    """The question and those its expressions name, theirs too; None when they are too many, or one is unknown."""
    tied, waiting = {one.name: one}, [one]
    while waiting:
        for name in sorted({name for each in waiting.pop().expressions for name in names_used(each)}):
            if name not in known or len(tied) > MOST_TIED:
                return None
            if name not in tied:
                tied[name] = known[name]
                waiting.append(known[name])
    return list(tied.values())


def _is_told(expression: Expression) -> bool:
    """Whether it only compares: then what it says changes at the values it names, and nowhere else."""
    if isinstance(expression, Chain) and any(step.operator not in COMPARING for step in expression.steps):
        return False
    if isinstance(expression, Call) and expression.function not in TELLING:
        return False
    return all(_is_told(each) for each in children_of(expression))


def _literals(expression: Expression) -> Iterable[str | float]:
    if isinstance(expression, Literal):
        yield expression.value
        return
    if isinstance(expression, Opposite) and isinstance(expression.operand, Literal):
        value = expression.operand.value
        yield -value if isinstance(value, float) else value
    for each in children_of(expression):
        yield from _literals(each)


def _tries(each: _Tied, named: Sequence[str | float], today: date, distinct: int) -> list[tuple[Given, Value]] | None:
    """The answers to try, that the kind takes; None for a kind of which they cannot be listed."""
    kind, question = each.kind, each.question
    if len(question.variables) > 1:
        return None
    match kind.storage:
        case Storage.NUMBER:
            numbers = [Decimal(str(value)) for value in named if isinstance(value, float)]
            typed = [str(value) for value in _between(numbers, distinct)]
        case Storage.DATE:
            typed = [day.strftime("%d/%m/%Y") for day in _days(named, today, distinct)]
        case Storage.OPTION | Storage.SELECTIONS:
            return _chosen(each)
        case _:
            return None
    read = [kind.read(question, [one]) for one in typed]
    return [(one.given, kind.value(one.given)) for one in read if not one.reasons and not one.given.is_empty]


def _between(values: Sequence[Decimal], distinct: int) -> list[Decimal]:
    """The values named, as many between two of them as there are questions, and as many beyond; zero and one too."""
    places = sorted({Decimal(0), Decimal(1), Decimal(100), *values})
    ranks = range(1, distinct + 1)
    found = {*places, *(places[0] - rank for rank in ranks), *(places[-1] + rank for rank in ranks)}
    for low, high in pairwise(places):
        found |= {(low + (high - low) * rank / (distinct + 1)).quantize(Decimal("0.0001")) for rank in ranks}
    return sorted(found)


def _days(named: Sequence[str | float], today: date, distinct: int) -> list[date]:
    read = [date.fromisoformat(value) for value in named if isinstance(value, str) and _is_day(value)]
    around = [timedelta(days=rank) for rank in range(-distinct, distinct + 1)]
    return sorted({day + shift for day in (*read, today) for shift in around})


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return read_date(value) is not None


def _chosen(each: _Tied) -> list[tuple[Given, Value]] | None:
    codes = [option.code for option in each.question.options]
    if not codes or len(codes) > MOST_PROPOSED:
        return None
    kept: list[tuple[str, ...]] = [(code,) for code in codes]
    if each.kind.storage is Storage.SELECTIONS:
        kept = [chosen for size in range(1, len(codes) + 1) for chosen in combinations(codes, size)]
    return [(Given(codes=chosen), each.kind.value(Given(codes=chosen))) for chosen in kept]
