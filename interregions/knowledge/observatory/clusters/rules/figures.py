"""The figures of a pôle: who proposes them, who reads them, and the median that it alone reads. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from interregions.toolkit.sources.choices import SourceState

MEMBERS = "pole-adherents"
STAFF = "pole-equipe"
PRIVATE_SHARE = "pole-part-privee"
# Of the ten fields of a profile: read by whoever takes part, once confirmed. All others are released, or stay.
OPEN = frozenset(
    {
        MEMBERS,
        "pole-adherents-pme",
        "pole-adherents-eti",
        "pole-adherents-grandes-entreprises",
        "pole-adherents-recherche",
        "pole-adherents-autres",
        STAFF,
    }
)
MEDIAN_OF = frozenset({MEMBERS, STAFF, PRIVATE_SHARE})  # never a fee nor a price
MEDIAN_FROM = 10


def may_read(*, code: str, state: str, own: bool, takes_part: bool, entered_by_reader: bool, released: bool) -> bool:
    """Whether one figure is read: by its pôle always; by who entered it while nobody has discarded it; by the others
    only once it is confirmed, if it is of the ten fields or was released to them. A contested one is in no page."""
    if own:
        return state != SourceState.DISCARDED
    if entered_by_reader and state in (SourceState.PROPOSED, SourceState.CONTESTED):
        return True
    if state != SourceState.CONFIRMED:
        return False
    return released or (takes_part and code in OPEN)


def reasons_not_to_propose(*, own: bool, may_write: bool, value: Decimal | None) -> list[str]:
    """A Région of the pôle or the animation proposes; the pôle itself enters."""
    if own:
        return ["C’est un chiffre de votre organisme : saisissez-le, il est confirmé aussitôt."]
    if not may_write:
        return ["Un chiffre est proposé par l’une des Régions du pôle ou par l’animation."]
    return [] if value is not None else ["Donnez une valeur."]


def reasons_not_to_release(*, own: bool, is_itself: bool, released: bool, withdrawn: bool) -> list[str]:
    """A figure is released by its pôle, to another, once."""
    if not own:
        return ["Seul le pôle choisit à qui il montre un chiffre."]
    if is_itself:
        return ["Un chiffre se montre à un autre organisme."]
    if withdrawn:
        return ["Cet organisme n’est plus de ce réseau."]
    return ["Ce chiffre est déjà montré à cet organisme."] if released else []


def reasons_not_to_stop(*, own: bool, withdrawn: bool) -> list[str]:
    """An agreement is taken back by who gave it, once."""
    if not own:
        return ["Seul le pôle choisit à qui il montre un chiffre."]
    return ["Ce chiffre n’est déjà plus montré à cet organisme."] if withdrawn else []


@dataclass(frozen=True)
class Place:
    """What a pôle alone reads of the others: a middle, among how many, never whose."""

    median: Decimal
    among: int
    own: Decimal


def place(values: Sequence[Decimal], own: Decimal | None) -> Place | None:
    """The median of the confirmed values of the same year, one's own included, from ten."""
    if own is None or len(values) < MEDIAN_FROM:
        return None
    return Place(Decimal(median(values)), len(values), own)


def missing_for_median(number: int) -> int:
    """How many pôles are missing before a median is said."""
    return max(0, MEDIAN_FROM - number)


def shown_to(names: Collection[str], *, code: str) -> str:
    """« montré à : Bretagne, Pays de la Loire »; « personne » is written."""
    told = ", ".join(names)
    if code in OPEN:
        return "montré à : tout le réseau, une fois confirmé"
    return f"montré à : {told or 'personne'}"
