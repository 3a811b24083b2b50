"""What an introduction asks of somebody, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task


def relay(row: Row, today: date) -> Task:
    """A request waits for the animation; ``label`` says whom it asks for, ``detail`` who asks."""
    words = "Transmettre une demande de mise en relation"
    return Task(
        what=f"{words} : {row.label}",
        why=f"{row.detail} le demande.",
        to=("introductions:introduction", row.about),
        gesture="Lire la demande",
        minutes=3,
    )


def answer(row: Row, today: date) -> Task:
    """An introduction is proposed to this person; ``detail`` is the organisation of the other."""
    return Task(
        what=f"Accepter ou non une mise en relation avec {row.detail}",
        why="Vos coordonnées ne se montrent que si vous acceptez tous les deux.",
        to=("introductions:introduction", row.about),
        gesture="Lire et répondre",
        minutes=2,
    )
