"""``interregions restore FOLDER``: put back a copy, where nothing is served."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from interregions.config.copies import CopyError, has_people, put_back, read_manifest
from interregions.config.holding import alone
from interregions.toolkit.jobs.queries import is_worker_late

SERVED = "Le service tourne : arrêtez-le d’abord (systemctl stop interregions). Rien n’a été changé."
BEATS = (
    "Un processus de cette installation donnait signe de vie il y a moins d’une minute, ici ou sur une autre machine : "
    "arrêtez-le, ou attendez une minute. Rien n’a été changé."
)
FULL = "Cette base contient déjà des personnes : ajoutez --replace pour les remplacer par la copie."


class Command(BaseCommand):
    help = "Puts back a copy made by “interregions backup”; refused while the product is served."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument("--replace", action="store_true", help="Replace what this database holds.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = read_manifest(options["folder"].resolve())
            with alone(settings.HOME) as free:
                if not free:
                    raise CopyError(SERVED)
                if has_people():
                    if not _nobody_beats():
                        raise CopyError(BEATS)
                    if not options["replace"]:
                        raise CopyError(FULL)
                put_back(options["folder"].resolve(), manifest)
        except (CopyError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"La copie du {manifest['made_at'][:16].replace('T', ' à ')} (UTC) est en place.")
        self.stdout.write("Lancez « interregions migrate », puis effacez de nouveau qui l’a été depuis la copie.")


def _nobody_beats() -> bool:
    """A database of an earlier version has no heartbeat to read."""
    try:
        return is_worker_late()
    except Error:
        return True
