"""``interregions import_subsidies FILE``: what is public already; each line of a pôle is proposed, none is counted."""

from interregions.toolkit.imports.command import BringCommand


class Command(BringCommand):
    help = "Propose les subventions publiées d’un fichier à qui les a attribuées, avec un compte rendu par ligne."
    kind = "subventions"
