"""Actions: who holds them, their list, their page, what a link opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from interregions.common.characters import number_in
from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused
from interregions.common.links import read_link_token
from interregions.common.lists import having_words
from interregions.common.ports import awaited
from interregions.common.typography import french_date
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import OPEN_ACTION_STATUSES, ActionStatus
from interregions.exchange.outcomes.models import Action, Progress
from interregions.exchange.outcomes.queries.progress import open_actions
from interregions.exchange.outcomes.queries.visibility import actions_visible_to
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import PreparedFor
from interregions.network.queries import (
    current_organisations,
    is_facilitator,
    mandates_of,
    people_asked,
    referents_of,
    standing_of,
)
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.queries import receivers

PURPOSE = "outcomes.progress"
ACTING = (Role.REFERENT, Role.CONTRIBUTOR)
SCOPES = (
    ("ouvertes", "Les actions ouvertes"),
    ("les-miennes", "Celles de mon organisme"),
    ("toutes", "Toutes les actions"),
)


@dataclass(frozen=True)
class ActionLine:
    """One action in a list, as this member may know it."""

    action: Action
    late: bool
    last: Progress | None


@dataclass(frozen=True)
class ActionPage:
    """All that the page of an action shows to one mandate."""

    action: Action
    late: bool
    history: tuple[Progress, ...]
    sentence: str
    reporting: bool
    runs: bool
    to_report: tuple[str, ...]
    to_change: tuple[str, ...]
    to_drop: tuple[str, ...]
    to_ask: tuple[str, ...]
    to_carry_over: tuple[str, ...]
    meeting_url: str
    reviews: tuple[str, ...]


def acts_for(person: Member, organisation: Organisation) -> bool:
    """Whether this person has a current mandate there."""
    return mandates_of([organisation]).filter(member=person).exists()


def holders_of(action: Action) -> list[Mandate]:
    """The person in charge when they still act for the organisation, else its referents; one mandate by person."""
    here = mandates_of([action.organisation_id], ACTING).filter(member=action.person_id) if action.person_id else []
    found = list(here) or list(referents_of([action.organisation_id]))
    return list({mandate.member_id: mandate for mandate in found}.values())


def holders_to_ask(action: Action) -> list[Mandate]:
    """Those of its holders to whom the question would leave."""
    holders = holders_of(action)
    reached = receivers([mandate.member for mandate in holders], MailKind.REMINDERS)
    return [mandate for mandate in holders if mandate.member_id in reached]


def holders_by_action(actions: Iterable[int]) -> dict[int, list[Mandate]]:
    """Who « À faire » tells of each of these open actions; nobody else is asked where they stand."""
    return {row.about: people for row, people in people_asked(awaited("outcomes.report", actions))}


def progress_to_ask() -> list[tuple[Meeting, Action]]:
    """Open actions not asked about since the window of a convened meeting opened; the soonest meeting asks."""
    now = timezone.now()
    window = timedelta(days=rules.ASKED_DAYS_BEFORE)
    meetings = Meeting.objects.filter(status=MeetingStatus.CONVENED, starts_at__gt=now, starts_at__lte=now + window)
    due: dict[int, tuple[Meeting, Action]] = {}
    for meeting in meetings.order_by("starts_at", "id"):
        actions = open_actions().exclude(meeting=meeting).exclude(meeting__status=MeetingStatus.CANCELLED)
        unasked = actions.filter(Q(asked_at=None) | Q(asked_at__lt=_opens(meeting)))
        for action in unasked.select_related("organisation", "person"):
            due.setdefault(action.pk, (meeting, action))
    return list(due.values())


def _opens(meeting: Meeting) -> datetime:
    start = meeting.starts_at or timezone.now()
    return start - timedelta(days=rules.ASKED_DAYS_BEFORE)


def action_by_link(token: str) -> tuple[Action, Mandate]:
    """The action a signed link names and the mandate it was made for; Refused once the person no longer acts."""
    values = read_link_token(PURPOSE, token)
    action = Action.objects.filter(pk=int(values.get("action", 0))).select_related("organisation", "meeting").first()
    mandate = Mandate.objects.filter(pk=int(values.get("mandate", 0))).select_related("member", "organisation").first()
    if action is None or mandate is None:
        raise Refused("L’action de ce lien n’existe plus.")
    if mandate.member.removed_at is not None:
        raise Refused("Cette personne a été retirée du réseau : son lien ne sert plus.")
    if mandate.pk not in {each.pk for each in standing_of(mandate.member).mandates}:
        raise Refused("Votre habilitation a pris fin : ce lien ne sert plus. Demandez à votre organisme de répondre.")
    if mandate.organisation_id != action.organisation_id:
        raise Refused(f"Cette action est maintenant tenue par {action.organisation.short_name}.")
    return action, mandate


def found_actions(member: Member | None, *, scope: str, words: str, cycle: str) -> QuerySet[Action]:
    """The actions of the list, filtered by the address."""
    found = actions_visible_to(member)
    if scope == "les-miennes":
        found = found.filter(organisation_id__in=standing_of(member).organisation_ids, status__in=OPEN_ACTION_STATUSES)
    elif scope != "toutes":
        found = found.filter(status__in=OPEN_ACTION_STATUSES)
    found = having_words(found, words, "title", "organisation__short_name", "organisation__name")
    if (asked := number_in(cycle)) is not None:
        found = found.filter(cycle_id=asked)
    return found.order_by("due_on", "id")


def action_lines(actions: list[Action], mandate: Mandate | None) -> list[ActionLine]:
    """The lines of a page, late ones said only to the animation and to their organisation; two reads."""
    latest = (
        Progress.objects.filter(action__in=actions)
        .order_by("action_id", "-at", "-id")
        .select_related("by__organisation")
    )
    last: dict[int, Progress] = {}
    for progress in latest:
        last.setdefault(progress.action_id, progress)
    return [ActionLine(each, shows_late(each, mandate), last.get(each.pk)) for each in actions]


def shows_late(action: Action, mandate: Mandate | None) -> bool:
    """Whether the action is late and this mandate may know it."""
    if mandate is None or not (is_facilitator(mandate) or mandate.organisation_id == action.organisation_id):
        return False
    return rules.is_late(status=action.status, due_on=action.due_on, today=deadline_day())


def _cycles(member: Member | None) -> QuerySet[Cycle]:
    ids = actions_visible_to(member).exclude(cycle=None).order_by().values("cycle_id")
    return Cycle.objects.filter(pk__in=ids).select_related("theme")


_CYCLES = PreparedFor(_cycles)


def cycle_choices(member: Member | None) -> list[tuple[int, str]]:
    """The cycles that have actions this member may see."""
    return [(cycle.pk, cycle.theme.title) for cycle in _CYCLES.read(member)]


def action_page(action: Action, mandate: Mandate | None, meeting_visible: bool) -> ActionPage:
    """The page of an action this mandate may see."""
    runs = is_facilitator(mandate)
    own = mandate is not None and mandate.organisation_id == action.organisation_id
    acts = mandate is not None and mandate.role != Role.READER
    late = shows_late(action, mandate)
    to_report = rules.reasons_not_to_report(status=action.status, own=own, is_facilitator=runs)
    if own and not acts:
        to_report = ["Votre habilitation de lecteur ne permet pas de donner des avancées."]
    reviews = action.reviews.select_related("agenda_item__meeting").order_by("agenda_item__meeting__starts_at")
    return ActionPage(
        action=action,
        late=late,
        history=tuple(action.progress.select_related("by__member", "by__organisation")),
        sentence=_sentence(action, own=own and acts, late=late),
        reporting=(own or runs) and not to_report,
        runs=runs,
        to_report=tuple(to_report),
        to_change=tuple(rules.reasons_not_to_change_action(status=action.status)),
        to_drop=tuple(rules.reasons_not_to_drop(status=action.status, reason=None)),
        to_ask=tuple(
            rules.reasons_not_to_ask(
                status=action.status,
                announced=action.announced_at is not None,
                people=len(holders_to_ask(action)) if runs else 1,
            )
        ),
        to_carry_over=tuple(rules.reasons_not_to_carry_over(status=action.status)),
        meeting_url=action.meeting.get_absolute_url() if meeting_visible else "",
        reviews=tuple(dict.fromkeys(review.agenda_item.meeting.title for review in reviews)),
    )


def _sentence(action: Action, *, own: bool, late: bool) -> str:
    day = french_date(action.due_on)
    if action.status == ActionStatus.CARRIED_OVER:
        return "Cette action continue : elle est devenue un thème proposé."
    if action.status == ActionStatus.DROPPED:
        return f"Cette action est abandonnée : {action.closed_reason}"
    if action.status == ActionStatus.DONE:
        return f"Cette action est faite par {action.organisation.short_name}."
    if own:
        return f"L’échéance était le {day}." if late else f"L’échéance est le {day}."
    return f"{action.organisation.short_name} tient cette action, à faire pour le {day}."


def organisation_choices() -> list[tuple[int, str]]:
    """Who may hold an action."""
    return list(current_organisations().values_list("pk", "short_name"))


def person_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Who may be in charge, by organisation; people who act there today."""
    groups: dict[str, list[tuple[int, str]]] = {}
    ids = current_organisations().values_list("pk", flat=True)
    for mandate in mandates_of(list(ids), ACTING).order_by("organisation__sort_name", "member__family_name", "id"):
        here = groups.setdefault(mandate.organisation.short_name, [])
        named = (mandate.member_id, f"{mandate.member.full_name}, {mandate.organisation.short_name}")
        if named not in here:
            here.append(named)
    return list(groups.items())


def organisation_chosen(organisation_id: int) -> Organisation:
    """The organisation chosen in a form that offered it."""
    return Organisation.objects.get(pk=organisation_id)


def person_chosen(member_id: int | None) -> Member | None:
    """The person chosen in a form that offered them."""
    return Member.objects.filter(pk=member_id).first() if member_id else None


def cycle_chosen(cycle_id: int | None) -> Cycle | None:
    """The cycle chosen in a form that offered it."""
    return Cycle.objects.filter(pk=cycle_id).select_related("theme").first() if cycle_id else None
