"""What the room tells the journey: what is left of step 5, what is expected of whom, the thread."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.meetings.queries import meeting_reference, meetings_of
from interregions.exchange.outcomes.choices import ActionStatus, ChangeRequestStatus, MinutesStatus
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries.actions import actions_awaited
from interregions.exchange.outcomes.queries.proofreading import still_to_read
from interregions.exchange.outcomes.queries.visibility import (
    action_reference,
    actions_visible_to,
    minutes_visible_to,
)
from interregions.exchange.themes.queries import theme_reference
from interregions.network.choices import Role
from interregions.network.models import Member
from interregions.network.queries import standing_of

ANIMATION = "l’animation"


def _waiting() -> Count:
    return Count("change_requests", filter=Q(change_requests__status=ChangeRequestStatus.ASKED), distinct=True)


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """Minutes drafted, approved and sent for each meeting held; one action, or « aucune action » said."""
    held = [each for each in meetings_of(cycle) if each.status == MeetingStatus.CLOSED]
    if not held:
        return [Remaining("Clore la séance", ANIMATION, cycle.get_absolute_url())]
    kept = {each.meeting_id: each for each in Minutes.objects.filter(meeting__in=held).annotate(waiting=_waiting())}
    left = [one for meeting in held for one in _of_meeting(meeting, kept.get(meeting.pk))]
    acted = Action.objects.filter(Q(cycle=cycle) | Q(cycle=None, meeting__in=held)).exists()
    if not acted and not Minutes.objects.filter(meeting__in=held, without_action=cycle).exists():
        last = kept.get(held[-1].pk)
        address = last.get_absolute_url() + "#actions" if last else _draft_url(held[-1])
        left.append(Remaining("Décider au moins une action, ou dire qu’il n’y en a aucune", ANIMATION, address))
    return left


def _draft_url(meeting: Meeting) -> str:
    return reverse("outcomes:draft", args=[meeting.pk])


def _of_meeting(meeting: Meeting, minutes: Minutes | None) -> list[Remaining]:
    if minutes is None:
        address = _draft_url(meeting)
        return [
            Remaining(words, ANIMATION, address) for words in ("Rédiger le compte rendu", "L’approuver", "L’envoyer")
        ]
    address = minutes.get_absolute_url()
    if minutes.status == MinutesStatus.SENT:
        return []
    left = [Remaining("Envoyer le compte rendu", ANIMATION, address)]
    if minutes.status != MinutesStatus.APPROVED:
        left.insert(0, Remaining("Approuver le compte rendu", ANIMATION, address, minutes.changes_until))
        waiting = getattr(minutes, "waiting", 0)
        if waiting:
            words = (
                counted(waiting, "demande de modification attend", "demandes de modification attendent")
                + " une réponse"
            )
            left.insert(0, Remaining(words, ANIMATION, f"{address}#demandes"))
    return left


def expected_of(member: Member | None) -> list[Expected]:
    """The cards of this room: report progress, read and request changes; draft, answer, approve, send."""
    standing = standing_of(member)
    if not standing.mandates:
        return []
    return [*_progress(member), *_reviews(member), *(_to_write() if standing.is_facilitator else [])]


def _progress(member: Member | None) -> list[Expected]:
    several = len(standing_of(member).organisation_ids) > 1
    return [
        Expected(
            what=f"Dire où en est l’action : {action.title}",
            why=f"Décidée en réunion « {action.meeting.title} ».",
            url=reverse("outcomes:report", args=[action.pk]),
            gesture="Dire où elle en est",
            due=action.due_on,
            minutes=1,
            holder=action.organisation.short_name if several else "",
            late=late,
        )
        for action, late in actions_awaited(member)
    ]


def _reviews(member: Member | None) -> list[Expected]:
    """Minutes open to changes, for each organisation one is a referent of, until it asks or has nothing to report."""
    standing = standing_of(member)
    names = {m.organisation_id: m.organisation.short_name for m in standing.mandates if m.role == Role.REFERENT}
    convened = set(
        Attendance.objects.filter(
            organisation_id__in=names,
            meeting__minutes_of_meeting__status=MinutesStatus.OPEN_TO_CHANGES,
            meeting__minutes_of_meeting__changes_until__gte=timezone.localdate(),
        ).values_list("meeting_id", "organisation_id")
    )
    if not convened:
        return []
    found = list(Minutes.objects.filter(meeting__in={pk for pk, _ in convened}).select_related("meeting"))
    return [
        Expected(
            what=f"Relire le compte rendu : {minutes.meeting.title}",
            why="Demandez des modifications, partie par partie, ou dites que vous n’avez rien à signaler.",
            url=minutes.get_absolute_url(),
            gesture="Relire",
            due=minutes.changes_until,
            minutes=8,
            holder=names[pk] if len(standing.organisation_ids) > 1 else "",
            ending="Rien à signaler",
            ending_url=f"{reverse('outcomes:mark_reread', args=[minutes.pk])}?organisme={pk}",
        )
        for minutes, pk in still_to_read(found, sorted(names))
        if (minutes.meeting_id, pk) in convened
    ]


def _to_write() -> list[Expected]:
    """For the animation: meetings held without minutes, then what each set of minutes waits for."""
    undrafted: QuerySet[Meeting] = Meeting.objects.filter(status=MeetingStatus.CLOSED, minutes_of_meeting=None)
    cards = [_card("Rédiger le compte rendu", meeting, _draft_url(meeting), 20) for meeting in undrafted]
    waiting = Minutes.objects.exclude(status=MinutesStatus.SENT).select_related("meeting").annotate(waiting=_waiting())
    today = timezone.localdate()
    for minutes in waiting:
        url, until = minutes.get_absolute_url(), minutes.changes_until
        if minutes.status == MinutesStatus.DRAFT:
            cards.append(_card("Relire et ouvrir le compte rendu", minutes.meeting, url, 15))
        elif minutes.status == MinutesStatus.APPROVED:
            cards.append(_card("Envoyer le compte rendu", minutes.meeting, url, 2))
        elif minutes.waiting:
            cards.append(_card("Répondre aux demandes de modification", minutes.meeting, f"{url}#demandes", 5, until))
        elif until is not None and until < today:
            cards.append(_card("Approuver le compte rendu", minutes.meeting, url, 3))
    return cards


def _card(words: str, meeting: Meeting, url: str, minutes: int, due: date | None = None) -> Expected:
    return Expected(
        what=f"{words} : {meeting.title}",
        why="Compte rendu et actions.",
        url=url,
        gesture=words,
        due=due,
        minutes=minutes,
    )


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The minutes and the actions of the cycle this member may see; nobody's lateness is told."""
    read = minutes_visible_to(member).select_related(None).select_related("meeting")
    read = read.only("status", "approved_at", "created_at", "meeting__title")
    minutes = list(read.filter(meeting__cycles=cycle).order_by("meeting__starts_at", "id"))
    planned = actions_visible_to(member).select_related(None).select_related("organisation", "meeting", "carried_into")
    planned = planned.only(
        "title", "status", "created_at", "organisation__short_name", "meeting__title", "carried_into__title"
    )
    actions = list(planned.filter(cycle=cycle).order_by("due_on", "id"))
    lines = [
        ThreadLine(
            label=str(each),
            state=str(MinutesStatus(each.status).label),
            url=each.get_absolute_url(),
            at=each.approved_at or each.created_at,
            origins=(meeting_reference(each.meeting),),
            outcomes=tuple(action_reference(one) for one in actions if one.meeting_id == each.meeting_id),
        )
        for each in minutes
    ]
    return lines + [
        ThreadLine(
            label=f"Action : {each.title}",
            state=f"{ActionStatus(each.status).label}, {each.organisation.short_name}",
            url=each.get_absolute_url(),
            at=each.created_at,
            origins=(meeting_reference(each.meeting),),
            outcomes=(theme_reference(each.carried_into),) if each.carried_into else (),
        )
        for each in actions
    ]
