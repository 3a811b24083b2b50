"""Calls: who sees them, their list, what each mandate may do there."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.references import Reference
from interregions.common.typography import french_date
from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Call
from interregions.exchange.themes.queries.participation import Participation, participation_of
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import Standing, standing_of


@dataclass(frozen=True)
class CallLine:
    """A call in the list."""

    call: Call
    themes: int
    participation: tuple[Participation, ...]
    answered: bool
    due: str


@dataclass(frozen=True)
class Gestures:
    """Why each gesture is not possible now for this mandate; an empty list means it is."""

    reasons_to_propose: tuple[str, ...]
    reasons_to_choose: tuple[str, ...]
    reasons_to_open_choices: tuple[str, ...]
    reasons_to_close: tuple[str, ...]
    reasons_to_retain: tuple[str, ...]
    reasons_to_decide: tuple[str, ...]
    reasons_to_cancel: tuple[str, ...]


def calls_visible_to(member: Member | None) -> QuerySet[Call]:
    """Every call for the animation and its colleagues; for the others, those that consult one of their colleges.

    Whatever the role: referents, contributors and readers of a consulted college see the same calls.
    """
    standing = standing_of(member)
    if _sees_every_call(standing):
        return Call.objects.all()
    # A JSON list: both databases read it the same way here.
    asked = Call.objects.order_by().values_list("pk", "colleges")
    return Call.objects.filter(pk__in=[pk for pk, colleges in asked if standing.colleges.intersection(colleges)])


def sees_call(member: Member | None, call: Call) -> bool:
    """The same rule for a call already read."""
    standing = standing_of(member)
    return _sees_every_call(standing) or bool(standing.colleges.intersection(call.colleges))


def _sees_every_call(standing: Standing) -> bool:
    return standing.is_facilitator or College.ANIMATION in standing.colleges


def calls_run_by(member: Member | None) -> QuerySet[Call]:
    """The calls this member opens, closes and decides: all for the animation, none for the others."""
    return Call.objects.all() if standing_of(member).is_facilitator else Call.objects.none()


def running_calls(member: Member | None) -> QuerySet[Call]:
    """The calls this member sees that are neither closed nor cancelled."""
    return calls_visible_to(member).exclude(status__in=rules.ENDED)


def open_call_of(season: str) -> Call | None:
    """The call already open for this season, if there is one."""
    wanted = season.strip().casefold()
    running = Call.objects.exclude(status__in=rules.ENDED)
    return next((call for call in running if call.season.strip().casefold() == wanted), None)


def opening_for(member: Member | None) -> bool:
    """Whether the page that opens a call exists for this member."""
    return standing_of(member).is_facilitator


def call_reference(call: Call) -> Reference:
    """The call as other rooms store it."""
    return Reference("themes.call", str(call.pk), str(call), call.get_absolute_url())


def call_lines(calls: list[Call], mandate: Mandate | None) -> list[CallLine]:
    """The lines of one page of the list; the same number of queries for one call and for thirty."""
    ids = [call.pk for call in calls]
    standing = Q(themes__status=ThemeStatus.WITHDRAWN)
    numbers = dict(
        Call.objects.filter(pk__in=ids).annotate(n=Count("themes", filter=~standing)).order_by().values_list("pk", "n")
    )
    shares = participation_of(calls)
    organisation = mandate.organisation_id if mandate else None
    answered = set(Ballot.objects.filter(call__in=ids, organisation=organisation).values_list("call_id", flat=True))
    return [
        CallLine(call, numbers.get(call.pk, 0), tuple(shares[call.pk]), call.pk in answered, _due(call))
        for call in calls
    ]


def _due(call: Call) -> str:
    if call.status == CallStatus.PROPOSALS:
        return f"propositions jusqu’au {french_date(call.proposals_until)}"
    if call.status == CallStatus.CHOICES:
        return f"choix jusqu’au {french_date(call.choices_until)}"
    ended = "annulé" if call.status == CallStatus.CANCELLED else "clos"
    return f"{ended} le {french_date(timezone.localtime(call.closed_at).date())}" if call.closed_at else ended


def gestures_on(call: Call, mandate: Mandate | None, *, decided: bool = False) -> Gestures:
    """What this mandate may do on this call now: the same rules as the services."""
    today = deadline_day()
    referent = _kept_for(mandate, Role.REFERENT, "Ce geste engage l’organisme : il revient à son référent.")
    animation = _kept_for(mandate, Role.FACILITATOR, "Ce geste revient à l’animation.")
    if mandate is not None:
        referent += rules.reasons_not_to_take_part(
            college=mandate.organisation.college, consulted=call.colleges, role=mandate.role,
            name=mandate.organisation.short_name,
        )  # fmt: skip
    proposer = [] if mandate is not None and mandate.role == Role.FACILITATOR else referent
    themes = call.themes.filter(status=ThemeStatus.PROPOSED).count()
    ballots = call.ballots.count()
    closed = call.status == CallStatus.CLOSED
    retain = [] if closed and not decided else ["Les thèmes se retiennent une fois, quand les choix sont clos."]
    meeting = rules.reasons_not_to_record_decision(
        status=call.status, method=call.method, chosen=[0], proposed=[0], meeting="…"
    )
    return Gestures(
        reasons_to_propose=tuple(
            rules.reasons_not_to_propose(status=call.status, proposals_until=call.proposals_until, today=today)
            + proposer
        ),
        reasons_to_choose=tuple(
            rules.reasons_not_to_choose(status=call.status, choices_until=call.choices_until, today=today) + referent
        ),
        reasons_to_open_choices=tuple(
            rules.reasons_not_to_open_choices(status=call.status, method=call.method, themes=themes) + animation
        ),
        reasons_to_close=tuple(
            rules.reasons_not_to_close(status=call.status, method=call.method, ballots=ballots) + animation
        ),
        reasons_to_retain=tuple(retain + animation),
        reasons_to_decide=tuple(
            meeting + animation + ([] if themes else ["Aucun thème n’est proposé pour l’instant."])
        ),
        reasons_to_cancel=tuple(rules.reasons_not_to_cancel(status=call.status, decided=decided) + animation),
    )


def _kept_for(mandate: Mandate | None, role: str, sentence: str) -> list[str]:
    return [] if mandate is not None and mandate.role == role else [sentence]
