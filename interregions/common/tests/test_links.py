import time
from unittest import mock

import pytest

from interregions.common.errors import Refused
from interregions.common.links import LINKS, make_link_token, read_link_token


def test_a_link_gives_back_its_values():
    assert read_link_token("meetings.presence", make_link_token("meetings.presence", attendance=3)) == {"attendance": 3}


def test_an_altered_link_and_another_purpose_are_refused():
    token = make_link_token("meetings.presence", attendance=3)
    for purpose, read in (("meetings.presence", token[:-2]), ("approvals.visa", token), ("meetings.presence", "")):
        with pytest.raises(Refused, match="incomplet ou a été modifié"):
            read_link_token(purpose, read)


def test_an_old_link_says_to_ask_for_another():
    with mock.patch("django.core.signing.time.time", return_value=1_000_000):
        token = make_link_token("meetings.presence", attendance=3)
    with pytest.raises(Refused, match="n’est plus valable"):
        read_link_token("meetings.presence", token)


def test_a_purpose_that_is_not_in_the_table_has_no_link():
    with pytest.raises(KeyError):
        make_link_token("elsewhere", attendance=3)


@pytest.mark.parametrize("purpose", LINKS)
def test_each_link_lives_as_long_as_its_line_says(purpose):
    now = time.time()
    for age, opens in ((LINKS[purpose].days - 0.1, True), (LINKS[purpose].days + 0.1, False)):
        with mock.patch("django.core.signing.time.time", return_value=now - age * 86400):
            token = make_link_token(purpose, thing=3)
        if opens:
            assert read_link_token(purpose, token) == {"thing": 3}
        else:
            with pytest.raises(Refused, match="n’est plus valable"):
                read_link_token(purpose, token)
