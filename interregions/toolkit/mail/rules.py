"""What may become of a message."""

from datetime import timedelta

from interregions.toolkit.mail.choices import MessageStatus as S

CLAIM_MINUTES = 10
LATE_MINUTES = 15
MOST_ATTEMPTS = 12


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
