"""What several processes remember together for a minute: in Redis, as JSON, and never at the price of a page."""

import json
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis import RedisError

logger = logging.getLogger(__name__)


class PlainSerializer:
    """Words and numbers only: who writes to Redis must not run code here, as it would with pickle."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, text: bytes) -> Any:
        return json.loads(text)


class SharedMemory(RedisCache):
    """Redis, or nothing remembered while Redis does not answer: a form is then taken as sent for the first time."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_connect_timeout": 1, "socket_timeout": 2}
        super().__init__(server, {**params, "OPTIONS": {"serializer": PlainSerializer, **patience}})

    def add(self, *args: Any, **options: Any) -> bool:
        """Whether it was not there yet."""
        return bool(_or(True, super().add, *args, **options))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is remembered."""
        return _or(default, super().get, key, default, version)

    def set(self, *args: Any, **options: Any) -> None:
        """Remember."""
        _or(None, super().set, *args, **options)

    def delete(self, *args: Any, **options: Any) -> bool:
        """Forget."""
        return bool(_or(False, super().delete, *args, **options))


def _or(otherwise: Any, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    try:
        return function(*args, **options)
    except RedisError as error:
        logger.warning("Redis does not answer (%s): a form sent twice is not recognised now", type(error).__name__)
        return otherwise
