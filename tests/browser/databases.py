"""A PostgreSQL database and a Redis of the test's own, where the machine has them; ``.ci/run`` refuses a skip."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

ADMIN = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/15"


@contextmanager
def own_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped at the end whoever is still connected."""
    try:
        admin = psycopg.connect(ADMIN, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers: {error}")
    name = f"interregions_{secrets.token_hex(6)}"
    with admin:
        admin.execute(f"create database \"{name}\" encoding 'UTF8' template template0")
    try:
        yield urlsplit(ADMIN)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(ADMIN, autocommit=True) as admin:
            admin.execute(f'drop database if exists "{name}" with (force)')


@contextmanager
def own_redis() -> Iterator[str]:
    """The address of a Redis, without what an earlier test left in our queue."""
    client = redis.Redis.from_url(REDIS)
    try:
        client.ping()
    except redis.ConnectionError as error:
        pytest.skip(f"no Redis answers: {error}")
    forget(client)
    try:
        yield REDIS
    finally:
        forget(client)
        client.close()


def forget(client: redis.Redis) -> None:
    """Remove the queue of the product."""
    for key in client.scan_iter("*interregions*"):
        client.delete(key)
