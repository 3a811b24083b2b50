"""What a call for themes asks of somebody, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.exchange.themes.choices import CallMethod, CallStatus


def _name(row: Row) -> str:
    return f"Recueil de thèmes {row.label}"


def choose(row: Row, today: date) -> Task:
    """An organisation has not said its priorities yet."""
    return Task(
        what=f"Indiquer nos priorités pour {row.label}",
        why=f"{_name(row)} : {row.holder} n’a pas encore indiqué ses priorités.",
        to=("themes:choose", row.about),
        gesture="Indiquer nos priorités",
        due=row.due,
        minutes=4,
    )


def propose(row: Row, today: date) -> Task:
    """An organisation has neither proposed nor supported a theme yet."""
    return Task(
        what=f"Proposer un thème pour {row.label}, ou soutenir ceux des autres",
        why=f"{_name(row)} : c’est le moment de dire quel problème traiter ensemble.",
        to=("themes:call", row.about),
        gesture="Voir les thèmes",
        due=row.due,
        minutes=8,
    )


def run(row: Row, today: date) -> Task | None:
    """What the animation does of a call: ``detail`` is its status and its method, ``a`` how many themes it has."""
    status, _, method = row.detail.partition(" ")
    past = row.due is not None and today > row.due
    if status == CallStatus.CLOSED:
        return _run(row, "Retenir les thèmes", "themes:retain", "Le résultat des choix est figé.")
    if status == CallStatus.CHOICES and method != CallMethod.MEETING:
        return _run(row, "Arrêter les choix", "themes:close", "La date limite est passée.") if past else None
    if not (past and row.a):
        return None
    if method == CallMethod.MEETING:
        return _run(row, "Consigner la décision", "themes:decide", "Le choix se fait en réunion.")
    return _run(row, "Ouvrir les choix", "themes:open_choices", "Les propositions sont terminées.")


def _run(row: Row, gesture: str, page: str, why: str) -> Task:
    return Task(what=f"{gesture} : {_name(row)}", why=why, to=(page, row.about), gesture=gesture, minutes=3)
