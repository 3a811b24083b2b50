"""``interregions load_programme FILE``: who takes part in a programme of the State, from the list that is published."""

from interregions.toolkit.imports.command import BringCommand


class Command(BringCommand):
    help = (
        "Prend une liste publiée de communes ou de groupements d’un programme de l’État "
        "(Territoires d’industrie, Action cœur de ville, Petites villes de demain), avec un compte rendu par ligne."
    )
    kind = "programmes"
