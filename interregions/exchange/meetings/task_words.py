"""What a meeting asks of somebody, in words. Pure."""

from datetime import date

from interregions.common.tasks import Row, Task
from interregions.common.typography import counted, french_datetime
from interregions.common.zones import OVERSEAS, moment_told

ANIMATION = "l’animation"
# The planning page is journey's, the room above: the address is a contract.
PLANNING = "/echanges/reunion/"


def when(row: Row) -> str:
    """« jeudi 14 janvier 2027 à 10 h » in Paris time, or that the date is being sought."""
    return french_datetime(row.moment) if row.moment else "date à choisir"


def told(row: Row) -> str:
    """The same for one organisation, there too when it is overseas (``detail``: the code of its Région)."""
    return moment_told(row.moment, OVERSEAS.get(row.detail)) if row.moment else "date à choisir"


def _day(row: Row) -> date | None:
    return row.moment.date() if row.moment else None


def prepare(row: Row, today: date) -> Task:
    """A cycle reached this step with no meeting."""
    return Task(to=(f"{PLANNING}?cycle={row.about}",), sentence="Préparer la réunion", held_by=ANIMATION)


def _card(row: Row, words: str, page: str, **more: object) -> Task:
    return Task(
        what=f"{words} : {row.label}",
        why=f"Réunion, {when(row)}.",
        to=(page, row.about),
        gesture=words,
        minutes=3,
        **more,  # type: ignore[arg-type]
    )


def choose_date(row: Row, today: date) -> Task | None:
    """No date yet; ``a`` tells whether a poll asks for one, and ``due`` until when."""
    choose = "Choisir la date"
    if row.a and row.due is not None and row.due >= today:
        return Task(to=("meetings:poll", row.about), sentence=choose, held_by=ANIMATION) if row.stage else None
    words = choose if row.a else "Chercher une date"
    return _card(row, words, "meetings:poll", sentence=choose, held_by=ANIMATION)


def convene(row: Row, today: date) -> Task:
    """Dated, not convened yet."""
    words = "Envoyer les convocations"
    return _card(row, words, "meetings:meeting", due=_day(row), sentence=words, held_by=ANIMATION)


def open_sitting(row: Row, today: date) -> Task:
    """On the day, for every meeting; before it, as what is left of the step of its cycle."""
    words, day = "Ouvrir la séance", _day(row)
    if day == today:
        return _card(row, words, "meetings:meeting", due=day, sentence=words, held_by=ANIMATION)
    return Task(to=("meetings:meeting", row.about), due=day, sentence=words, held_by=ANIMATION)


def wait_for_answers(row: Row, today: date) -> Task | None:
    """How many convened organisations have not answered; nobody is named."""
    if not row.a:
        return None
    words = counted(row.a, "organisme n’a pas répondu", "organismes n’ont pas répondu") + " à la convocation"
    return Task(to=("meetings:meeting", row.about), due=_day(row), sentence=words, held_by="les référents")


def answer(row: Row, today: date) -> Task:
    """A convocation without answer."""
    return Task(
        what=f"Dire si vous venez : {row.label}",
        why=f"Réunion du {told(row)}.",
        to=("meetings:answer", row.about),
        gesture="Répondre",
        due=_day(row),
        minutes=1,
    )


def say_dates(row: Row, today: date) -> Task:
    """A poll of dates without answer."""
    return Task(
        what=f"Dire quelles dates conviennent : {row.label}",
        why="L’animation choisira parmi les dates qui ont le moins de « non », puis le plus de « oui ».",
        to=("meetings:poll", row.about),
        gesture="Répondre",
        due=row.due,
        minutes=1,
    )


def come(row: Row, today: date) -> Task:
    """« Plus tard »: a meeting this organisation said it comes to."""
    return Task(
        what=row.label,
        why=f"Réunion du {told(row)}.",
        to=("meetings:meeting", row.about),
        gesture="Voir la réunion",
        due=_day(row),
        later=True,
    )
