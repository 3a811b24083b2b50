"""``interregions check``: Django’s own checks of the code, then everything the product stands on."""

import shutil
import sys
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management.base import CommandParser
from django.core.management.commands.check import Command as SystemChecks
from django.db import connection

from interregions.common.health import State, looks
from interregions.toolkit.files.content import path_of
from interregions.toolkit.files.queries import latest_contents
from interregions.toolkit.mail.transport import Fate, Line

MOST_CLOCK_SECONDS = 5
TRIED_FILES = 200


class Command(SystemChecks):
    help = "Check the settings, the database, the queue, the worker, the mail, the disk, the clock and the files."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--mail", metavar="ADDRESS", default="", help="Send a message to this address.")
        parser.add_argument("--code", action="store_true", help="Django's checks of the code and settings alone.")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if options["code"] or options["deploy"] or options["tags"] or options["list_tags"] or app_labels:
            return
        found = {name: look() for name, look in looks().items()}
        found |= {"clock": clock(), "contents": contents(), "relay": relay(options["mail"])}
        for name, state in found.items():
            self.stdout.write(f"{'bon ' if state.good else 'NON '} {name:<9} {state.words}".rstrip())
        if not all(state.good for state in found.values()):
            sys.exit(1)


def clock() -> State:
    """This machine’s hour beside that of the database: codes, links and deadlines are compared with it."""
    asked = "select now()" if connection.vendor == "postgresql" else "select strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        told = cursor.fetchone()[0]
    there = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    apart = abs((there - datetime.now(UTC)).total_seconds())
    if apart > MOST_CLOCK_SECONDS:
        return State(False, f"Cette machine et la base de données ont {apart:.0f} secondes d’écart : réglez l’heure.")
    return State(True)


def contents() -> State:
    """The latest files that rows name are on the disk."""
    missing = [sha256 for sha256 in latest_contents(TRIED_FILES) if not path_of(sha256).is_file()]
    if missing:
        return State(False, f"{len(missing)} des derniers fichiers déposés manquent dans {settings.MEDIA_ROOT}.")
    free = shutil.disk_usage(settings.HOME).free // (1024 * 1024)
    return State(True, f"{free} Mo libres")


def relay(address: str) -> State:
    """The mail server takes the line; with an address, it takes a message."""
    if not settings.SMTP:
        return State(False, "Aucun serveur d’envoi n’est réglé (SMTP_URL) : rien ne part.")
    line = Line(timeout=10)
    if not address:
        outcome = line.answers()
        return State(outcome.fate is Fate.ACCEPTED, outcome.words)
    words = f"Ce message a été envoyé par « interregions check » depuis {settings.SITE_URL}."
    outcome = line.deliver(EmailMultiAlternatives("Essai d’envoi", words, settings.DEFAULT_FROM_EMAIL, [address]))
    line.close()
    good = outcome.fate is Fate.ACCEPTED
    return State(good, f"accepté pour {address}" if good else outcome.words)
