"""The product as it is served; beside it an empty view without middleware (the unit of every figure) and an echo."""

import asyncio
import json
import os
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
product = get_wsgi_application()

from interregions.config.lanes import House  # noqa: E402  what it imports needs the settings


class Empty(WSGIHandler):
    """Django's own handler with no middleware at all."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware, self._template_response_middleware, self._exception_middleware = [], [], []
        self._middleware_chain = convert_exception_to_response(self._get_response)


empty = Empty()


def either(environ: dict[str, Any], start_response: Any) -> Any:
    return (empty if environ["PATH_INFO"] == "/banc/vide/" else product)(environ, start_response)


house = House(either)


class Echo:
    """What two hundred lines cost at the least: each word said is written to every line, by the loop itself."""

    def __init__(self) -> None:
        self.lines: set[Any] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
        await send(start)
        if scope["path"].endswith("/dire/"):
            number = int(scope["query_string"].split(b"=")[1])
            body = f"data: {json.dumps({'number': number})}\n\n".encode()
            for line in list(self.lines):
                await line({"type": "http.response.body", "body": body, "more_body": True})
            await send({"type": "http.response.body", "body": b"dit"})
            return
        await send({"type": "http.response.body", "body": b"\n", "more_body": True})
        self.lines.add(send)
        try:
            while (await receive())["type"] != "http.disconnect":
                await asyncio.sleep(0)
        finally:
            self.lines.discard(send)


echo = Echo()


async def application(scope: Any, receive: Any, send: Any) -> None:
    await (echo if scope["path"].startswith("/banc/echo/") else house)(scope, receive, send)
