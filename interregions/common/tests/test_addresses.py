"""Two ways of writing one mailbox are one; what only looks the same is not taken."""

import pytest
from django.core.exceptions import ValidationError

from interregions.common.address_fields import AddressField
from interregions.common.addresses import normal_address, reasons_not_to_take_address, same_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paul@region.example", " Paul@REGION.example "),
        ("paul@région.example", "paul@xn--rgion-bsa.example"),
        ("paul@re\u0301gion.example", "PAUL@RÉGION.example"),
        ("paul@region.example", "paul@region.example."),
    ],
)
def test_one_mailbox_written_in_two_ways_is_one(one, other):
    assert same_address(one, other)


@pytest.mark.parametrize(
    "typed",
    [
        "paul@reg\u0131on.example",  # a dotless i, whose capital is I
        "paul@clu\u017fters.example",  # a long s, whose capital is S
        "paul@\u212apoles.example",  # the sign of the kelvin, whose small letter is k
        "paul@\uff52egion.example",  # a wide r
        "pau\u217c@region.example",  # a Roman numeral
    ],
)
def test_a_sign_that_a_machine_takes_for_a_letter_is_refused_with_a_sentence(typed):
    assert normal_address(typed) == ""
    assert not same_address(typed, typed)
    assert "ressemble à une lettre ordinaire" in reasons_not_to_take_address(typed)[0]
    with pytest.raises(ValidationError):
        AddressField().clean(typed)


def test_a_sign_that_does_not_show_is_refused():
    assert "ne se voit pas" in reasons_not_to_take_address("pa\u200bul@region.example")[0]


@pytest.mark.parametrize("typed", ["", "paul", "@region.example", "paul@"])
def test_what_is_no_address_is_nobodys(typed):
    assert normal_address(typed) == ""
    assert not same_address(typed, typed)


def test_letters_of_another_alphabet_are_another_place():
    assert not same_address("paul@region.example", "paul@r\u0435gion.example")  # a Cyrillic е
