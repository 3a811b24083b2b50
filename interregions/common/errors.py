"""How a room says no: with French sentences that are ready to show."""

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A gesture was refused by a rule; nothing was written.

    ``reasons`` are French sentences, each readable alone. One middleware shows them where the person stands,
    with the HTTP status 409.
    """

    def __init__(self, reasons: Sequence[str] | str) -> None:
        self.reasons: list[str] = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class Stale(Refused):
    """Somebody saved the same thing while this person was writing; both versions are kept and shown.

    ``mine`` is what this person sent, ``theirs`` what stands now, ``author`` who wrote it; ``revision`` is the
    number to send back with the merged text; ``field``, when it is not « text », the name of the part in the form.
    """

    field: str = ""

    def __init__(self, *, mine: str, theirs: str, author: str, revision: int) -> None:
        self.mine, self.theirs, self.author, self.revision = mine, theirs, author, revision
        super().__init__(
            f"Ce texte a été modifié par {author} pendant que vous écriviez. "
            "Rien n’est perdu : voici les deux versions."
        )


def refuse_if(reasons: Sequence[str]) -> None:
    """Raise :class:`Refused` when a rule gave at least one reason."""
    if reasons:
        raise Refused(reasons)
