"""The product as it is served, and beside it an empty view without middleware: the unit of every figure."""

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


application = House(either)
