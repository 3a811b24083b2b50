"""Addresses of the room: each module of views exposes its own."""

from importlib import import_module

from django.urls import URLPattern

app_name = "surveys"

_PAGES = ("questionnaires", "questions", "answering", "collection", "restitution", "express")


def _patterns(name: str) -> list[URLPattern]:
    """The addresses of one module of views; none while it is not written."""
    module = f"interregions.exchange.surveys.views.{name}"
    try:
        found: list[URLPattern] = import_module(module).patterns
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        return []
    return found


urlpatterns: list[URLPattern] = [pattern for name in _PAGES for pattern in _patterns(name)]
