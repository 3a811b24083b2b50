"""``interregions serve``: one command for everything that must run."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interregions.config import serving


class Command(BaseCommand):
    """Listed with the others; ``config/command.py`` calls ``serving`` without loading the application."""

    help = "Serve the pages and run the worker; whichever dies starts again."

    def add_arguments(self, parser: CommandParser) -> None:
        serving.add_arguments(parser)

    def run_from_argv(self, argv: list[str]) -> None:
        sys.exit(serving.main(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(serving.main(["--host", options["host"], "--port", str(options["port"])]))
