"""The date poll: what each date got, and the best one explained."""

from dataclasses import dataclass

from interregions.common.prepared import PreparedOn
from interregions.common.typography import counted
from interregions.common.zones import Place, span_told
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.choices import DateAnswerValue, MeetingStatus
from interregions.exchange.meetings.models import DateAnswer, DateOption, DatePoll, Meeting
from interregions.network.models import Mandate
from interregions.network.places import place_of
from interregions.network.queries import is_facilitator


@dataclass(frozen=True)
class OptionLine:
    """One date: its totals, what this organisation said, and who said what (for the animation)."""

    option: DateOption
    told: str  # with its hours, where the reader lives
    yes: int
    if_needed: int
    no: int
    mine: str
    best: bool
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PollPage:
    """The poll as this mandate reads it."""

    poll: DatePoll
    closed: bool
    options: tuple[OptionLine, ...]
    answered: int
    convened: int
    explanation: str
    tied: bool
    answering: bool
    place: Place | None


_POLL = PreparedOn(lambda meeting: DatePoll.objects.filter(meeting=meeting).order_by())


def poll_of(meeting: Meeting) -> DatePoll | None:
    """The poll of this meeting, if a date is or was sought."""
    return next(iter(_POLL.read(meeting=meeting.pk)), None)


def poll_page(meeting: Meeting, mandate: Mandate | None) -> PollPage | None:
    """Totals for all, names for the animation; None without a poll."""
    poll = poll_of(meeting)
    if poll is None:
        return None
    options = list(poll.options.all())
    answers = list(DateAnswer.objects.filter(option__poll=poll).select_related("organisation"))
    values = {option.pk: [a.value for a in answers if a.option_id == option.pk] for option in options}
    best = rules.best_options(answers=values)
    mine, place = (mandate.organisation_id if mandate else None), place_of(mandate)
    names = is_facilitator(mandate)
    convened = set(meeting.attendances.values_list("organisation_id", flat=True))
    return PollPage(
        poll=poll,
        closed=poll.closed_at is not None,
        options=tuple(_line(option, answers, mine, option.pk in best, names, place) for option in options),
        answered=len({answer.organisation_id for answer in answers}),
        convened=len(convened),
        explanation=_explanation(values, best),
        tied=len(best) > 1,
        answering=mine in convened and poll.closed_at is None and meeting.status != MeetingStatus.CANCELLED,
        place=place,
    )


def _line(
    option: DateOption,
    answers: list[DateAnswer],
    mine: int | None,
    best: bool,
    names: bool,
    place: Place | None,
) -> OptionLine:
    here = [answer for answer in answers if answer.option_id == option.pk]
    values = [answer.value for answer in here]
    return OptionLine(
        option=option,
        told=span_told(option.starts_at, option.ends_at, place),
        yes=values.count(DateAnswerValue.YES),
        if_needed=values.count(DateAnswerValue.IF_NEEDED),
        no=values.count(DateAnswerValue.NO),
        mine=next((answer.value for answer in here if answer.organisation_id == mine), ""),
        best=best,
        names=tuple((a.organisation.short_name, str(DateAnswerValue(a.value).label)) for a in here) if names else (),
    )


def _explanation(values: dict[int, list[str]], best: list[int]) -> str:
    if not best:
        return "Personne n’a encore répondu."
    given = values[best[0]]
    yes, maybe, no = (
        given.count(value) for value in (DateAnswerValue.YES, DateAnswerValue.IF_NEEDED, DateAnswerValue.NO)
    )
    got = f"{counted(yes, 'oui', 'oui')}, {maybe} « s’il le faut » et {no} « non »"
    told = f"La date qui convient le mieux réunit {got}."
    if len(best) > 1:
        told = f"{len(best)} dates sont à égalité, avec {got} chacune : l’animation choisit entre elles."
    return f"{told} On compare d’abord les « non », les moins nombreux passant devant, puis les « oui »."


def option_by_id(meeting: Meeting, option_id: int) -> DateOption | None:
    """One of the dates of this meeting's poll."""
    return DateOption.objects.filter(poll__meeting=meeting, pk=option_id).first()
