"""From everything published, try to solve for one respondent: by enumerating every survey that would look the same.

The attacker knows who answered, in which group, and these very rules: a figure that is withheld is an observation like
another. For each small survey, all the possible answers are enumerated and sorted by what would be published; nobody
may have the same answer in all the surveys that look alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.disclosure import (
    Group,
    Numbers,
    is_told_again,
    merged_groups,
    published_breakdown,
    published_cells,
    published_numbers,
    published_points,
)

Answer = frozenset[int]
Survey = tuple[Answer, ...]


def one_choice(options: int) -> list[Answer]:
    return [frozenset({option}) for option in range(options)]


def several_choices(options: int) -> list[Answer]:
    return [frozenset(chosen) for size in range(1, options + 1) for chosen in combinations(range(options), size)]


def counts(answers: Survey, options: int) -> dict[int, int]:
    found = Counter(option for answer in answers for option in answer)
    return {option: found[option] for option in range(options)}


def published(answers: Survey, groups: tuple[str, ...], options: int) -> tuple:
    """Everything an edition says of one question, as a value one can compare."""
    whole = published_cells(counts(answers, options), len(answers))
    parts = {
        name: Group(
            groups.count(name), counts(tuple(a for a, g in zip(answers, groups, strict=True) if g == name), options)
        )
        for name in dict.fromkeys(groups)
    }
    told = published_breakdown(parts)
    return (
        tuple(sorted(whole.items(), key=str)),
        tuple((name, group.n, tuple(sorted(group.counts.items()))) for name, group in told.items()),
    )


def solved(alike: list[Survey]) -> list[tuple[int, int]]:
    """(respondent, option) such that the option was chosen in every survey that looks the same."""
    return [
        (respondent, option)
        for respondent in range(len(alike[0]))
        for option in alike[0][respondent]
        if all(option in answers[respondent] for answers in alike)
    ]


def alike(groups: tuple[str, ...], answers: list[Answer], options: int) -> Iterator[list[Survey]]:
    classes: dict[tuple, list[Survey]] = defaultdict(list)
    for survey in product(answers, repeat=len(groups)):
        classes[published(survey, groups, options)].append(survey)
    yield from classes.values()


SHAPES = [
    ("RRR", 2), ("RRRR", 3), ("RRREEE", 2), ("RRREEE", 3), ("RRRREEE", 2), ("RRRREEEE", 2), ("RRRREE", 3),
    ("RRREEP", 2), ("RRREEEPPP", 2), ("RE", 2), ("R", 3), ("RRRRREEEEE", 2), ("RRRREEEP", 2),
]  # fmt: skip


@pytest.mark.parametrize(("groups", "options"), SHAPES)
def test_nobody_is_solved_for_on_one_choice(groups, options):
    for surveys in alike(tuple(groups), one_choice(options), options):
        assert solved(surveys) == []


@pytest.mark.parametrize(
    ("groups", "options"), [("RRR", 2), ("RRRR", 3), ("RRREEE", 2), ("RRRREE", 2), ("RRREEEE", 2), ("RR", 3)]
)
def test_nobody_is_solved_for_on_several_choices(groups, options):
    for surveys in alike(tuple(groups), several_choices(options), options):
        assert solved(surveys) == []


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3).filter(lambda sizes: sum(sizes) <= 7),
    options=st.integers(2, 3),
)
def test_nobody_is_solved_for_whatever_the_groups(sizes, options):
    groups = tuple(name for name, size in zip("REP", sizes, strict=False) for _ in range(size))
    for surveys in alike(groups, one_choice(options), options):
        assert solved(surveys) == []


@pytest.mark.parametrize(
    ("before", "added", "options"),
    [
        (3, 3, 2),
        (4, 3, 2),
        (3, 4, 2),
        (5, 4, 2),
        (3, 3, 3),
        (4, 4, 3),
        (4, 2, 2),
        (3, 1, 2),
        (2, 3, 2),
        (1, 4, 3),
        (2, 1, 2),
    ],
)
def test_two_editions_compared_solve_nobody(before, added, options):
    """The attacker knows who came between the two editions."""
    classes: dict[tuple, list[Survey]] = defaultdict(list)
    for survey in product(one_choice(options), repeat=before + added):
        first, new = survey[:before], survey[before:]
        seen: tuple[Any, ...] = (published(first, ("R",) * before, options),)
        told = published_cells(counts(first, options), before)
        if is_told_again(Group(added, counts(new, options)), earlier=told):
            seen += (published(survey, ("R",) * len(survey), options),)
        classes[seen].append(survey)
    for surveys in classes.values():
        assert solved(surveys) == []


def quartiles(values: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    ordered, n = sorted(values), len(values)
    return ordered[(n - 1) // 4], (ordered[(n - 1) // 2] + ordered[n // 2]) / 2, ordered[n - 1 - (n - 1) // 4]


def numbers_of(values: list[Decimal]) -> Numbers:
    lower, median, upper = quartiles(values)
    return Numbers(len(values), sum(values, Decimal(0)), max(map(abs, values)), lower, median, upper)


@pytest.mark.parametrize(("n", "most"), [(3, 4), (4, 4), (5, 4), (6, 3)])
def test_no_number_is_solved_for_from_what_a_total_tells(n, most):
    classes: dict[tuple, list[tuple]] = defaultdict(list)
    for values in product([Decimal(value) for value in range(most + 1)], repeat=n):
        told, _ = published_numbers(numbers_of(list(values)), summed=True)
        classes[tuple(sorted(told.items()))].append(values)
    # Values at the very top of the small range are an artefact of the enumeration: nothing bounds real numbers.
    for surveys in classes.values():
        if max(max(values) for values in surveys) < most:
            for respondent in range(n):
                assert len({values[respondent] for values in surveys}) > 1, surveys


@pytest.mark.parametrize("levels", [(0, 50, 100), (0, 99, 100), (0, 1, 100)])
def test_no_percentage_is_solved_for_from_quartiles_and_mean(levels):
    """All multisets of ten percentages: whoever has one value may have another in a survey that looks the same."""
    classes: dict[tuple, set[tuple]] = defaultdict(set)
    for sizes in product(range(11), repeat=len(levels) - 1):
        if sum(sizes) <= 10:
            sizes = (*sizes, 10 - sum(sizes))
            values = [Decimal(level) for level, size in zip(levels, sizes, strict=True) for _ in range(size)]
            told, _ = published_numbers(numbers_of(values), summed=False)
            classes[tuple(sorted(told.items()))].add(tuple(values))
    for multisets in classes.values():
        assert len({value for values in multisets for value in values}) > 1


@given(st.dictionaries(st.sampled_from(["R", "E", "P", "A"]), st.integers(0, 30), max_size=4))
def test_merged_groups_hold_every_answer_once_and_never_fewer_than_three(sizes):
    merged = merged_groups(sizes)
    if merged:
        names = [name for parts in merged.values() for name in parts]
        assert sorted(names) == sorted(name for name, size in sizes.items() if size)
        assert all(sum(sizes[name] for name in parts) >= 3 for parts in merged.values())


# Rankings


Ranking = tuple[int, ...]  # options, the first rank first; partial ones too


def rankings(options: int) -> list[Ranking]:
    return [held for size in range(1, options + 1) for held in permutations(range(options), size)]


def told_of(answers: tuple[Ranking, ...], options: int) -> tuple:
    """Everything an edition says of one ranking, what it withholds and why included."""
    n = len(answers)
    first = {option: sum(held[0] == option for held in answers) for option in range(options)}
    ranks = {option: Counter(held.index(option) + 1 for held in answers if option in held) for option in range(options)}
    cells = published_cells(first, n)
    points, reason = published_points(ranks, n)
    return tuple(sorted(cells.items())), tuple(sorted(points.items())) if cells else (), reason if cells else ""


@pytest.mark.parametrize(("respondents", "options"), [(3, 2), (3, 3), (4, 2), (4, 3), (5, 2), (6, 2), (3, 4)])
def test_nobody_is_solved_for_on_a_ranking(respondents, options, monkeypatch):
    """With points told from three rankings on: from ten, there are only more surveys that look alike."""
    monkeypatch.setattr(disclosure, "FEWEST_FOR_MEDIAN", 3)
    classes: dict[tuple, list[tuple[Ranking, ...]]] = defaultdict(list)
    for answers in combinations_with_replacement(rankings(options), respondents):
        classes[told_of(answers, options)].append(answers)
    for surveys in classes.values():
        # Whoever answered, every order of the same answers looks alike: a rank is solved when all of them gave it.
        given_by_all = [
            {(option, rank) for option in range(options) for rank in range(options)}
            & set.intersection(*({(option, rank) for rank, option in enumerate(held)} for held in answers))
            for answers in surveys
        ]
        assert set.intersection(*given_by_all) == set()
