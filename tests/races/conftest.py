"""Two people at the same instant are tried where two may write: SQLite lets one, the PostgreSQL suite runs them all."""

import pytest
from django.db import connection

RACES = "tests/races/"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the races out on SQLite, said as left out: what is skipped is what a machine lacks."""
    if connection.vendor == "postgresql":
        return
    races = [each for each in items if each.nodeid.startswith(RACES) and "world" in getattr(each, "fixturenames", ())]
    if races:
        config.hook.pytest_deselected(items=races)
        items[:] = [each for each in items if each not in races]
