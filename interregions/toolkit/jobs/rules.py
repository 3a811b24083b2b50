"""What may become of a long work."""

from interregions.toolkit.jobs.choices import JobStatus

MOST_ATTEMPTS = 3
SILENCE_SECONDS = 120
WORKER_SILENCE_SECONDS = 60
WORKER_LATE = "Le processus qui fait les travaux longs et envoie le courrier ne donne plus signe de vie."


def may_try_again(*, attempts: int) -> bool:
    """A work whose worker died is started again, but not for ever."""
    return attempts < MOST_ATTEMPTS


def reasons_not_to_retry(*, status: str) -> list[str]:
    """A person may start again only what failed."""
    if status == JobStatus.FAILED:
        return []
    return ["Ce travail n’a pas échoué\u202f: il n’y a rien à reprendre."]
