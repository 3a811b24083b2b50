"""Criteria, candidates, and how the second are told by the first."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Other = TypeVar("Other")


@dataclass(frozen=True)
class Criterion(Generic[Thing, Other]):
    """One way in which a thing may answer another: how well, from 0 to 1, and in which words.

    ``needed`` leaves out whatever does not answer it at all.
    """

    name: str
    score: Callable[[Thing, Other], float]
    words: Callable[[Thing, Other], str]
    needed: bool = False


@dataclass(frozen=True)
class Candidate(Generic[Other]):
    """One thing that answers, with its reasons in the order of the criteria."""

    thing: Other
    reasons: tuple[str, ...]
    score: float  # orders the list and is never shown


def matched(
    thing: Thing,
    among: Iterable[Other],
    criteria: Sequence[Criterion[Thing, Other]],
    *,
    key: Callable[[Other], Hashable],
    refused: frozenset[Hashable] = frozenset(),
    least: int = 1,
) -> list[Candidate[Other]]:
    """Those that answer by ``least`` criteria at least and were not refused, the best answers first.

    Two that answer as well keep the order they came in.
    """
    found = []
    for other in among:
        if key(other) in refused:
            continue
        scores = [(each, max(0.0, min(1.0, each.score(thing, other)))) for each in criteria]
        if any(each.needed and not score for each, score in scores):
            continue
        told = [(each, score) for each, score in scores if score]
        if len(told) >= least:
            reasons = tuple(each.words(thing, other) for each, _ in told)
            found.append(Candidate(other, reasons, sum(score for _, score in told)))
    return sorted(found, key=lambda candidate: -candidate.score)
