"""What an amount is: its stage, what it pays, with whose money. Values of two natures are never on one line."""

from dataclasses import dataclass
from decimal import Decimal

from interregions.common.typography import number, percentage
from interregions.knowledge.observatory.choices import AmountStage, Authorisation, Included, Pays, Unit

MILLION = 1_000_000


@dataclass(frozen=True, order=True)
class Nature:
    """What is said of an amount; all empty for what is no amount."""

    stage: str = ""
    authorisation: str = ""
    pays: str = ""
    state_money: str = ""
    erdf_money: str = ""

    @property
    def is_said(self) -> bool:
        """Whether enough is said to set the amount beside another: its stage and what it pays."""
        return bool(self.stage and self.pays)

    @property
    def words(self) -> str:
        """« voté, CP, la structure, sans argent de l’État, FEDER compris »; empty when nothing is said."""
        told = [
            AmountStage(self.stage).label if self.stage else "",
            Authorisation(self.authorisation).label if self.authorisation else "",
            f"pour {Pays(self.pays).label}" if self.pays else "",
            _included("argent de l’État", self.state_money),
            _included("FEDER", self.erdf_money),
        ]
        return ", ".join(each for each in told if each)


FIELDS = ("stage", "authorisation", "pays", "state_money", "erdf_money")


def _included(what: str, said: str) -> str:
    return f"{what} {Included(said).label}" if said else ""


def may_be_compared(*, has_nature: bool, mine: Nature, theirs: Nature) -> bool:
    """Whether two values of one indicator and one year stand on one line: a count always, an amount if said alike."""
    return not has_nature or (mine.is_said and mine == theirs)


def difference_told(mine: Nature, theirs: Nature) -> str:
    """« autre nature : engagé, FEDER compris »: what of the other's amount is not as in one's own."""
    if not theirs.is_said:
        return "nature non précisée"
    other = Nature(**{name: getattr(theirs, name) for name in FIELDS if getattr(theirs, name) != getattr(mine, name)})
    return f"autre nature\u202f: {other.words}" if other.words else "autre nature, moins précise"


def value_told(value: Decimal | None, unit: str, words: str = "") -> str:
    """« 3,2 M€ », « 245 000 € », « 12,5 % », « 13 »; the words alone when no number is said."""
    if value is None:
        return words
    match unit:
        case Unit.EUROS if abs(value) >= MILLION:
            return f"{number(value / MILLION)}\u202fM€"
        case Unit.EUROS:
            return f"{number(value)}\u202f€"
        case Unit.PERCENT:
            return percentage(value)
        case Unit.FTE:
            return f"{number(value)}\u202fETP"
        case _:
            return number(value)
