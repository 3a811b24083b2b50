"""``interregions ready_to_serve``: what must be true before anything is served, said in one sentence when it is not."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Check the settings, the folders and the database (one part of “interregions serve”)."

    def handle(self, *args: Any, **options: Any) -> None:
        trouble = _database_trouble()
        if trouble:
            self.stderr.write(f"interregions cannot start: {trouble}")
            sys.exit(2)
        for folder in (settings.HOME, settings.STATIC_ROOT, settings.MEDIA_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        keep_to_oneself()


def keep_to_oneself() -> None:
    """What an earlier version left readable by every user of the machine."""
    settings.MEDIA_ROOT.chmod(0o700)
    for path in (*settings.HOME.glob("*.sqlite3*"), settings.HOME / "secret.key"):
        if path.is_file():
            path.chmod(0o600)


def _database_trouble() -> str:
    """Why this database cannot be served, in one sentence; empty when it can."""
    opened: Any = connection
    try:
        if opened.vendor == "postgresql":
            # Not through the pool, which tries again for twenty seconds.
            opened.Database.connect(**opened.get_connection_params(), connect_timeout=5).close()
        executor = MigrationExecutor(opened)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except opened.Database.Error as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        return f"the database does not answer ({first})."
    finally:
        opened.close()
        if getattr(opened, "pool", None):
            opened.close_pool()
    return f"the database waits for {waiting} migrations. Run: interregions migrate." if waiting else ""
