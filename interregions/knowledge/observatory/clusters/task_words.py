"""What the figures that wait ask of a pôle, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted


def confirm_figures(row: Row, today: date) -> Task:
    """One card for all the figures proposed to a pôle: confirm, contest or discard each, on its page."""
    number = row.a or 0
    return Task(
        what=f"{counted(number, 'chiffre proposé', 'chiffres proposés')} sur votre pôle",
        why="Une Région ou l’animation les a saisis. Tant que vous n’avez rien confirmé, ils ne servent à personne.",
        to=("observatory:cluster", row.about),
        gesture="Lire et confirmer",
        minutes=max(1, number),
    )
