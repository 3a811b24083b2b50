"""The page of a call: the sentence and the one button, by role and state."""

from dataclasses import dataclass

from django.urls import reverse

from interregions.common.deadlines import deadline_day
from interregions.common.typography import french_date
from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Call, Theme
from interregions.exchange.themes.queries.calls import Gestures, gestures_on
from interregions.exchange.themes.queries.participation import Participation, ballot_of, participation
from interregions.exchange.themes.queries.results import count_of
from interregions.exchange.themes.queries.themes import ThemeLine, theme_lines
from interregions.exchange.themes.rules import CANCELLED, ENDED
from interregions.network.choices import Role
from interregions.network.models import Mandate


@dataclass(frozen=True)
class CallPage:
    """A call with its themes, its participation, and the one gesture of this mandate."""

    call: Call
    lines: tuple[ThemeLine, ...]
    withdrawn: tuple[Theme, ...]
    participation: tuple[Participation, ...]
    gestures: Gestures
    ballot: Ballot | None
    decided: bool
    runs: bool
    lead: str
    button: tuple[str, str] | None

    @property
    def over(self) -> bool:
        """Whether the call is closed or cancelled: no date of it is to come."""
        return self.call.status in ENDED


def call_page(call: Call, mandate: Mandate | None) -> CallPage:
    """Everything the page of a call shows to whoever acts under this mandate."""
    count = count_of(call)
    decided = bool(count and count.retained)
    gestures = gestures_on(call, mandate, decided=decided)
    ballot = ballot_of(call, mandate.organisation_id) if mandate else None
    runs = mandate is not None and mandate.role == Role.FACILITATOR
    shares = tuple(participation(call))
    lines = theme_lines(call, mandate, withdrawn=True)
    sentence, button = _lead(call, gestures, shares, runs=runs, chosen=ballot is not None, decided=decided)
    return CallPage(
        call=call,
        lines=tuple(line for line in lines if line.theme.status != ThemeStatus.WITHDRAWN),
        withdrawn=tuple(line.theme for line in lines if line.theme.status == ThemeStatus.WITHDRAWN),
        participation=shares,
        gestures=gestures,
        ballot=ballot,
        decided=decided,
        runs=runs,
        lead=sentence,
        button=button,
    )


def _lead(
    call: Call, gestures: Gestures, shares: tuple[Participation, ...], *, runs: bool, chosen: bool, decided: bool
) -> tuple[str, tuple[str, str] | None]:
    """The one sentence and the one button, by role and state."""
    if call.status == CallStatus.CANCELLED:
        return CANCELLED, None
    if call.status == CallStatus.CLOSED:
        return _lead_when_closed(call, runs=runs, decided=decided)
    if call.status == CallStatus.CHOICES:
        return _lead_when_choosing(call, gestures, shares, runs=runs, chosen=chosen)
    until = french_date(call.proposals_until)
    if runs and call.method == CallMethod.MEETING:
        return (
            f"Les organismes proposent leurs thèmes jusqu’au {until} ; le choix se fait ensuite en réunion.",
            None if gestures.reasons_to_decide else ("Consigner la décision", reverse("themes:decide", args=[call.pk])),
        )
    if runs:
        button = ("Ouvrir les choix…", reverse("themes:open_choices", args=[call.pk]))
        return (
            f"Les organismes proposent leurs thèmes jusqu’au {until}.",
            None if gestures.reasons_to_open_choices else button,
        )
    if not gestures.reasons_to_propose:
        return (
            f"Votre organisme peut proposer des thèmes et soutenir ceux des autres jusqu’au {until}.",
            ("Proposer un thème", reverse("themes:propose", args=[call.pk])),
        )
    if deadline_day() > call.proposals_until:
        return f"Les propositions sont closes depuis le {until} ; la suite s’ouvrira bientôt.", None
    return f"Les thèmes se proposent jusqu’au {until}, par le référent de chaque organisme.", None


def _lead_when_choosing(
    call: Call, gestures: Gestures, shares: tuple[Participation, ...], *, runs: bool, chosen: bool
) -> tuple[str, tuple[str, str] | None]:
    until = french_date(call.choices_until)
    if runs:
        told = ", ".join(share.sentence for share in shares)
        return (
            f"{told} ; les choix sont ouverts jusqu’au {until}.",
            ("Voir qui n’a pas répondu", reverse("themes:close", args=[call.pk])),
        )
    address = reverse("themes:choose", args=[call.pk])
    if gestures.reasons_to_choose:
        if deadline_day() > call.choices_until:
            return f"Les choix étaient attendus jusqu’au {until} ; l’animation va en donner le résultat.", None
        return f"Les priorités s’indiquent jusqu’au {until}, par le référent de chaque organisme consulté.", None
    if chosen:
        return f"Vos priorités sont enregistrées, modifiables jusqu’au {until}.", ("Modifier nos priorités", address)
    return f"Les priorités s’indiquent jusqu’au {until}.", ("Indiquer nos priorités", address)


def _lead_when_closed(call: Call, *, runs: bool, decided: bool) -> tuple[str, tuple[str, str] | None]:
    if runs and not decided:
        return (
            "Les choix sont clos et le résultat est figé : il reste à retenir les thèmes.",
            ("Retenir les thèmes", reverse("themes:retain", args=[call.pk])),
        )
    result = ("Voir le résultat des choix", reverse("themes:result", args=[call.pk]))
    if decided:
        return "Ce recueil est clos : les thèmes sont retenus.", result
    return "Les choix sont clos : l’animation consigne les thèmes retenus.", result
