"""What the room tells the journey: what is left to do in a call, what is expected of a person, the thread's lines."""

from typing import Protocol

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.common.references import Reference
from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Call, Theme
from interregions.exchange.themes.queries.calls import call_reference, sees_call
from interregions.exchange.themes.queries.participation import participation
from interregions.exchange.themes.queries.results import count_of
from interregions.exchange.themes.queries.themes import theme_reference
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of

ANIMATION = "l’animation"


class HasTheme(Protocol):
    """A cycle, seen from the room below it."""

    @property
    def theme(self) -> Theme: ...


def remaining_work(call: Call) -> list[Remaining]:
    """What is left before the call has given its themes; empty when they are retained, or the call cancelled."""
    if call.status == CallStatus.CANCELLED:
        return []
    if call.status == CallStatus.CLOSED:
        count = count_of(call)
        if count is not None and count.retained:
            return []
        return [Remaining("Retenir les thèmes", ANIMATION, reverse("themes:retain", args=[call.pk]))]
    if call.method == CallMethod.MEETING:
        address = reverse("themes:decide", args=[call.pk])
        return [Remaining("Consigner la décision prise en réunion", ANIMATION, address, call.choices_until)]
    if call.status == CallStatus.PROPOSALS:
        address = reverse("themes:open_choices", args=[call.pk])
        return [Remaining("Ouvrir les choix", ANIMATION, address, call.proposals_until)]
    address = reverse("themes:close", args=[call.pk])
    waiting = sum(share.asked - share.answered for share in participation(call))
    left = [Remaining("Arrêter les choix et voir le résultat", ANIMATION, address, call.choices_until)]
    if waiting:
        words = f"{waiting} organisme{'s n’ont' if waiting > 1 else ' n’a'} pas encore indiqué ses priorités"
        words = words.replace("ses", "leurs") if waiting > 1 else words
        left.insert(0, Remaining(words, "les référents", address, call.choices_until, blocking=False))
    return left


def expected_of(member: Member | None) -> list[Expected]:
    """The cards of this room: choosing and proposing for a referent, opening, closing, retaining for the animation."""
    standing = standing_of(member)
    undecided = Call.objects.filter(Q(count=None) | Q(count__retained=[])).exclude(status=CallStatus.CANCELLED)
    calls = [call for call in undecided if sees_call(member, call)]
    if not calls:
        return []
    chosen = set(Ballot.objects.filter(call__in=calls).values_list("call_id", "organisation_id"))
    themes = Theme.objects.filter(call__in=calls).exclude(status=ThemeStatus.WITHDRAWN)
    said = list(themes.values_list("call_id", "proposed_by_id", "endorsements__organisation_id"))
    spoken = {(call_id, each) for call_id, proposer, supporter in said for each in (proposer, supporter)}
    cards: list[Expected] = []
    for call in calls:
        if standing.is_facilitator:
            cards += _for_animation(call, any_theme=any(pk == call.pk for pk, _ in spoken))
        for mandate in standing.mandates:
            if mandate.role == Role.REFERENT and mandate.organisation.college in call.colleges:
                several = len(standing.mandates) > 1
                cards += _for_referent(call, mandate, chosen, spoken, several=several)
    return cards


def _for_referent(
    call: Call, mandate: Mandate, chosen: set[tuple[int, int]], spoken: set[tuple[int, int]], *, several: bool
) -> list[Expected]:
    mine = (call.pk, mandate.organisation_id)
    holder = mandate.organisation.short_name if several else ""
    today = timezone.localdate()
    if call.status == CallStatus.CHOICES and mine not in chosen and today <= call.choices_until:
        return [
            Expected(
                what=f"Indiquer nos priorités pour {call.season}",
                why=f"{call} : {mandate.organisation.short_name} n’a pas encore indiqué ses priorités.",
                url=reverse("themes:choose", args=[call.pk]),
                gesture="Indiquer nos priorités",
                due=call.choices_until,
                minutes=4,
                holder=holder,
            )
        ]
    if call.status == CallStatus.PROPOSALS and mine not in spoken and today <= call.proposals_until:
        return [
            Expected(
                what=f"Proposer un thème pour {call.season}, ou soutenir ceux des autres",
                why=f"{call} : c’est le moment de dire quel problème traiter ensemble.",
                url=call.get_absolute_url(),
                gesture="Voir les thèmes",
                due=call.proposals_until,
                minutes=8,
                holder=holder,
            )
        ]
    return []


def _for_animation(call: Call, *, any_theme: bool) -> list[Expected]:
    today = timezone.localdate()
    if call.status == CallStatus.CLOSED:
        return [_animation_card(call, "Retenir les thèmes", "themes:retain", "Le résultat des choix est figé.")]
    if call.method == CallMethod.MEETING:
        if any_theme and today > call.proposals_until:
            return [_animation_card(call, "Consigner la décision", "themes:decide", "Le choix se fait en réunion.")]
        return []
    if call.status == CallStatus.PROPOSALS and any_theme and today > call.proposals_until:
        return [_animation_card(call, "Ouvrir les choix", "themes:open_choices", "Les propositions sont terminées.")]
    if call.status == CallStatus.CHOICES and today > call.choices_until:
        return [_animation_card(call, "Arrêter les choix", "themes:close", "La date limite est passée.")]
    return []


def _animation_card(call: Call, gesture: str, address: str, why: str) -> Expected:
    return Expected(
        what=f"{gesture} : {call}", why=why, url=reverse(address, args=[call.pk]), gesture=gesture, minutes=3
    )


def thread_of(cycle: HasTheme, member: Member | None) -> list[ThreadLine]:
    """The theme and the call it comes from, on the cycle's thread, as far as this member sees them."""
    theme = cycle.theme
    # The cycle was read with its call: only whether this member sees it is asked.
    call = theme.call
    if not sees_call(member, call):
        return []
    origin = Reference.from_json(theme.origin)
    result = reverse("themes:result", args=[call.pk]) if call.status == CallStatus.CLOSED else call.get_absolute_url()
    return [
        ThreadLine(
            label=str(call),
            state=str(CallStatus(call.status).label),
            url=result,
            at=call.opened_at,
            outcomes=(theme_reference(theme),),
        ),
        ThreadLine(
            label=f"Thème : {theme.title}",
            state=str(ThemeStatus(theme.status).label),
            url=theme.get_absolute_url(),
            at=theme.created_at,
            origins=(origin, call_reference(call)) if origin else (call_reference(call),),
        ),
    ]
