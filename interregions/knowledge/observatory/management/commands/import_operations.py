"""``interregions import_operations FILE``: what is public already; each line of a pôle is proposed, none is counted."""

from interregions.toolkit.imports.command import BringCommand


class Command(BringCommand):
    help = "Propose les opérations européennes publiées d’un fichier à leur Région, avec un compte rendu par ligne."
    kind = "operations"
