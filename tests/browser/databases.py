"""A PostgreSQL database and a Redis of the test's own, where the machine has them; ``.ci/run`` refuses a skip."""

import atexit
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from tests.browser.house import COMMAND, environment

ADMIN = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/15"


@contextmanager
def own_database(*, empty: bool = False) -> Iterator[str]:
    """The address of a PostgreSQL database that has its tables, dropped at the end whoever is still connected."""
    try:
        psycopg.connect(ADMIN, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers: {error}")
    name = created("template0" if empty else migrated())
    try:
        yield address_of(name)
    finally:
        dropped(name)


@cache
def migrated() -> str:
    """The database that the others are copied from: every migration is gone through once, and not for each test."""
    name = created("template0")
    atexit.register(dropped, name)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [*COMMAND, "migrate", "--verbosity", "0"],
            env={**environment(Path(home)), "DATABASE_URL": address_of(name)},
            check=True,
            timeout=300,
        )
    return name


def created(template: str) -> str:
    name = f"interregions_{secrets.token_hex(6)}"
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        admin.execute(f'create database "{name}" encoding \'UTF8\' template "{template}"')
    return name


def dropped(name: str) -> None:
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')


def address_of(name: str) -> str:
    return urlsplit(ADMIN)._replace(path=f"/{name}").geturl()


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
