"""A heavy library that is used now and then: the processes start without it."""

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module, which is imported when one of its names is first asked: ``altair = Late("altair")``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
