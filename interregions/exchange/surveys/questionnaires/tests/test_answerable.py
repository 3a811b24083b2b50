"""An expected question that nobody could answer is told at approval; what cannot be told is not reported."""

from dataclasses import dataclass
from datetime import date

import pytest

from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.rules.answerable import reasons_nobody_can_answer

TODAY = date(2026, 11, 30)


@dataclass(frozen=True)
class One:
    id: int
    code: str
    label: str = ""


@dataclass(frozen=True)
class Asked:
    name: str
    kind: object
    constraint: str = ""
    condition: str = ""
    required: bool = True
    options: tuple = ()
    constraint_message: str = ""
    id: int = 0

    @property
    def label(self):
        return f"Question {self.name}"

    @property
    def variables(self):
        return (One(1, self.name),)


@dataclass(frozen=True)
class Block:
    questions: tuple
    condition: str = ""
    id: int = 1


def number(name, constraint="", **more):
    return Asked(name, KINDS[more.pop("kind", "NUMBER")], constraint, **more)


def told(*questions, condition=""):
    return [
        each.name
        for each in questions
        for reason in reasons_nobody_can_answer([Block(questions, condition)], TODAY)
        if each.label in reason
    ]


@pytest.mark.parametrize(
    "constraint",
    [
        ". >= 10 and . <= 0",
        ". > 5 and . < 5",
        ". = 1 and . = 2",
        "not(. <= 10) and . < 10",
    ],
)
def test_a_constraint_that_nothing_respects_is_told(constraint):
    assert told(number("a", constraint)) == ["a"]


@pytest.mark.parametrize(
    "constraint",
    [". >= 0 and . <= 10", ". > 9.5 and . < 10", ". < -20", ". != 0", ". > 100000", "regex(., '[A-Z]{40}')", ""],
)
def test_a_constraint_that_something_respects_or_of_which_nothing_can_be_said_is_not(constraint):
    assert told(number("a", constraint)) == []


def test_a_percentage_stays_between_its_ends():
    assert told(number("a", ". > 150", kind="PERCENTAGE")) == ["a"]
    assert told(number("a", ". > 99.5", kind="PERCENTAGE")) == []


def test_two_questions_that_contradict_each_other_are_both_told():
    assert told(number("a", ". > ${b}"), number("b", ". > ${a}")) == ["a", "b"]
    assert told(number("a", ". > ${b}"), number("b", ". < ${a}")) == []
    assert told(number("a", ". > ${b}"), number("b", "", required=False)) == []


def test_a_sum_is_not_said_impossible():
    assert told(number("a", ". + ${b} = 100 and . > 200"), number("b", ". >= 0")) == []


def test_the_condition_counts_and_a_question_that_is_never_asked_prevents_nothing():
    both = {"condition": "${b} > 5"}
    assert told(number("a", ". < ${b} and ${b} < 3", **both), number("b")) == ["a"]
    assert told(number("a", ". >= 10 and . <= 0", condition="${b} > 5 and ${b} < 3"), number("b")) == []
    assert told(number("a", ". >= 10 and . <= 0", required=False)) == []


def test_choices_and_dates_are_tried_too():
    options = (One(1, "a"), One(2, "b"))
    several = KINDS["SEVERAL_CHOICES"]
    assert told(Asked("c", several, "selected(., 'a') and not(selected(., 'a'))", options=options)) == ["c"]
    assert told(Asked("c", several, "count-selected(.) = 2", options=options)) == []
    assert told(Asked("d", KINDS["DATE"], ". > date('2027-01-01') and . < date('2026-01-01')")) == ["d"]
    assert told(Asked("d", KINDS["DATE"], ". > today()")) == []
