"""What a sheet or a request of access asks of an organisation, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task


def agree_equipment(row: Row, today: date) -> Task:
    return _agree(row, "observatory:equipment")


def agree_competence(row: Row, today: date) -> Task:
    return _agree(row, "observatory:competence")


def answer_access(row: Row, today: date) -> Task:
    """A request waits for the holder; ``label`` is the equipment, ``detail`` who asks."""
    days = (today - row.moment.date()).days if row.moment else 0
    since = "aujourd’hui" if days < 1 else "hier" if days == 1 else f"il y a {days} jours"
    return Task(
        what=f"Répondre à une demande d’accès à « {row.label} »",
        why=f"{row.detail} l’a faite {since}.",
        to=("observatory:access_request", row.about),
        gesture="Lire et répondre",
        minutes=3,
    )


def _agree(row: Row, address: str) -> Task:
    """``label`` is the name of the sheet, ``detail`` who entered it."""
    return Task(
        what=f"Publier ou non la fiche « {row.label} »",
        why=f"{row.detail} l’a préparée ; elle n’est pas lue tant que vous ne l’acceptez pas.",
        to=(address, row.about),
        gesture="Lire la fiche",
        minutes=3,
    )
