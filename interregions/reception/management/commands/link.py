"""``interregions link ADDRESS``: an entrance on the server, for the day when no code arrives."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interregions.reception.queries import entrance_url, members_with_address


class Command(BaseCommand):
    help = "Prints a link that lets the person of this address in, once, within a day. To be given by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *args: Any, **options: Any) -> None:
        people = members_with_address(options["address"])
        if not people:
            raise CommandError(f"Personne du réseau ne reçoit de courrier à {options['address']}.", returncode=2)
        for member in people:
            self.stdout.write(f"{member.full_name} : {settings.SITE_URL}{entrance_url(member)}")
