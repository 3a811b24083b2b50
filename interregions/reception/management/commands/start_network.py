"""Begin a real installation: name the host association and invite its first facilitator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from interregions.common.errors import Refused
from interregions.network.choices import OrganisationKind, Role
from interregions.network.services import add_territorial_organisations, start_installation
from interregions.reception.queries import invitation_url
from interregions.reception.services.people import invite


class Command(BaseCommand):
    help = "Names the host association, adds the 18 Régions, and invites the first facilitator. Once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", required=True, help="name of the host association")
        parser.add_argument("--email", required=True)
        parser.add_argument("--given-name", required=True)
        parser.add_argument("--family-name", required=True)
        parser.add_argument("--with-epci", action="store_true", help="also add the 1,255 EPCI as organisations")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = [OrganisationKind.REGION, *([OrganisationKind.EPCI] if options["with_epci"] else [])]
        try:
            with transaction.atomic():
                installation = start_installation(host_name=options["host"])
                added = add_territorial_organisations(kinds)
                invitation = invite(
                    organisation=installation.host,
                    given_name=options["given_name"],
                    family_name=options["family_name"],
                    email=options["email"],
                    role=Role.FACILITATOR,
                    by=None,
                )
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons), returncode=2) from refused
        self.stdout.write(f"{installation.host.name} héberge ce réseau ; {added} organismes ajoutés.")
        if added == 0:
            self.stdout.write("Chargez le vocabulaire (interregions load_vocabulary) pour ajouter Régions et EPCI.")
        self.stdout.write(f"L’invitation de {invitation.member.full_name} est écrite pour {invitation.member.email}.")
        if not settings.SMTP:
            self.stdout.write(f"Aucun SMTP n’est réglé, son lien : {settings.SITE_URL}{invitation_url(invitation)}")
