"""A question as a card. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task


def answer(row: Row, today: date) -> Task:
    """``label`` is the question, ``detail`` why it is put."""
    return Task(what=row.label, why=row.detail, to=("asking:ask", row.about), gesture="Répondre", minutes=1)
