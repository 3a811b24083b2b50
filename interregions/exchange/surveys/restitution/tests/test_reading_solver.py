"""From the named answers and every figure together, one reader tries to solve for an answer that is not named.

The reader knows who answered, who asked not to be named, these rules, and its own answers. Of each survey drawn at
random, every other survey that it would read the same way is enumerated: no unnamed answer may be the same in all.
Both editions are read, the first before the last ones came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.restitution.rules import reading
from interregions.exchange.surveys.restitution.rules.figures import form_of
from interregions.exchange.surveys.restitution.rules.figures.form import Figure, Sources
from interregions.exchange.surveys.restitution.rules.reading import (
    Base,
    Behind,
    Mode,
    Reader,
    gathered,
    told_to,
)

YES, NO = 11, 12
FIRST, SECOND = datetime(2027, 1, 14, tzinfo=UTC), datetime(2027, 3, 14, tzinfo=UTC)
REFERENT = Reader(reading.REGIONS, is_open=True)
EPCI = Reader(reading.EPCI, is_open=True)
BEFORE = Reader(reading.REGIONS, is_open=False)


@dataclass(frozen=True)
class Coded:
    id: int
    code: str
    label: str


@dataclass(frozen=True)
class Asked:
    """A question with its proposed answers, asked of all or of those who said yes to the first."""

    id: int
    kind: Any
    options: tuple[Coded, ...]
    condition: str = ""
    required: bool = True

    @property
    def name(self) -> str:
        return f"q{self.id}"

    label = name

    @property
    def variables(self) -> tuple[Coded, ...]:
        return (Coded(self.id, self.name, ""),)


def proposed(*ids: int) -> tuple[Coded, ...]:
    return tuple(Coded(each, str(each), str(each)) for each in ids)


PARENT = Asked(1, KINDS["YES_NO"], proposed(YES, NO))
CHILD = Asked(2, KINDS["ONE_CHOICE"], proposed(21, 22), condition="${q1} = 11")
QUESTIONS = (PARENT, CHILD)
# What one respondent says: yes and what follows, or no; nothing is left blank.
SAYINGS: tuple[tuple[int | None, ...], ...] = ((YES, 21), (YES, 22), (NO, None))
NAMED = reading.LEAD | reading.REGIONS | reading.EPCI
Survey = tuple[tuple[int | None, ...], ...]


def behind_of(question: Asked, survey: Survey, masks: Sequence[int]) -> list[Behind]:
    found: dict[int, Behind] = {}
    for said, mask in zip(survey, masks, strict=True):
        option = said[question.id - 1]
        if option is not None:
            part = found.setdefault(mask, Behind(mask, "" if mask else reading.UNNAMED))
            part.answers.append([question.id, option, 1])
    return list(found.values())


def figure_of(question: Asked, survey: Survey, masks: Sequence[int]) -> Figure:
    whole = gathered(behind_of(question, survey, masks))
    return form_of(question.kind).figure(question, Sources(whole.counts, {}, {}))


def edition_figure(question: Asked, survey: Survey, masks: Sequence[int], before: int) -> Figure:
    """The figure of the edition of all, after that of the ``before`` first ones, as publishing decides it."""
    form = form_of(question.kind)
    fresh = whole_figure(question, survey, masks) | {"as_of": SECOND.isoformat(), "edition": 2}
    if not before:
        return fresh
    first = whole_figure(question, survey[:before], masks[:before]) | {"as_of": FIRST.isoformat(), "edition": 1}
    came = behind_of(question, survey[before:], masks[before:])
    base = Base(len(survey) - before, sum(not mask for mask in masks[before:]))
    if reading.moves_again(question, form, first, gathered(came).counts, came, base):
        return fresh
    return {**first, "kept": 1, "fresh": fresh}


def whole_figure(question: Asked, survey: Survey, masks: Sequence[int]) -> Figure:
    parts = [part.as_json() for part in behind_of(question, survey, masks)]
    base = {"answered": len(survey), "unnamed": sum(not mask for mask in masks)}
    return figure_of(question, survey, masks) | {"behind": parts, "base": base}


def plain(figure: Figure) -> tuple[Any, ...]:
    """All that a page, a document or a table says of it."""
    rows = [
        (row["n"], tuple((cell["option"], cell["low"], cell["high"]) for cell in row["cells"]), row["withheld"])
        for row in figure["rows"]
    ]
    return figure["n"], tuple(rows)


def seen(
    survey: Survey,
    masks: Sequence[int],
    reader: Reader,
    own: int | None,
    before: int = 0,
) -> tuple[Any, ...]:
    """The named answers, one's own, and the figures of every question, as this reader reads them."""
    told: list[Any] = [
        said if mask & reader.circles or place == own else None
        for place, (said, mask) in enumerate(zip(survey, masks, strict=True))
    ]
    if not reader.is_open:  # before the embargo ends; but what is then told is remembered after it
        told += seen(survey, masks, REFERENT, own, before)
    mine = []
    if own is not None:
        answers = {q.id: behind_of(q, (survey[own],), (masks[own],)) for q in QUESTIONS}
        came = FIRST if own < before else SECOND
        mine = [reading.Own(came, "" if masks[own] else reading.UNNAMED, answers)]
    whose = Reader(reader.circles, reader.is_open, own=mine)
    for question in QUESTIONS:
        figure = edition_figure(question, survey, masks, before)
        found = told_to(question, form_of(question.kind), figure, whose, circle="REGIONS_AND_EPCI")
        told.append(
            (found.mode, found.figure.get("kept", 0), plain(found.figure) if found.mode is not Mode.HUSHED else ())
        )
    return tuple(told)


def alike(survey: Survey, masks: Sequence[int], hidden: Sequence[int]) -> Iterator[Survey]:
    """Every survey where the hidden ones may have said anything."""
    for said in product(SAYINGS, repeat=len(hidden)):
        other = list(survey)
        for place, each in zip(hidden, said, strict=True):
            other[place] = each
        yield tuple(other)


def solved(survey: Survey, masks: Sequence[int], reader: Reader, own: int | None) -> list[tuple[int, int | None]]:
    """(respondent, answer) that is the same in all the surveys that look like this one."""
    hidden = [place for place, mask in enumerate(masks) if not mask & reader.circles and place != own]
    read = seen(survey, masks, reader, own)
    same = [other for other in alike(survey, masks, hidden) if seen(other, masks, reader, own) == read]
    return [
        (place, survey[place][question])
        for place in hidden
        for question in range(len(QUESTIONS))
        if len({other[place][question] for other in same}) == 1
    ]


surveys = st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=9).map(tuple)


@settings(deadline=None, max_examples=8 * settings.default.max_examples)
@given(survey=surveys, data=st.data())
def test_no_unnamed_answer_is_solved_for_by_a_reader(survey, data):
    unnamed = data.draw(st.integers(0, min(5, len(survey))), label="unnamed")
    masks = [0] * unnamed + [NAMED] * (len(survey) - unnamed)
    reader = data.draw(st.sampled_from([REFERENT, EPCI, BEFORE]), label="reader")
    own = data.draw(st.sampled_from([None, *range(len(survey))]), label="own")
    assert solved(survey, masks, reader, own) == []


def test_one_unnamed_of_many_is_not_what_is_left_of_a_figure():
    survey: Survey = ((NO, None), *[(YES, 21)] * 4, *[(NO, None)] * 3)
    masks = [0, *[NAMED] * 7]
    assert solved(survey, masks, REFERENT, None) == []
    figure = whole_figure(PARENT, survey, masks)
    told = told_to(PARENT, form_of(PARENT.kind), figure, REFERENT, circle="REGIONS_AND_EPCI")
    assert told.mode is Mode.PARTIAL
    assert told.figure["n"] == 7


def test_the_solver_finds_what_was_told_before():
    """The whole figure told beside the matrix: the one who is not named is solved for, and the solver says so."""
    survey: Survey = ((NO, None), *[(YES, 21)] * 4, *[(NO, None)] * 3)
    masks = [0, *[NAMED] * 7]

    def before(each: Survey) -> tuple[Any, ...]:
        return tuple(plain(figure_of(question, each, masks)) for question in QUESTIONS)

    same = [other for other in alike(survey, masks, [0]) if before(other) == before(survey)]
    assert {other[0][0] for other in same} == {NO}


def test_a_breakdown_is_not_told_when_a_group_less_its_names_is_one_answer():
    parts = [
        Behind(NAMED, "", "Régions", answers=[[1, YES, 5], [1, NO, 4]]),
        Behind(0, reading.UNNAMED, "Régions", answers=[[1, YES, 2], [1, NO, 2]]),
        Behind(NAMED, "", "EPCI", answers=[[1, YES, 3], [1, NO, 3]]),
        Behind(0, reading.UNNAMED, "EPCI", answers=[[1, YES, 1]]),
    ]
    form, whole = form_of(PARENT.kind), gathered(parts)
    figure = form.figure(PARENT, Sources(whole.counts, whole.groups, {}))
    assert [group["n"] for group in figure["rows"][0]["groups"]] == [13, 7]
    kept = {"behind": [part.as_json() for part in parts], "base": {"answered": 20, "unnamed": 5}}
    told = told_to(PARENT, form, figure | kept, REFERENT, circle="REGIONS_AND_EPCI")
    assert (told.figure["n"], told.figure["rows"][0]["groups"]) == (20, [])
    assert told.words == reading.UNGROUPED_WORDS
    parts[-1] = Behind(0, reading.UNNAMED, "EPCI", answers=[[1, YES, 2], [1, NO, 2]])
    kept = {"behind": [part.as_json() for part in parts], "base": {"answered": 23, "unnamed": 8}}
    told = told_to(PARENT, form, figure | kept, REFERENT, circle="REGIONS_AND_EPCI")
    assert told.mode is Mode.WHOLE


@settings(deadline=None, max_examples=4 * settings.default.max_examples)
@given(survey=surveys, before=st.integers(1, 6), data=st.data())
def test_two_editions_together_solve_no_unnamed_answer(survey, before, data):
    """The reader knows who came between them; a figure that may not move is printed again."""
    unnamed = set(data.draw(st.lists(st.integers(0, len(survey) - 1), max_size=4), label="unnamed"))
    masks = [0 if place in unnamed else NAMED for place in range(len(survey))]
    own = data.draw(st.sampled_from([None, *range(len(survey))]), label="own")
    read = both(survey, masks, before, own)
    hidden = [place for place in sorted(unnamed) if place != own]
    same = [other for other in alike(survey, masks, hidden) if both(other, masks, before, own) == read]
    for place in hidden:
        for question in range(len(QUESTIONS)):
            assert len({other[place][question] for other in same}) > 1, (place, question)


def both(survey: Survey, masks: Sequence[int], before: int, own: int | None) -> tuple[Any, ...]:
    """What one reads of the edition of the first ones, then of that of all."""
    mine = own if own is not None and own < before else None
    read: tuple[Any, ...] = seen(survey[:before], masks[:before], REFERENT, mine)
    if len(survey) - before < 3:  # no edition appears for fewer
        return read
    return read + seen(survey, masks, REFERENT, own, before)


AMOUNT = Asked(3, KINDS["AMOUNT"], ())


@pytest.mark.parametrize(("hidden", "total", "largest", "mode"), [
    (1, "40", "40", Mode.PARTIAL),
    (3, "60", "30", Mode.PARTIAL),
    (12, "600", "90", Mode.WHOLE),
    (12, "600", "400", Mode.PARTIAL),
])  # fmt: skip
def test_a_total_less_the_named_numbers_is_told_when_it_could_be_told_alone(hidden, total, largest, mode):
    named = Behind(NAMED, answers=[[3, None, 20]], numbers=[[3, 20, "1200", "200"]])
    others = Behind(0, reading.UNNAMED, answers=[[3, None, hidden]], numbers=[[3, hidden, total, largest]])
    form, whole = form_of(AMOUNT.kind), gathered([named, others])
    kept = {"behind": [named.as_json(), others.as_json()], "base": {"answered": 20 + hidden, "unnamed": hidden}}
    figure = form.figure(AMOUNT, Sources(whole.counts, {}, whole.numbers)) | kept
    told = told_to(AMOUNT, form, figure, REFERENT, circle="REGIONS_AND_EPCI")
    assert told.mode is mode
    if mode is Mode.PARTIAL:
        assert (told.figure["n"], told.figure["statistics"]["sum"]) == (20, "1200")
