"""``interregions web``: the web process alone."""

import multiprocessing
import os
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from interregions.config.holding import hold
from interregions.config.parenthood import end_with_parent
from interregions.config.serving import PAGES_ON_POSTGRESQL


class Command(BaseCommand):
    help = "Serve the pages (one part of “interregions serve”)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_parent()
        hold(settings.HOME)
        multiprocessing.set_start_method("spawn", force=True)
        os.environ.setdefault("PGOPTIONS", PAGES_ON_POSTGRESQL)
        uvicorn.run(
            "interregions.config.asgi:application",
            host=options["host"],
            port=options["port"],
            workers=settings.WEB_PROCESSES if settings.WEB_PROCESSES > 1 else None,
            access_log=False,
            lifespan="off",
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
        )
