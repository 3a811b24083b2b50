"""``interregions load_clusters``: the pôles of phase V, from the files of the package."""

from typing import Any

from django.core.management.base import BaseCommand

from interregions.knowledge.observatory.clusters.services.loading import load_clusters


class Command(BaseCommand):
    """Load what public pages say; what a pôle, a Région or the animation wrote stays as it is."""

    help = "Charge les pôles de la phase V, faits sourcés ; peut être relancée sans dommage."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_clusters()
        self.stdout.write(
            f"Pôles : {loaded.clusters} ajoutés ; labels : {loaded.labels} ; faits datés : {loaded.facts}."
        )
