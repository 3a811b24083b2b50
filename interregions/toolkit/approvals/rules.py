"""Who may ask for a visa, and when a visa may be given."""

from collections.abc import Sequence
from datetime import date, timedelta

from interregions.common.typography import counted
from interregions.toolkit.approvals.choices import ApprovalStatus as S

REMIND_AFTER_DAYS = 3
MOST_REMINDER_DAYS = 21

WITHDRAWN = (
    "Cette demande de visa a été retirée par la personne qui vous l’avait adressée\u202f: il n’y a plus rien à décider."
)


# The labels of the rooms above begin with one of these words.
ARTICLES = {"Réponse": "la", "Note": "la", "Restitution": "la", "Questionnaire": "le", "Compte": "le", "Relevé": "le"}


def visa_on(label: str) -> str:
    """« votre visa sur la réponse de Bretagne »; a label whose gender is not known follows a colon."""
    first = label.partition(" ")[0]
    if first in ARTICLES:
        return f"votre visa sur {ARTICLES[first]} {label[:1].lower()}{label[1:]}"
    return f"votre visa sur {label}" if label[:1].islower() else f"votre visa\u202f: {label}"


MOST_NAMED = 5


def outdated_words(*, name: str, changes: Sequence[str]) -> str:
    """« Bon pour envoi » was said of another content; empty when nothing changed."""
    if not changes:
        return ""
    named = ", ".join(f"«\u202f{label[:80]}\u202f»" for label in changes[:MOST_NAMED])
    more = len(changes) - MOST_NAMED
    rest = f" et {counted(more, 'autre partie', 'autres parties')}" if more > 0 else ""
    changed = counted(len(changes), "partie a changé", "parties ont changé")
    return f"{name} a dit «\u202fbon pour envoi\u202f», mais {changed} depuis\u202f: {named}{rest}."


def reasons_not_to_ask(*, has_member: bool, name: str, email: str) -> list[str]:
    """A visa is asked of one person: a member, or someone with a name and an address."""
    if has_member or (name.strip() and email.strip()):
        return []
    return ["Indiquez à qui le visa est demandé\u202f: un nom et une adresse."]


def reasons_not_to_decide(*, status: str, agreed: bool, words: str) -> list[str]:
    """A visa is decided once; « à revoir » says what to revise."""
    if status == S.WITHDRAWN:
        return [WITHDRAWN]
    if status != S.WAITING:
        return ["Ce visa a déjà été rendu\u202f: votre première décision compte."]
    return reasons_against_words(agreed=agreed, words=words)


def reasons_not_to_decide_by_link(*, asked: int | None, name: str, reader: int | None) -> list[str]:
    """A link is of one person: somebody else who is in, the animation included, gives no visa in their name."""
    if reader is None or reader == asked:
        return []
    return [f"Ce visa est demandé à {name}\u202f: personne d’autre ne le donne. Sortez d’abord, si c’est vous."]


def what_follows(*, agreed: bool, asker: str, afterwards: str) -> str:
    """What is said to who has just decided."""
    told = f"Merci. {asker} est prévenu par courriel" if asker else "Merci. Votre organisme est prévenu par courriel"
    if agreed:
        return f"{told} et peut envoyer. {afterwards}".strip()
    return f"{told} et reprendra le texte\u202f; un nouveau visa vous sera demandé si besoin."


def reasons_against_words(*, agreed: bool, words: str) -> list[str]:
    """« À revoir » says what to revise."""
    return [] if agreed or words.strip() else ["Dites en quelques mots ce qu’il faut revoir."]


def reasons_not_to_withdraw(*, status: str) -> list[str]:
    """Only a visa that waits can be withdrawn."""
    return [] if status == S.WAITING else ["Ce visa n’est plus en attente\u202f: il ne peut plus être retiré."]


def is_reminder_due(*, asked_on: date, last_on: date | None, today: date) -> bool:
    """A reminder every three days, for three weeks."""
    if today - asked_on > timedelta(days=MOST_REMINDER_DAYS):
        return False
    return today - (last_on or asked_on) >= timedelta(days=REMIND_AFTER_DAYS)
