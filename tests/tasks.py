"""What the tests of a room read of the one statement of tasks: its own part, as a page opened now would."""

from interregions.common.rooms import task_kinds
from interregions.common.tasks import Task
from interregions.exchange.cycles.models import Cycle
from interregions.journey.queries import tasks
from interregions.journey.steps import STEPS
from interregions.network.models import Member

ROOMS = frozenset(kind.name.partition(".")[0] for kind in task_kinds())


def cards_of(member: Member | None, room: str = "") -> list[Task]:
    """The cards of « À faire » that come from this room (from all of them if not said), whatever was kept."""
    assert not room or room in ROOMS
    fresh = Member.objects.filter(pk=member.pk).first() if member is not None else None
    return [task for task in tasks.tasks_of(fresh) if task.kind.startswith(room)]


def later_of(member: Member) -> list[Task]:
    """« Plus tard » of this person, whatever was kept."""
    return tasks.later_of(Member.objects.get(pk=member.pk))


STEP_OF = {room: step.stage for step in STEPS for room in step.rooms}


def left_in(cycle: Cycle, room: str) -> list[Task]:
    """The lines of « Il reste » that this room writes, once the cycle has reached its step."""
    Cycle.objects.filter(pk=cycle.pk).update(stage=STEP_OF[room])
    return [task for task in tasks.remaining_in(cycle) if task.kind.startswith(room)]
