"""``interregions import_clusters FILE``: pôles and clusters of a table; each is proposed until it confirms it."""

from interregions.toolkit.imports.command import BringCommand


class Command(BringCommand):
    help = "Ajoute et complète les pôles et clusters d’un fichier, avec un compte rendu par ligne."
    kind = "poles"
