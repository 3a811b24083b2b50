"""A server without room left: told as what it is, since waiting a minute does not help."""

import errno

DISK_FULL = (
    "Le serveur n’a plus de place\u202f: rien de ce que vous envoyez n’a été enregistré. "
    "Prévenez l’animation, puis recommencez quand la place est faite."
)
_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
_POSTGRESQL = "53100"


def is_disk_full(exception: BaseException) -> bool:
    """Whether this breakdown, or what caused it, is a disk without room: of the files, of SQLite or of PostgreSQL."""
    found: BaseException | None = exception
    while found is not None:
        if isinstance(found, OSError) and found.errno in _NUMBERS:
            return True
        if getattr(found, "sqlstate", None) == _POSTGRESQL or "database or disk is full" in str(found):
            return True
        found = found.__cause__
    return False
