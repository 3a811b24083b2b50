"""What a cycle asks of the animation, in words: to open it, to move it. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.rules import LABELS, next_stage


def open_cycle(row: Row, today: date) -> Task:
    """A retained theme waits for its responsible region; ``detail`` is the season of its call."""
    return Task(
        what=f"Ouvrir le cycle « {row.label} »",
        why=f"Thème retenu du recueil de thèmes {row.detail} : il attend sa Région responsable.",
        to=("cycles:open", row.about),
        gesture="Ouvrir le cycle",
        minutes=2,
    )


def advance(row: Row, today: date) -> Task:
    """A cycle that nothing holds any more in its step."""
    following = next_stage(row.stage)
    moving = f"Faire passer le cycle à l’étape « {LABELS[following or row.stage]} »"
    return Task(
        what="Clore le cycle" if following == Stage.CLOSED else moving,
        why=f"Cycle « {row.theme} », étape « {LABELS[row.stage]} »",
        to=(f"/cycles/{row.about}/",),
        gesture="Ouvrir le cycle",
    )
