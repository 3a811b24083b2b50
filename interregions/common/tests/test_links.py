from unittest import mock

import pytest

from interregions.common.errors import Refused
from interregions.common.links import make_link_token, read_link_token


def test_a_link_gives_back_its_values():
    assert read_link_token("presence", make_link_token("presence", attendance=3), 7) == {"attendance": 3}


def test_an_altered_link_and_another_purpose_are_refused():
    token = make_link_token("presence", attendance=3)
    for purpose, read in (("presence", token[:-2]), ("visa", token), ("presence", "")):
        with pytest.raises(Refused, match="incomplet ou a été modifié"):
            read_link_token(purpose, read, 7)


def test_an_old_link_says_to_ask_for_another():
    with mock.patch("django.core.signing.time.time", return_value=1_000_000):
        token = make_link_token("presence", attendance=3)
    with pytest.raises(Refused, match="n’est plus valable"):
        read_link_token("presence", token, 7)
