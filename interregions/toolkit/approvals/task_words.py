"""What a visa asks of a member, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.toolkit.approvals.rules import visa_on


def give(row: Row, today: date) -> Task:
    """A visa is awaited; ``label`` says on what, ``detail`` who asks."""
    asked = visa_on(row.label)
    return Task(
        what=f"Donner {asked}",
        why=f"{row.detail} vous le demande avant l’envoi." if row.detail else "Il est demandé avant l’envoi.",
        to=("approvals:request", row.about),
        gesture="Lire et décider",
        minutes=5,
    )
