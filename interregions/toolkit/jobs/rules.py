"""What may become of a long work."""

from interregions.toolkit.jobs.choices import JobStatus

MOST_ATTEMPTS = 3
SILENCE_SECONDS = 120


def may_try_again(*, attempts: int) -> bool:
    """A work whose worker died is started again, but not for ever."""
    return attempts < MOST_ATTEMPTS


def reasons_not_to_retry(*, status: str) -> list[str]:
    """A person may start again only what failed."""
    if status == JobStatus.FAILED:
        return []
    return ["Ce travail n’a pas échoué\u202f: il n’y a rien à reprendre."]
