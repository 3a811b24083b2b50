"""What a gesture told whom: the page says that, and never a number of its own.

A view opens ``telling`` around the service; the outbox notes each message that is to leave, the jobs that some will be
written later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from interregions.common.typography import counted

NOBODY = "Aucun courriel ne part\u202f: personne à qui écrire, ou chacun est déjà prévenu."
LATER = "Les courriels s’écrivent\u202f: la page des envois dit où ils en sont."


@dataclass
class Told:
    """The people to whom a message was written, each once, and whether others will be."""

    people: set[str] = field(default_factory=set)
    later: bool = False

    @property
    def words(self) -> str:
        """« 3 personnes sont prévenues par courriel. »"""
        if self.later:
            return LATER
        if not self.people:
            return NOBODY
        return counted(len(self.people), "personne est prévenue", "personnes sont prévenues") + " par courriel."

    @property
    def if_any(self) -> str:
        """The same, or nothing when the gesture had nobody to tell."""
        return self.words if self.later or self.people else ""


_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def telling() -> Iterator[Told]:
    """All that is written in the outbox until the end, to say it."""
    told = Told()
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def note_told(address: str) -> None:
    """A message to this address was written and is to leave."""
    told = _told.get()
    if told is not None:
        told.people.add(address)


def note_later() -> None:
    """Messages will be written by a job."""
    told = _told.get()
    if told is not None:
        told.later = True
