"""Decisions and actions: written down, reported on, asked about, closed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row, hold
from interregions.common.seen import reasons_if_changed
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.agenda import progress_lines
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.outcomes import notifications, rules
from interregions.exchange.outcomes.choices import ActionStatus
from interregions.exchange.outcomes.models import Action, Decision, Minutes, Progress, ReviewedAction
from interregions.exchange.outcomes.queries import actions as action_queries
from interregions.exchange.outcomes.queries import visibility
from interregions.exchange.outcomes.queries.progress import progress_point
from interregions.exchange.themes.models import Theme
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

ANIMATION = {Role.FACILITATOR}
REPORTING = {Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR}


def _locked(action: Action) -> Action:
    """The row as it stands, held until the end of the gesture."""
    return held_row(Action.objects.select_related("organisation", "meeting"), action.pk)


def _journal(verb: str, action: Action, by: Mandate | None, **details: object) -> None:
    record(f"outcomes.{verb}", visibility.action_reference(action), by, cycle=str(action.cycle_id or ""), **details)


@transaction.atomic
def add_decision(
    *,
    minutes: Minutes,
    text: str,
    by: Mandate,
    agenda_item: AgendaItem | None = None,
    contribution: Contribution | None = None,
) -> Decision:
    """Write a decision in the minutes, typed or taken from what was noted in the room."""
    check_mandate(by, roles=ANIMATION)
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    taken = contribution is not None and Decision.objects.filter(contribution=contribution).exists()
    refuse_if(rules.reasons_not_to_decide(status=minutes.status, text=text, taken_already=taken))
    item = agenda_item or (contribution.agenda_item if contribution else None)
    decision = Decision.objects.create(minutes=minutes, agenda_item=item, contribution=contribution, text=text.strip())
    record("outcomes.decision_added", visibility.minutes_reference(minutes), by, decision=decision.pk)
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by: Mandate) -> None:
    """Take a decision out of minutes that are not approved."""
    check_mandate(by, roles=ANIMATION)
    refuse_if(rules.reasons_not_to_change(status=decision.minutes.status))
    record("outcomes.decision_removed", visibility.minutes_reference(decision.minutes), by, decision=decision.pk)
    decision.delete()


@transaction.atomic
def add_action(
    *,
    meeting: Meeting,
    cycle: Cycle | None,
    title: str,
    organisation: Organisation,
    person: Member | None,
    due_on: date,
    success_sign: str = "",
    contribution: Contribution | None = None,
    by: Mandate,
) -> Action:
    """An action decided in a meeting: what, which organisation and person, by when, and the sign of its success."""
    check_mandate(by, roles=ANIMATION)
    # Held: what is noted becomes one action, and a plan that says it has none is told.
    hold(Meeting.objects.filter(pk=meeting.pk))
    hold(Minutes.objects.filter(meeting=meeting))
    taken = contribution is not None and Action.objects.filter(contribution=contribution).exists()
    _check(meeting, title, due_on, organisation, person, taken=taken)
    action = Action.objects.create(
        meeting=meeting,
        cycle=cycle,
        contribution=contribution,
        title=title.strip()[:300],
        organisation=organisation,
        person=person,
        due_on=due_on,
        success_sign=success_sign.strip()[:300],
        created_by=by,
    )
    if cycle is not None:
        for minutes in Minutes.objects.filter(meeting=meeting):
            minutes.without_action.remove(cycle)
    _journal("action_added", action, by, organisation=organisation.pk, due_on=due_on.isoformat())
    if not Minutes.objects.filter(meeting=meeting).exclude(status__in=rules.IS_APPROVED).exists():
        announce([action])
    return action


def announce(actions: Iterable[Action]) -> None:
    """Tell those who hold these actions, once: the minutes that decide them stand."""
    for action in actions:
        notifications.tell_action(action)
        if action.announced_at is None:
            action.announced_at = timezone.now()
            action.save(update_fields=["announced_at"])


def _check(
    meeting: Meeting,
    title: str,
    due_on: date,
    organisation: Organisation,
    person: Member | None,
    *,
    taken: bool = False,
) -> None:
    refuse_if(
        rules.reasons_about_action(
            title=title,
            due_on=due_on,
            meeting_day=timezone.localdate(meeting.starts_at) if meeting.starts_at else None,
            person_in_organisation=person is None or action_queries.acts_for(person, organisation),
            taken_already=taken,
        )
    )


@transaction.atomic
def change_action(
    *,
    action: Action,
    title: str,
    organisation: Organisation,
    person: Member | None,
    due_on: date,
    success_sign: str = "",
    seen: str = "",
    by: Mandate,
) -> Action:
    """Change what an open action says; its meeting and its history stay."""
    check_mandate(by, roles=ANIMATION)
    action = _locked(action)
    refuse_if(rules.reasons_not_to_change_action(status=action.status))
    _check(action.meeting, title, due_on, organisation, person)
    standing = (action.title, action.organisation_id, action.person_id, action.due_on, action.success_sign)
    sent = (title.strip()[:300], organisation.pk, person.pk if person else None, due_on, success_sign.strip()[:300])
    refuse_if(reasons_if_changed(seen=seen, standing=standing, sent=sent))
    before = {"organisation": action.organisation_id, "due_on": action.due_on.isoformat()}
    action.title, action.organisation, action.person = title.strip()[:300], organisation, person
    action.due_on, action.success_sign = due_on, success_sign.strip()[:300]
    action.save(update_fields=["title", "organisation", "person", "due_on", "success_sign"])
    _journal("action_changed", action, by, before=before)
    if action.announced_at is not None:
        announce([action])  # each person once: whoever holds it from now on
    return action


@transaction.atomic
def report_progress(*, action: Action, status: str, words: str, by: Mandate, by_link: bool = False) -> Progress:
    """Say where an action stands; from an e-mail link, ``by`` is the mandate the link was made for."""
    check_mandate(by, roles=REPORTING)
    action = _locked(action)
    refuse_if(
        rules.reasons_not_to_report(
            status=action.status,
            own=by.organisation_id == action.organisation_id,
            is_facilitator=by.role == Role.FACILITATOR,
        )
    )
    last = action.progress.order_by("-at", "-id").first()
    same = last is not None and (last.status, last.words) == (status, words.strip())
    refuse_if(rules.reasons_not_to_report_again(same=same))
    refuse_if(rules.reasons_about_report(before=action.status, after=status, words=words))
    progress = Progress.objects.create(action=action, status=status, words=words.strip(), by=by, by_link=by_link)
    action.status = ActionStatus(status)
    action.save(update_fields=["status"])
    _journal("progress_reported", action, by, status=status, by_link=by_link)
    return progress


@transaction.atomic
def ask_for_progress(*, action: Action, by: Mandate) -> int:
    """Write to whoever holds the action, by hand; once a day. How many messages were written."""
    check_mandate(by, roles=ANIMATION)
    action = _locked(action)
    holders = action_queries.holders_to_ask(action)
    announced = action.announced_at is not None
    refuse_if(rules.reasons_not_to_ask(status=action.status, announced=announced, people=len(holders)))
    written = _ask(action, holders, occasion=timezone.localdate().isoformat(), meeting=None)
    _journal("progress_asked", action, by, people=written)
    return written


def _ask(action: Action, holders: Iterable[Mandate], *, occasion: str, meeting: Meeting | None) -> int:
    """Write to these holders: the action is asked about once a message was written."""
    written = sum(
        notifications.ask_for_progress(action=action, mandate=mandate, occasion=occasion, meeting=meeting).written_now
        for mandate in holders
    )
    if written:
        Action.objects.filter(pk=action.pk).update(asked_at=timezone.now())
    return written


def ask_due_progress() -> int:
    """Before each convened meeting, ask once about every open action of earlier ones; the number asked about."""
    due = action_queries.progress_to_ask()
    holders = action_queries.holders_by_action(action.pk for _, action in due)
    asked = 0
    for meeting, action in due:
        with transaction.atomic():
            asked += bool(_ask(action, holders.get(action.pk, ()), occasion=f"meeting-{meeting.pk}", meeting=meeting))
    return asked


@transaction.atomic
def drop_action(*, action: Action, reason: str, by: Mandate) -> Action:
    """Close an action that will not be done, saying why."""
    check_mandate(by, roles=ANIMATION)
    action = _locked(action)
    refuse_if(rules.reasons_not_to_drop(status=action.status, reason=reason))
    _close(action, ActionStatus.DROPPED, reason.strip(), by)
    _journal("action_dropped", action, by)
    return action


@transaction.atomic
def mark_carried_over(*, action: Action, theme: Theme, by: Mandate) -> Action:
    """The action goes on as a proposed theme."""
    check_mandate(by, roles=ANIMATION)
    action = _locked(action)
    refuse_if(rules.reasons_not_to_carry_over(status=action.status))
    action.carried_into = theme
    action.save(update_fields=["carried_into"])
    _close(action, ActionStatus.CARRIED_OVER, f"Reprise comme thème : {theme.title}", by)
    _journal("action_carried_over", action, by, theme=theme.pk)
    return action


def _close(action: Action, status: ActionStatus, words: str, by: Mandate) -> None:
    action.status, action.closed_reason = status, words
    action.save(update_fields=["status", "closed_reason"])
    Progress.objects.create(action=action, status=status, words=words, by=by)


@transaction.atomic
def record_reviewed_actions(*, meeting: Meeting, by: Mandate) -> int:
    """Keep each earlier action as the first point shows it; the number kept. Read again, it follows the point."""
    check_mandate(by, roles=ANIMATION)
    point = progress_point(meeting)
    if point is None:
        return 0
    lines = {line.action_id: line for line in progress_lines(point.content)}
    known = set(Action.objects.filter(pk__in=lines).values_list("pk", flat=True))
    ReviewedAction.objects.filter(agenda_item=point).exclude(action_id__in=known).delete()
    for pk in known:
        ReviewedAction.objects.update_or_create(
            agenda_item=point, action_id=pk, defaults={"state_shown": lines[pk].as_json()}
        )
    return len(known)


def link_to_report(*, action: Action, mandate: Mandate) -> str:
    """Where who is told what was entered for their organisation says it again, without signing in."""
    return notifications.progress_url(action, mandate)
