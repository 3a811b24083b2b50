"""``interregions backup FOLDER``: the database and the files, while the product runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interregions.config.copies import CopyError, make_copy

NOT_THERE = (
    "La clé secrète et les autres réglages n’y sont pas : gardez-les ailleurs (sans la clé, les liens déjà envoyés ne "
    "s’ouvrent plus). La file d’attente et les fichiers de l’apparence se refont d’eux-mêmes."
)


class Command(BaseCommand):
    help = "Copies the database and the files into a new folder, while the product runs; the secret key is not in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make_copy(options["folder"].resolve())
        except (CopyError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        number = len(manifest["files"])
        self.stdout.write(f"Copie faite dans {options['folder']} : la base de données et {number} fichiers.")
        self.stdout.write(NOT_THERE)
