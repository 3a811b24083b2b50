"""What a debate asks of somebody, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.exchange.meetings.task_words import PLANNING

ANIMATION = "l’animation"


def hold(row: Row, today: date) -> Task:
    """No sitting of this cycle was held; ``a`` is its meeting."""
    if row.a is None:
        return Task(to=(f"{PLANNING}?cycle={row.about}",), sentence="Tenir une réunion sur ce thème", held_by=ANIMATION)
    return Task(to=("meetings:meeting", row.a), sentence="Tenir le débat, puis clore la séance", held_by=ANIMATION)


def note_something(row: Row, today: date) -> Task:
    """Nothing was said nor written in the sittings of this cycle; ``a`` is the last one."""
    return Task(to=("debate:debate", row.a or 0), sentence="Noter au moins une chose qui s’est dite", held_by=ANIMATION)


def take_notes(row: Row, today: date) -> Task:
    """A sitting is open."""
    return _now(row, today, "Prendre les notes", "Prendre les notes", "debate:debate")


def contribute(row: Row, today: date) -> Task:
    """A sitting is open, for those who are convened."""
    return _now(row, today, "Contribuer au débat", "Contribuer", "debate:contribute")


def _now(row: Row, today: date, words: str, gesture: str, page: str) -> Task:
    return Task(
        what=f"{words} : {row.label}",
        why="La séance est ouverte en ce moment.",
        to=(page, row.about),
        gesture=gesture,
        due=today,
    )
