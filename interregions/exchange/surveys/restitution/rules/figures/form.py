"""What each form of figure does, from the counts to the page. Pure: counts come in, what may be told goes out."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from interregions.common.typography import counted
from interregions.exchange.surveys.questionnaires.rules.kind import Coded, Kind, Storage
from interregions.exchange.surveys.restitution.rules.disclosure import Group, Numbers

# As it is stored with the item of an edition: plain values of JSON.
Figure = dict[str, Any]


class Asked(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def options(self) -> Sequence[Coded]: ...
    @property
    def variables(self) -> Sequence[Coded]: ...


@dataclass
class Counted:
    """How many answers by (variable, option), and selections by rank; ``answers`` without option are those of the
    kinds that store none."""

    answers: dict[int, dict[int | None, int]] = field(default_factory=dict)
    selections: dict[int, dict[int, dict[int | None, int]]] = field(default_factory=dict)

    def n(self, variable: Coded) -> int:
        """How many answered this variable, whatever its kind."""
        return sum(self.answers.get(variable.id, {}).values())

    def group(self, question: Asked, variable: Coded) -> Group[int]:
        """The counts of one variable, with a zero for each option nobody chose."""
        given = self.answers.get(variable.id, {})
        if question.kind.storage is Storage.SELECTIONS:
            chosen = {option: sum(times.values()) for option, times in self.selections.get(variable.id, {}).items()}
            return Group(given.get(None, 0), {option.id: chosen.get(option.id, 0) for option in question.options})
        n = sum(count for option, count in given.items() if option is not None)
        return Group(n, {option.id: given.get(option.id, 0) for option in question.options})

    def ranks(self, question: Asked, variable: Coded) -> dict[int, dict[int, int]]:
        """How many put each option at each rank."""
        held = self.selections.get(variable.id, {})
        return {
            option.id: {rank: times for rank, times in held.get(option.id, {}).items() if rank}
            for option in question.options
        }


@dataclass(frozen=True)
class Sources:
    """What a figure is made from: the counts, those of each group of a declared breakdown, what is known of numbers.

    ``exact`` is for who may read the name behind each of these answers: nothing is left to protect from them.
    """

    counts: Counted
    groups: Mapping[str, Counted]
    numbers: Mapping[int, Numbers]
    exact: bool = False


@dataclass(frozen=True)
class Drawn:
    """What the bars of a figure show (see the charts' ``bar_figure``)."""

    title: str
    rows: list[tuple[str, float, float | None]]
    n: int
    note: str = ""


@dataclass(frozen=True)
class Beside:
    """Figures told beside the bars, as a table."""

    caption: str
    header: tuple[str, str]
    rows: list[tuple[str, int]]


@dataclass(frozen=True)
class Part:
    """One row of a question: bars when exact, words when blurred; its breakdown as a table."""

    label: str
    n: int
    drawn: Drawn | None
    words: list[tuple[str, str]]
    withheld: str
    header: list[str]
    groups: list[list[str]]
    beside: Beside | None = None


class Form(ABC):
    """One form of figure: its rules of disclosure, its sentence, what is drawn."""

    @abstractmethod
    def figure(self, question: Asked, sources: Sources) -> Figure:
        """What may be told, from the counts."""

    @abstractmethod
    def is_told_again(self, question: Asked, before: Figure, changed: Counted) -> bool:
        """Whether a new edition may tell it anew; if not, the earlier figure is printed again."""

    @abstractmethod
    def finding(self, kind: Kind, figure: Figure, noun: str) -> str:
        """What it shows, as a sentence, when somebody answered."""

    def reveals(self, question: Asked, figure: Figure, hidden: Sources, *, besides: int = 0) -> bool:
        """Whether this figure, less the answers that a reader reads by name, tells those that are ``hidden``;
        ``besides``, to so many of them who know their own too."""
        return False

    def groups_reveal(self, question: Asked, figure: Figure, hidden: Sources) -> bool:
        """The same of its breakdown."""
        return False

    def is_protected(self, figure: Figure) -> bool:
        """Whether something was blurred or withheld in it, that who reads every name may know."""
        return False

    def parts(self, question: Asked, figure: Figure) -> list[Part]:
        """What is drawn of it; nothing for what is told in words."""
        return []

    def withheld(self, figure: Figure) -> list[str]:
        """Why some numbers are not told, when that concerns the whole question."""
        return list(figure.get("withheld", ()))

    def statistics(self, question: Asked, figure: Figure) -> list[tuple[str, Decimal, str]]:
        """Its numbers told one by one: label, value, unit."""
        return []


def too_few(n: int) -> str:
    return f"{counted(n, 'réponse')}\u202f: trop peu pour être {'détaillée' if n == 1 else 'détaillées'}."
