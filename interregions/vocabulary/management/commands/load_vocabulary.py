"""``interregions load_vocabulary``: bring territories and lists in line with the files of the package."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localdate

from interregions.vocabulary.services import compare_vocabulary, load_vocabulary


class Command(BaseCommand):
    """Load, or with ``--check`` tell what loading would change and write nothing (exit code 1 if anything would)."""

    help = "Charge les territoires et les vocabulaires\u202f; peut être relancée sans dommage."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Montre les différences et n’écrit rien.")

    def handle(self, *args: Any, **options: Any) -> None:
        check = options["check"]
        changes = (compare_vocabulary if check else load_vocabulary)(on=localdate())
        for change in changes:
            label = change.label[0].upper() + change.label[1:]
            self.stdout.write(
                f"{label}\u202f: {change.created} nouveaux, {change.updated} modifiés, "
                f"{change.withdrawn} retirés, {change.unchanged} inchangés."
            )
            if check:
                for line in change.lines:
                    self.stdout.write(f"  {line}")
        if check and any(change.differences for change in changes):
            self.stdout.write("Rien n’a été écrit.")
            sys.exit(1)
