"""What the door asks of somebody, in words. Pure."""

from datetime import date, timedelta

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted

SOON = timedelta(days=30)


def mandate_that_ends(row: Row, today: date) -> Task | None:
    """Thirty days before the end, to the person themselves."""
    if row.due is None or row.due > today + SOON:
        return None
    return Task(
        what=f"Votre habilitation pour {row.holder} prend bientôt fin",
        why="Passez le relais ou demandez à l’animation de la prolonger",
        to=(f"/invitations/relais/{row.about}/",),
        gesture="Passer le relais",
        due=row.due,
        minutes=2,
    )


def without_referent(row: Row, today: date) -> Task:
    """An organisation whose last referent left, by name."""
    return Task(
        what=f"{row.label} n’a plus de référent",
        why="Personne n’y reçoit plus rien, et ce qui lui est demandé reste sans réponse.",
        to=(f"/invitations/nouvelle/?organisme={row.about}",),
        gesture="Inviter un référent",
        minutes=2,
    )


def invite_together(row: Row, today: date) -> Task | None:
    """The number of people of the lists that were taken and whose letter has not left."""
    if not row.a:
        return None
    return Task(
        what=f"Inviter {counted(row.a, 'personne')} de vos listes",
        why="Leur invitation n’est pas partie ; qui n’est pas invité est oublié au bout de trente jours.",
        to=("/invitations/personnes/",),
        gesture="Inviter",
        minutes=2,
    )


def never_reached(row: Row, today: date) -> Task | None:
    """The number of Régions that never had a referent."""
    if not row.a:
        return None
    return Task(
        what=f"Inviter un référent pour {counted(row.a, 'Région')}",
        why="Sans référent, une Région ne reçoit rien et ne peut ni choisir ni répondre.",
        to=("/invitations/personnes/preparer/?nature=REGION",),
        gesture="Inviter",
        minutes=2 * row.a,
    )
