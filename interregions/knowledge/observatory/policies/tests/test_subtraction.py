"""From everything that is told to a Région, agreements given and withdrawn, no value that was not shown is found."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from interregions.knowledge.observatory.policies.rules import comparing
from interregions.knowledge.observatory.policies.rules.natures import Nature

VOTED = Nature("VOTED", "YEAR", "STRUCTURE", "WITHOUT", "WITHOUT")
COMMITTED = Nature("COMMITTED", "YEAR", "STRUCTURE", "WITHOUT", "WITHOUT")


def told(held, showing, reader):
    """Everything the pages say to this reader: values by name, the line of each nature, its median, its total."""
    read = comparing.readable(held, showing, reader)
    lines = [comparing.on_one_line(read, has_nature=True, nature=each) for each in (VOTED, COMMITTED)]
    return read, [(line, comparing.median_of(line), comparing.total_of(line)) for line in lines]


def test_every_choice_of_five_regions_tells_nothing_of_those_that_do_not_show():
    """All 243 worlds, read by each of the five: another value of what is not shown changes nothing of what is told."""
    for world, reader in product(product(("nothing", "hidden", "shown"), repeat=5), range(5)):
        showing = {number for number, state in enumerate(world) if state == "shown"}
        met = showing | {reader} if reader in showing else {reader}
        seen = []
        for other in (Decimal(1), Decimal(1000)):
            held = [
                comparing.Held(number, Decimal(7 + number) if number in met else other, VOTED)
                for number, state in enumerate(world)
                if state != "nothing"
            ]
            seen.append(told(held, showing, reader))
        assert seen[0] == seen[1], (world, reader)


@st.composite
def histories(draw):
    """Eighteen Régions, their values and natures, and a suite of agreements given and withdrawn."""
    count = draw(st.integers(2, 18))
    values = draw(st.lists(st.integers(0, 10**7), min_size=count, max_size=count))
    natures = draw(st.lists(st.sampled_from([VOTED, COMMITTED]), min_size=count, max_size=count))
    moments = draw(st.lists(st.sets(st.integers(0, count - 1)), min_size=1, max_size=4))
    return values, natures, moments, draw(st.integers(0, count - 1)), draw(st.integers(1, 10**7))


@settings(max_examples=300, deadline=None)
@given(histories())
def test_no_history_of_agreements_tells_a_value_that_was_never_shown_to_its_reader(history):
    values, natures, moments, reader, other = history
    met = {number for showing in moments if reader in showing for number in showing} | {reader}
    seen = []
    for change in (0, other):
        held = [
            comparing.Held(number, Decimal(value if number in met else value + change), natures[number])
            for number, value in enumerate(values)
        ]
        seen.append([told(held, showing, reader) for showing in moments])
    assert seen[0] == seen[1]


def test_eighteen_confirmed_of_which_one_does_not_show_have_no_total():
    held = [comparing.Held(number, Decimal(number), VOTED) for number in range(18)]
    read = comparing.readable(held, set(range(17)), 0)
    assert comparing.total_of(comparing.on_one_line(read, has_nature=True, nature=VOTED)) is None
