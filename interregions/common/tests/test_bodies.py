"""What is too heavy is refused before it is read, by who sends it and where."""

import inspect
import re

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from interregions.common.bodies import ANONYMOUS_BYTES, BodyLimitMiddleware

FILE_PAGE, TEXT_PAGE = "/questionnaires/importer/", "/themes/ouvrir/"


def views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        else:
            yield pattern.callback


def test_every_view_that_reads_files_says_so_and_no_other():
    reading, marked = set(), set()
    for view in views():
        if re.search(r"request\.FILES|_save_block\(", inspect.getsource(inspect.unwrap(view))):
            reading.add(view.__name__)
        if getattr(view, "takes_files", False):
            marked.add(view.__name__)
    assert marked == reading
    assert len(marked) >= 6


class Unread:
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def status_of(client: Client, url: str, length: int) -> int:
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    return client.generic("POST", url, **environ).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/entrer/", FILE_PAGE, "/nulle-part/"])
def test_a_stranger_sends_little_wherever_it_is(url):
    assert status_of(Client(), url, ANONYMOUS_BYTES + 1) == 413
    answer = Client().generic("POST", url, **{"wsgi.input": Unread(), "CONTENT_LENGTH": "400000000"})
    assert "256\u202fko au plus ici" in answer.content.decode()
    assert answer["Connection"] == "close"


@pytest.mark.django_db
def test_a_cookie_of_one_s_own_invention_opens_no_larger_body():
    client = Client()
    client.cookies["interregions_session"] = "a" * 32
    assert status_of(client, FILE_PAGE, ANONYMOUS_BYTES + 1) == 413


@pytest.mark.django_db
def test_a_member_sends_a_file_where_files_are_brought_and_text_elsewhere(bretagne, client_as, settings):
    client = client_as(bretagne)
    assert status_of(client, TEXT_PAGE, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1) == 413
    assert status_of(client, FILE_PAGE, settings.MAX_UPLOAD_BYTES + 2 * 1024 * 1024) == 413
    passed = BodyLimitMiddleware(lambda request: "read")
    for url, length in ((FILE_PAGE, settings.MAX_UPLOAD_BYTES), (TEXT_PAGE, ANONYMOUS_BYTES * 2)):
        request = RequestFactory().post(url, CONTENT_LENGTH=str(length))
        request.session = client.session
        assert passed(request) == "read"
