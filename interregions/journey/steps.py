"""Open this file first: the five steps of a cycle, in order, and who says what is left in each."""

from collections.abc import Callable
from dataclasses import dataclass

from interregions.common.ports import Remaining
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import queries as debate
from interregions.exchange.meetings import queries as meetings
from interregions.exchange.notes import queries as notes
from interregions.exchange.outcomes import queries as outcomes
from interregions.exchange.surveys import queries as surveys


@dataclass(frozen=True)
class Step:
    """One step of the cycle: its stage, its name on screen, and what is left to do in it (empty when done)."""

    stage: Stage
    name: str
    remaining_work: Callable[[Cycle], list[Remaining]]


STEPS: tuple[Step, ...] = (
    Step(Stage.THEME, "Thème et note", notes.remaining_work),
    Step(Stage.SURVEY, "Enquête", surveys.remaining_work),
    Step(Stage.MEETING, "Réunion", meetings.remaining_work),
    Step(Stage.DEBATE, "Débat", debate.remaining_work),
    Step(Stage.OUTCOMES, "Compte rendu et actions", outcomes.remaining_work),
)


def step_of(stage: str) -> Step | None:
    """The step of a stage; None once the cycle is closed."""
    return next((step for step in STEPS if step.stage == stage), None)
