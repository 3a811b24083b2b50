"""Which stage follows which, and what keeps a cycle from opening or going on. Pure decisions."""

from collections.abc import Sequence
from typing import Protocol

from interregions.exchange.cycles.choices import Stage
from interregions.network.choices import OrganisationKind

NEXT: dict[str, set[str]] = {
    Stage.THEME: {Stage.SURVEY},
    Stage.SURVEY: {Stage.MEETING},
    Stage.MEETING: {Stage.DEBATE},
    Stage.DEBATE: {Stage.OUTCOMES},
    Stage.OUTCOMES: {Stage.CLOSED},
    Stage.CLOSED: set(),
}
LABELS = {str(value): label for value, label in Stage.choices}
SHORTEST_REASON = 10


class Left(Protocol):
    """One thing left to do in a stage (``common.tasks.Task`` is one)."""

    @property
    def sentence(self) -> str: ...

    @property
    def held_by(self) -> str: ...

    @property
    def blocking(self) -> bool: ...


def dossier(cycles: Sequence[tuple[str, str]]) -> str:
    """The theme and the responsible Région of each of these cycles, as a letter names them."""
    if not cycles:
        return ""
    if len(cycles) == 1:
        title, lead = cycles[0]
        return f"Thème : « {title} ». Région responsable : {lead}."
    return "Thèmes et Régions responsables : " + " ; ".join(f"« {title} », {lead}" for title, lead in cycles) + "."


def next_stage(stage: str) -> str | None:
    """The stage that follows; None for a closed cycle."""
    return next(iter(NEXT[stage]), None)


def reasons_not_to_advance(stage: str, remaining: Sequence[Left]) -> list[str]:
    """Why the cycle stays where it is: it is over, or something that blocks is left to do."""
    if stage == Stage.CLOSED:
        return ["Ce cycle est clos : il ne va pas plus loin."]
    return [f"Il reste : {each.sentence} ({each.held_by})." for each in remaining if each.blocking]


def reasons_not_to_move(*, stage: str, to: str) -> list[str]:
    """A cycle goes from one stage to the next one, never back, never over one."""
    if to in NEXT[stage]:
        return []
    return [f"Un cycle ne passe pas de l’étape « {LABELS[stage]} » à l’étape « {LABELS.get(to, to)} »."]


def reasons_not_to_open(*, retained: bool, opened: bool) -> list[str]:
    """One cycle by retained theme."""
    if not retained:
        return ["Un cycle s’ouvre sur un thème retenu : celui-ci ne l’est pas."]
    return ["Un cycle est déjà ouvert sur ce thème."] if opened else []


def reasons_not_to_lead(*, kind: str, ended: bool, name: str) -> list[str]:
    """The responsible region is a Région that exists."""
    if kind != OrganisationKind.REGION:
        return [f"« {name} » n’est pas une Région : la Région responsable en est une."]
    return [f"« {name} » n’existe plus : choisissez l’organisme qui lui a succédé."] if ended else []


def reasons_not_to_change_lead(*, stage: str, same: bool, reason: str) -> list[str]:
    """Another Région takes over while the cycle runs, and the journal keeps why."""
    if stage == Stage.CLOSED:
        return ["Ce cycle est clos : sa Région responsable ne change plus."]
    if same:
        return ["Cette Région est déjà responsable de ce cycle."]
    if len(reason.strip()) < SHORTEST_REASON:
        return ["Dites en quelques mots pourquoi la Région responsable change : cette raison est gardée au journal."]
    return []
