"""What a person had before their eyes when they began to write: nothing newer is replaced without a word.

Texts keep a revision and show both versions (``Stale``). Small things (a date, a title, an action) have this: the form
carries a fingerprint of what stood, the service compares it with what stands.
"""

import hashlib
from collections.abc import Sequence

from django import forms

CHANGED = (
    "Quelqu’un d’autre a modifié ceci pendant que vous écriviez\u202f: rien n’a été remplacé. "
    "Rouvrez la page pour voir ce qui est en place, puis reprenez votre modification."
)


def fingerprint(*values: object) -> str:
    """A short mark of these values; the same values always give the same."""
    return hashlib.sha256(repr([str(value) for value in values]).encode()).hexdigest()[:24]


def reasons_if_changed(*, seen: str, standing: Sequence[object], sent: Sequence[object]) -> list[str]:
    """Why writing would undo what somebody else wrote; the same values sent twice undo nothing."""
    stands = fingerprint(*standing)
    return [] if not seen or seen == stands or fingerprint(*sent) == stands else [CHANGED]


def seen_field() -> forms.CharField:
    """The hidden field; its initial value is the fingerprint of what the page shows."""
    return forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
