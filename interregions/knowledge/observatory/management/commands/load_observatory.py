"""``interregions load_observatory``: the indicators, and the public facts about the Régions of this network."""

from typing import Any

from django.core.management.base import BaseCommand

from interregions.knowledge.observatory.policies.services.loading import load_observatory


class Command(BaseCommand):
    """Load what the package knows; what a Région confirmed, contested or discarded stays as it is."""

    help = "Charge les indicateurs de l’observatoire et les faits publics\u202f; peut être relancée sans dommage."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_observatory()
        self.stdout.write(
            f"Indicateurs\u202f: {loaded.indicators} nouveaux ou modifiés, {loaded.withdrawn} retirés. "
            f"Faits publics\u202f: {loaded.facts} proposés à leur Région, {loaded.corrected} corrigés."
        )
        if loaded.waiting:
            self.stdout.write(
                f"{loaded.waiting} faits attendent que leur Région soit du réseau\u202f: relancez ensuite la commande."
            )
