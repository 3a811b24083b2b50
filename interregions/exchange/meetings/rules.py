"""What may be done with a meeting, and when. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from interregions.common.typography import counted
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer, DateAnswerValue, MeetingStatus

NEXT: dict[str, set[str]] = {
    MeetingStatus.PLANNED: {MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CANCELLED},
    MeetingStatus.CONVENED: {MeetingStatus.OPEN, MeetingStatus.CANCELLED},
    MeetingStatus.OPEN: {MeetingStatus.CLOSED},
    MeetingStatus.CLOSED: set(),
    MeetingStatus.CANCELLED: set(),
}
OVER = {
    MeetingStatus.CLOSED: "Cette réunion est tenue : son dossier ne change plus.",
    MeetingStatus.CANCELLED: "Cette réunion est annulée.",
}
NO_DATE_TO_CHOOSE = "Cette réunion est annulée : il n’y a plus de date à choisir."
PAST = "L’heure de cette réunion est passée : l’animation note qui était là."
TAKEN_BACK = "Cette invitation a été retirée. Écrivez à la personne qui vous l’avait envoyée."
NOT_CONVENED = "La convocation n’est pas encore partie."
MOST_OPTIONS = 10
SCORES = {DateAnswerValue.YES: 2, DateAnswerValue.IF_NEEDED: 1, DateAnswerValue.NO: 0}


def reasons_not_to_plan(*, title: str, starts_at: datetime | None, ends_at: datetime | None) -> list[str]:
    """A meeting has a title; its date, when known, has a beginning and an end."""
    reasons = [] if title.strip() else ["Donnez un titre à la réunion."]
    return reasons + reasons_about_times(starts_at=starts_at, ends_at=ends_at)


def reasons_not_to_change(
    *, status: str, title: str, had_date: bool, starts_at: datetime | None, ends_at: datetime | None
) -> list[str]:
    """A meeting keeps a title and, once it has one, a date; nothing changes from its opening on."""
    reasons = reasons_not_to_move(status=status)
    reasons += reasons_not_to_plan(title=title, starts_at=starts_at, ends_at=ends_at)
    if had_date and starts_at is None and ends_at is None:
        reasons.append("Cette réunion a une date : donnez la nouvelle.")
    return reasons


def reasons_about_past(*, starts_at: datetime | None, before: datetime | None, now: datetime) -> list[str]:
    """A meeting is planned at an hour to come, not only on a day to come; one that is not moved keeps its own."""
    if starts_at is None or starts_at == before or starts_at > now:
        return []
    return ["Cette heure est passée : donnez un moment à venir, à l’heure de Paris."]


def reasons_about_times(*, starts_at: datetime | None, ends_at: datetime | None) -> list[str]:
    """Both times or neither, in order, within a day."""
    if (starts_at is None) != (ends_at is None):
        return ["Donnez l’heure de début et l’heure de fin, ou cherchez une date."]
    if starts_at is None or ends_at is None:
        return []
    if ends_at <= starts_at:
        return ["La réunion ne peut pas finir avant de commencer."]
    return ["Une réunion tient en une journée."] if (ends_at - starts_at).total_seconds() > 86400 else []


def reasons_not_to_prepare(*, status: str) -> list[str]:
    """Agenda, guests and documents change until the meeting has been held."""
    return [OVER[MeetingStatus(status)]] if status in OVER else []


def reasons_not_to_remove_point(*, kind: str, status: str, current: bool) -> list[str]:
    """Earlier actions always open a meeting; the point being discussed stays."""
    if kind == AgendaKind.PROGRESS:
        return ["Les avancées ouvrent chaque réunion : ce point ne se retire pas. Vous pouvez le raccourcir."]
    if current:
        return ["Ce point est en cours : passez à un autre avant de le retirer."]
    return reasons_not_to_prepare(status=status)


def reasons_not_to_move_point(*, kind: str, position: int) -> list[str]:
    """The first point stays first."""
    if kind == AgendaKind.PROGRESS or position < 1:
        return ["Les avancées depuis les réunions précédentes restent le premier point."]
    return []


def reasons_not_to_open_poll(
    *,
    status: str,
    has_date: bool,
    has_poll: bool,
    options: Sequence[tuple[datetime, datetime]],
    until: date,
    today: date,
) -> list[str]:
    """A date is sought once, among several, and answers have a day to come."""
    reasons = reasons_not_to_prepare(status=status)
    if has_poll:
        reasons.append("Une date est déjà cherchée pour cette réunion.")
    if has_date:
        reasons.append("Cette réunion a déjà une date : déplacez-la plutôt.")
    if not 2 <= len(set(options)) <= MOST_OPTIONS:
        reasons.append(f"Proposez de deux à {MOST_OPTIONS} dates différentes.")
    if any(end <= start for start, end in options):
        reasons.append("Une des dates finit avant de commencer.")
    if until < today:
        reasons.append("La date limite de réponse est déjà passée.")
    return reasons


def reasons_not_to_answer_poll(
    *, status: str, convened: bool, closed: bool, given: Collection[int], options: Collection[int]
) -> list[str]:
    """A convened organisation answers for each date, until the date is settled or the meeting cancelled."""
    if status == MeetingStatus.CANCELLED:
        return [NO_DATE_TO_CHOOSE]
    if not convened:
        return ["Votre organisme n’est pas convié à cette réunion."]
    if closed:
        return ["La date est choisie : il n’y a plus à répondre."]
    return [] if set(given) <= set(options) else ["Une de ces dates n’est plus proposée."]


def reasons_not_to_settle(*, closed: bool, status: str) -> list[str]:
    """A date is settled once."""
    return ["La date est déjà choisie."] if closed else reasons_not_to_prepare(status=status)


def best_options(*, answers: Mapping[int, Sequence[str]]) -> list[int]:
    """The dates with the fewest refusals, then the most « oui »: several when they are equal, none without answers."""
    if not any(answers.values()):
        return []
    worth = {each: (-list(given).count(DateAnswerValue.NO), score(given)) for each, given in answers.items()}
    return [each for each in answers if worth[each] == max(worth.values())]


def score(values: Sequence[str]) -> int:
    """Two for yes, one for if need be."""
    return sum(SCORES[DateAnswerValue(value)] for value in values)


def reasons_not_to_convene(*, status: str, starts_at: datetime | None, now: datetime, convened: int) -> list[str]:
    """A convocation tells a date to come, to somebody."""
    reasons = reasons_not_to_prepare(status=status)
    if status == MeetingStatus.OPEN:
        reasons.append("La séance est ouverte : il est trop tard pour convoquer.")
    if starts_at is None:
        reasons.append("Choisissez d’abord la date.")
    elif starts_at < now:
        reasons.append("Cette date est passée : déplacez la réunion avant de convoquer.")
    if not convened:
        reasons.append("Aucun organisme n’est convié.")
    return reasons


def reasons_not_to_remind(*, recipients: int, unreached: int, reminded_today: int) -> list[str]:
    """One reminds those who have not answered, once a day, where there is somebody to write to."""
    if recipients:
        return []
    if unreached:
        return ["Personne à qui écrire dans les organismes sans réponse : invitez d’abord un référent."]
    if reminded_today:
        return ["Les organismes sans réponse sont déjà relancés aujourd’hui : une seule relance par jour."]
    return ["Personne à relancer : aucune réponse n’est attendue."]


def reminded_words(*, people: int, organisations: int, unreached: int) -> str:
    """What a reminder wrote, and where there is nobody."""
    words = f"La relance part à {counted(people, 'personne')}, pour {counted(organisations, 'organisme')}."
    nobody = counted(unreached, "organisme n’a personne", "organismes n’ont personne")
    return f"{words} {nobody} à qui écrire : à inviter." if unreached else words


def reasons_not_to_withdraw(*, status: str, told: bool, said: bool, name: str) -> list[str]:
    """An organisation is taken back before it was written to, and before it said anything."""
    reasons = reasons_not_to_prepare(status=status)
    if told:
        reasons.append(f"{name} a reçu sa convocation : elle ne se reprend plus.")
    elif said:
        reasons.append(f"{name} a déjà répondu ou écrit pour cette réunion : gardez-le parmi les conviés.")
    return reasons


def reasons_not_to_read_dossier(*, status: str, prepares: bool) -> list[str]:
    """Agenda, dossier and calendar entry are a draft until the convocations leave: for who prepares the meeting."""
    return [NOT_CONVENED] if status == MeetingStatus.PLANNED and not prepares else []


def reasons_not_to_answer(
    *, status: str, convened: bool, own: bool, is_facilitator: bool, ended: bool = False
) -> list[str]:
    """An organisation answers for itself, from the convocation until the meeting is over; ``ended``: its hour is."""
    if not convened:
        return ["Votre organisme n’est pas convié à cette réunion."]
    if not (own or is_facilitator):
        return ["Vous ne pouvez répondre que pour votre organisme."]
    early = reasons_not_to_read_dossier(status=status, prepares=is_facilitator)
    return early or reasons_not_to_prepare(status=status) or ([PAST] if ended else [])


def reasons_not_to_answer_as_guest(*, status: str, ended: bool) -> list[str]:
    """Somebody from outside says whether they come, from the convocation until the meeting is over."""
    return reasons_not_to_answer(status=status, convened=True, own=True, is_facilitator=False, ended=ended)


def reasons_about_guest_answer(*, answer: str) -> list[str]:
    """A guest comes, follows from afar, or does not come: nobody stands in for them."""
    known = {AttendanceAnswer.COMING, AttendanceAnswer.REMOTE, AttendanceAnswer.ABSENT}
    return [] if answer in known else ["Dites si vous venez, sur place ou à distance, ou si vous ne venez pas."]


def changed_on_the_sheet(organisation: str, standing: str) -> str:
    """Two people noted the same organisation: both versions are said."""
    return (
        f"{organisation} : quelqu’un d’autre vient de noter « {standing} ». Rien n’a été remplacé, et ce que vous "
        "avez noté est ci-dessous : enregistrez de nouveau pour le retenir à la place."
    )


def reasons_about_answer(*, answer: str, people: str) -> list[str]:
    """A substitute is named."""
    if answer not in set(AttendanceAnswer) - {AttendanceAnswer.AWAITED}:
        return ["Dites si vous venez, à distance ou sur place, si quelqu’un vous remplace, ou si vous êtes absent."]
    if answer == AttendanceAnswer.SUBSTITUTE and not people.strip():
        return ["Dites qui vous remplace."]
    return []


def people_expected(*, answer: str, people: str) -> str:
    """An absent organisation sends nobody: the name of a substitute said before is forgotten."""
    return "" if answer == AttendanceAnswer.ABSENT else people.strip()


def reasons_not_to_file(*, status: str, convened: bool, text: str | None) -> list[str]:
    """An organisation writes what it would have said, from the convocation until the meeting is over (None: before
    it is typed)."""
    if not convened:
        return ["Votre organisme n’est pas convié à cette réunion."]
    early = reasons_not_to_read_dossier(status=status, prepares=False)
    empty = text is not None and not text.strip()
    return (early or reasons_not_to_prepare(status=status)) + (["Écrivez votre contribution."] if empty else [])


def reasons_not_to_open(*, status: str, starts_at: datetime | None) -> list[str]:
    """A meeting with a date opens once."""
    if status == MeetingStatus.OPEN:
        return ["La séance est déjà ouverte."]
    if MeetingStatus.OPEN not in NEXT[status]:
        return reasons_not_to_prepare(status=status)
    return [] if starts_at else ["Choisissez d’abord la date."]


def reasons_not_to_close(*, status: str) -> list[str]:
    """Only an open meeting closes."""
    return [] if status == MeetingStatus.OPEN else ["La séance n’est pas ouverte."]


def reasons_not_to_cancel(*, status: str) -> list[str]:
    """A meeting is cancelled before it opens."""
    if status == MeetingStatus.OPEN:
        return ["La séance est ouverte : clôturez-la plutôt."]
    return reasons_not_to_prepare(status=status)


def reasons_not_to_move(*, status: str) -> list[str]:
    """Date and place change before the meeting opens."""
    if status == MeetingStatus.OPEN:
        return ["La séance est ouverte : sa date ne change plus."]
    return reasons_not_to_prepare(status=status)


def reasons_not_to_mark(*, status: str) -> list[str]:
    """The attendance sheet is kept during the meeting, and set right after it."""
    if status in (MeetingStatus.OPEN, MeetingStatus.CLOSED):
        return []
    return ["La présence se note quand la séance est ouverte."]


def time_balance(*, planned: int, available: int | None) -> str:
    """The sum of the points against the time there is, in one sentence."""
    if available is None:
        return f"{planned} minutes de points ; la durée sera connue avec la date."
    if planned > available:
        return f"{planned} minutes de points pour {available} minutes de réunion : {planned - available} de trop."
    return f"{planned} minutes de points pour {available} minutes de réunion : il en reste {available - planned}."
