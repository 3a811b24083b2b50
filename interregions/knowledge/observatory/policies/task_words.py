"""What the figures that wait ask of a Région, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted


def confirm(row: Row, today: date) -> Task:
    """One card for all the figures of a Région: confirm, correct or discard each."""
    number = row.a or 0
    return Task(
        what=f"{counted(number, 'chiffre', 'chiffres')} à confirmer sur votre politique de pôles",
        why="Lus dans des sources publiques, des listes ou vos réponses à une enquête. "
        "Tant que vous n’avez rien confirmé, ils ne servent à personne d’autre.",
        to=("observatory:readings_to_confirm",),
        gesture="Lire et confirmer",
        minutes=max(1, number),
    )
