"""Server-sent events: replayed, then as they come, and closed when the right ends."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.test import RequestFactory

from interregions.toolkit.live import hub, queries, services, views


async def next_event(lines) -> str:
    async with asyncio.timeout(10):
        async for line in lines:
            text = line.decode() if isinstance(line, bytes) else line
            if text.startswith(("id:", "event:")):
                return text
    raise AssertionError("the stream ended")


@pytest.mark.django_db(transaction=True)
def test_a_page_catches_up_then_follows() -> None:
    async def follow() -> None:
        first = await sync_to_async(services.publish)("debate.1", "contribution", {"words": "un"})
        await sync_to_async(services.publish)("debate.1", "contribution", {"words": "deux"})
        request = RequestFactory().get("/", headers={"Last-Event-ID": str(first.pk)})
        lines = aiter(await sync_to_async(views.stream)(request, "debate.1"))
        assert '"deux"' in await next_event(lines)
        await sync_to_async(services.publish)("debate.2", "contribution", {"words": "ailleurs"})
        await sync_to_async(services.publish)("debate.1", "contribution", {"words": "trois"})
        assert '"trois"' in await next_event(lines)
        await lines.aclose()

    asyncio.run(follow())
    assert queries.latest_event_id("debate.1") > 0


@pytest.mark.django_db(transaction=True)
def test_a_stream_ends_when_the_right_ends(monkeypatch) -> None:
    monkeypatch.setattr(views, "CHECK_SECONDS", 0.0)

    async def follow() -> str:
        lines = aiter(await sync_to_async(views.stream)(RequestFactory().get("/"), "debate.1", lambda: False))
        return await next_event(lines)

    assert "closed" in asyncio.run(follow())
    assert not hub.hub._listeners


def test_one_page_too_many_is_told_so(monkeypatch) -> None:
    monkeypatch.setattr(views.hub, "most", 0)
    answer = views.stream(RequestFactory().get("/"), "debate.1")
    assert answer.status_code == 503
    assert "Rechargez la page" in answer.content.decode()
