"""What leaves compressed, and what never does."""

import gzip
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from interregions.common.compression import PageCompressionMiddleware

pytestmark = pytest.mark.django_db
ASKED = {"headers": {"accept-encoding": "gzip, br"}}


def test_a_page_leaves_compressed(client_as, bretagne):
    answer = client_as(bretagne).get("/a-faire/", **ASKED)
    assert answer["Content-Encoding"] == "gzip"
    assert "À faire" in gzip.decompress(answer.content).decode()
    assert "Accept-Encoding" in answer["Vary"]


def test_a_page_opened_by_a_signed_link_does_not():
    for address in (
        "/visa/faux/",
        "/reunions/presence/faux/",
        "/actions/avancees/faux/",
        "/invitations/accepter/faux/",
    ):
        answer = Client().get(address, **ASKED)
        assert answer.resolver_match.kwargs == {"token": "faux"}
        assert not answer.has_header("Content-Encoding"), address


def test_every_secret_address_is_told_by_its_token():
    """None is compressed by mistake: the other holes of our addresses are numbers, words we chose and formats."""

    def holes(resolver) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            yield from pattern.pattern.converters
            if hasattr(pattern, "url_patterns"):
                yield from holes(pattern)

    words = {"format", "key", "slug", "code", "kind", "about", "block_name", "number", "first", "second", "year"}
    others = {name for name in holes(get_resolver()) if not name.endswith("_id") and name != "pk"}
    assert others - words == {"token"}


@pytest.mark.parametrize("kind", ["text/event-stream; charset=utf-8", "application/pdf", "font/woff2"])
def test_what_is_no_text_or_not_whole_is_left_as_it_is(rf, kind):
    request = rf.get("/", headers={"accept-encoding": "gzip"})
    request.resolver_match = None
    middleware = PageCompressionMiddleware(lambda request: HttpResponse("x" * 1000, content_type=kind))
    assert not middleware(request).has_header("Content-Encoding")


def test_the_version_of_the_look_stands_in_its_addresses():
    page = Client().get("/entrer/").content.decode()
    assert f'href="{settings.STATIC_URL}built/app.css"' in page
    assert settings.STATIC_URL.count("/") == 3
