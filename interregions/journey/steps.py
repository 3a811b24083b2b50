"""Open this file first: the five steps of a cycle, in order, and what each hands to the next.

What is left in each is said by its room (``<room>/tasks.py``) and read by ``queries.tasks.remaining_in``; the stage
moves in ``services.advance`` alone.
"""

from dataclasses import dataclass

from interregions.exchange.cycles.choices import Stage


@dataclass(frozen=True)
class Step:
    """One step of the cycle: its stage, its name on screen, its rooms, what it is given and what it gives."""

    stage: Stage
    name: str
    rooms: tuple[str, ...]
    takes: str
    gives: str


STEPS: tuple[Step, ...] = (
    Step(
        Stage.THEME,
        "Thème et note",
        ("themes", "cycles", "notes"),
        takes="a retained Theme, its responsible region, what earlier cycles published (queries.already_known)",
        gives="a signed Note, with the three to five questions it wants answered",
    ),
    Step(
        Stage.SURVEY,
        "Enquête",
        ("surveys",),
        takes="the questions of the Note: a Questionnaire starts from them",
        gives="a published Restitution: figures frozen by edition",
    ),
    Step(
        Stage.MEETING,
        "Réunion",
        ("meetings",),
        takes="the Restitution and the open Actions of earlier meetings, for its agenda (services.plan_meeting)",
        gives="a convened Meeting: its agenda, who said they come",
    ),
    Step(
        Stage.DEBATE,
        "Débat",
        ("debate", "practices"),
        takes="the agenda, point by point",
        gives="a closed sitting: Contributions by point, Practices caught",
    ),
    Step(
        Stage.OUTCOMES,
        "Compte rendu et actions",
        ("outcomes",),
        takes="the Contributions: decisions and actions are drawn from them",
        gives="Minutes sent, Actions to follow: they open the next meeting, or become a Theme (services.carry_over)",
    ),
)
