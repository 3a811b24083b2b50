"""``interregions serve``: one command for everything that must run."""

import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from interregions.config.supervisor import Child, Supervisor


class Command(BaseCommand):
    help = "Serve the pages and run the worker; whichever dies starts again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not 1 <= port <= 65535:
            self.stderr.write(f"interregions cannot start: {port} is no port; choose one from 1 to 65535.")
            sys.exit(2)
        trouble = _trouble(host, port)
        if trouble:
            self.stderr.write(
                f"interregions cannot start: {host}:{port} cannot be used ({trouble}). "
                f"Choose another port: interregions serve --port {port + 1 if port < 65535 else 8000}."
            )
            sys.exit(2)
        trouble = _database_trouble()
        if trouble:
            self.stderr.write(f"interregions cannot start: {trouble}")
            sys.exit(2)
        for folder in (settings.HOME, settings.STATIC_ROOT, settings.MEDIA_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1"} else host  # noqa: S104  only a comparison
        self.stdout.write(f"Cluster’s InterRégions & Co: http://{shown}:{port} (Ctrl-C to stop)")
        self.stdout.flush()
        us = [sys.executable, "-m", "interregions.config.command"]
        children = [
            Child("web", [*us, "web", "--host", host, "--port", str(port)]),
            Child("worker", [*us, "worker"]),
        ]
        sys.exit(Supervisor(children).run())


def _trouble(host: str, port: int) -> str:
    """Why this address cannot be listened on; empty when it can."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, number) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        return error.strerror or str(error)
    return ""


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
