"""What conventions and published lists ask, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted, french_date


def to_send(row: Row, today: date) -> Task:
    """For the pôle: a document to send to who funds it."""
    return Task(
        what=f"Envoyer « {row.label} » à {row.detail}",
        why=f"La convention l’attend{_by(row.due)}.",
        to=("observatory:convention", row.a or 0),
        gesture="Dire qu’il est parti",
        due=row.due,
        late=row.due is not None and row.due < today,
        ending="C’est envoyé",
        ending_to=("observatory:send_document", row.about),
    )


def to_receive(row: Row, today: date) -> Task:
    """For who funds: a document to receive."""
    why = f"{row.detail} dit l’avoir envoyé." if row.b else f"Il était attendu{_by(row.due)}."
    return Task(
        what=f"Recevoir « {row.label} » de {row.detail}",
        why=why,
        to=("observatory:convention", row.a or 0),
        gesture="Ouvrir la convention",
        due=row.due,
        late=not row.b and row.due is not None and row.due < today,
        ending="Il est reçu",
        ending_to=("observatory:receive_document", row.about),
    )


def lines_to_decide(row: Row, today: date) -> Task:
    """For who paid: lines of public lists that nothing counts yet."""
    lines = counted(row.a or 0, "ligne publiée attend", "lignes publiées attendent")
    return Task(
        what="Confirmer ce qui est publié",
        why=f"{lines} votre décision : rien n’est compté avant.",
        to=("observatory:published",),
        gesture="Lire ces lignes",
        minutes=5,
    )


def _by(due: date | None) -> str:
    return f" pour le {french_date(due)}" if due else ""
