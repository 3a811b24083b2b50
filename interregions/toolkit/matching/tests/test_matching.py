"""Candidates, their order, their reasons, what is left out."""

from interregions.toolkit.matching import Criterion, matched

SAME_LETTER = Criterion[str, str]("letter", lambda a, b: float(a[0] == b[0]), lambda a, b: f"commence par {a[0]}")
SAME_LENGTH = Criterion[str, str]("length", lambda a, b: float(len(a) == len(b)) / 2, lambda a, b: "même longueur")
WORDS = ["port", "pile", "banc", "eau", "port-la-nuit"]


def names(*criteria, **more):
    return [each.thing for each in matched("pont", WORDS, criteria, key=str, **more)]


def test_the_best_answers_come_first_with_their_reasons_and_equal_ones_keep_their_order():
    found = matched("pont", WORDS, [SAME_LETTER, SAME_LENGTH], key=str)
    assert [each.thing for each in found] == ["port", "pile", "port-la-nuit", "banc"]
    assert found[0].reasons == ("commence par p", "même longueur")
    assert found[3].reasons == ("même longueur",)


def test_what_was_refused_does_not_come_back():
    assert names(SAME_LETTER, refused=frozenset({"port"})) == ["pile", "port-la-nuit"]


def test_a_needed_criterion_leaves_out_and_a_least_number_too():
    needed = Criterion[str, str]("length", SAME_LENGTH.score, SAME_LENGTH.words, needed=True)
    assert names(SAME_LETTER, needed) == ["port", "pile", "banc"]
    assert names(SAME_LETTER, SAME_LENGTH, least=2) == ["port", "pile"]


def test_a_score_out_of_bounds_weighs_no_more_than_one():
    loud = Criterion[str, str]("loud", lambda a, b: 99.0 if b == "eau" else 0.0, lambda a, b: "fort")
    assert names(SAME_LETTER, SAME_LENGTH, loud) == ["port", "pile", "eau", "port-la-nuit", "banc"]
