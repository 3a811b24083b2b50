"""What may become of a message."""

from dataclasses import dataclass
from datetime import timedelta

from interregions.toolkit.mail.choices import MessageStatus as S

CLAIM_MINUTES = 10
LATE_MINUTES = 15
# How a letter that its reader cannot stop by a link ends: with whom to ask.
NOT_STOPPED = (
    "Ce message va avec votre fonction dans le réseau. Si ces demandes ne vous concernent plus, répondez-y :"
    " elles iront à quelqu’un d’autre."
)
NO_ACCOUNT = "Pour ne plus recevoir de message du réseau, répondez à celui-ci en le disant."
MOST_ATTEMPTS = 12


@dataclass(frozen=True)
class Frame:
    """What stands around the words of a letter: the theme and its Région, who signs, who reads the reply."""

    dossier: str = ""
    signature: tuple[str, ...] = ()
    reply_name: str = ""
    reply_address: str = ""


def signature_of(*, name: str, function: str, organisation: str, phone: str) -> tuple[str, ...]:
    """The lines that sign a letter; what is not known has no line."""
    role = ", ".join(part for part in (function.strip(), organisation.strip()) if part)
    return tuple(line for line in (name, role, f"Téléphone : {phone.strip()}" if phone.strip() else "") if line)


def who_reads(name: str) -> str:
    """The sentence that invites to reply; empty when nobody would read it."""
    return f"Une question\u202f? Répondez à ce message\u202f: {name} le lit." if name else ""


def how_to_stop(*, stoppable: bool, has_account: bool) -> str:
    """The last line of a letter that no link stops; empty for one that a link does."""
    if stoppable:
        return ""
    return NOT_STOPPED if has_account else NO_ACCOUNT


def delay_after(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts: one minute, then twice as long, six hours at most."""
    return timedelta(minutes=min(360, 2 ** max(0, attempts - 1)))


def reasons_not_to_resend(*, status: str, address: str) -> list[str]:
    """By hand, one may send again what was refused or what may not have arrived."""
    if status not in {S.FAILED, S.DOUBTFUL}:
        return ["Ce message n’est ni refusé ni incertain\u202f: il n’y a rien à renvoyer."]
    if not address:
        return ["Ce message n’a plus d’adresse\u202f: la personne a été retirée."]
    return []
