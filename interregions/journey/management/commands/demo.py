"""Build the fictional demonstration, stopped at a chosen stage."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interregions.common.errors import Refused
from interregions.journey.demonstration.story import STAGES, build_demonstration
from interregions.network.models import Installation, Member
from interregions.vocabulary.queries import regions


class Command(BaseCommand):
    help = "Builds a fictional network, declared as such on every page, stopped at a chosen stage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="survey")
        parser.add_argument("--if-empty", action="store_true", help="do nothing in a database that already has people")

    def handle(self, *args: Any, **options: Any) -> None:
        if Installation.objects.exists() or Member.objects.exists():
            if options["if_empty"]:
                self.stdout.write("La base contient déjà un réseau : rien n’y est changé.")
                return
            raise CommandError("Cette base contient déjà un réseau : une démonstration se bâtit dans une base neuve.")
        if not regions():
            raise CommandError("Chargez d’abord le vocabulaire : interregions load_vocabulary")
        try:
            build_demonstration(stage=options["stage"], say=self.stdout.write)
        except Refused as refused:
            raise CommandError("La démonstration a été refusée : " + " ".join(refused.reasons)) from refused
