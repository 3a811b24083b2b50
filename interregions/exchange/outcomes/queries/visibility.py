"""Who sees minutes and actions."""

from django.db.models import Q, QuerySet

from interregions.common.references import Reference
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.models import Action, ChangeRequest, Minutes
from interregions.network.models import Mandate, Member
from interregions.network.prepared import visible
from interregions.network.queries import Standing, is_facilitator, standing_of
from interregions.toolkit.publication.queries import opened_to

MINUTES_KIND = "outcomes.minutes"


def _convened_meetings(standing: Standing) -> QuerySet:
    return Attendance.objects.filter(organisation_id__in=standing.organisation_ids).values("meeting_id")


def _meetings_told_to(standing: Standing) -> Q:
    """Those one's organisation was convened to, and those one's college was."""
    of_college = Attendance.objects.filter(organisation__college__in=standing.colleges).values("meeting_id")
    return Q(meeting__in=_convened_meetings(standing)) | Q(meeting__in=of_college)


def minutes_visible_to(member: Member | None) -> QuerySet[Minutes]:
    """All for the animation; open to changes, those of meetings one's organisation was convened to; approved once,
    those of meetings one's organisation or one's college was convened to, and those opened to pôles or partners. A
    draft is seen by the animation alone."""
    found = Minutes.objects.select_related("meeting", "text", "approved_version", "approved_by__organisation")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    convened = Q(status=MinutesStatus.OPEN_TO_CHANGES, meeting__in=_convened_meetings(standing))
    told = _meetings_told_to(standing)
    if not standing.takes_part:
        told |= Q(pk__in=opened_to(standing, MINUTES_KIND))
    return found.filter(convened | Q(approved_version__isnull=False) & told)


def approved_minutes() -> QuerySet[Minutes]:
    """Those that were approved once: what is read of them is the edition approved last."""
    return Minutes.objects.filter(approved_version__isnull=False).select_related("meeting")


_MINUTES = visible(minutes_visible_to)


def minutes_visible(member: Member | None, minutes_id: int) -> Minutes | None:
    """One set of minutes, or None when it does not exist for this member."""
    return _MINUTES.one(member, pk=minutes_id)


def minutes_run_by(mandate: Mandate | None, minutes_id: int) -> Minutes | None:
    """Minutes this acting mandate writes: the animation only."""
    if mandate is None or not is_facilitator(mandate):
        return None
    return minutes_visible(mandate.member, minutes_id)


def reads_draft(minutes: Minutes, mandate: Mandate | None) -> bool:
    """Whether this person reads the text in progress; the others read the last approved edition."""
    standing = standing_of(mandate.member if mandate else None)
    if standing.is_facilitator:
        return True
    if minutes.status != MinutesStatus.OPEN_TO_CHANGES:
        return False
    return minutes.meeting.attendances.filter(organisation_id__in=standing.organisation_ids).exists()


def actions_visible_to(member: Member | None) -> QuerySet[Action]:
    """All for the animation; for the others those that were announced, of their organisation and of meetings it or
    their college was convened to: the plan is common, the lateness is not. Minutes open to changes are read with their
    actions by those who were convened; a draft tells nobody."""
    found = Action.objects.select_related("organisation", "meeting", "cycle__theme", "person", "carried_into")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    told = Q(organisation_id__in=standing.organisation_ids) | _meetings_told_to(standing)
    opened = Q(meeting__minutes_of_meeting__status=MinutesStatus.OPEN_TO_CHANGES)
    return found.filter(Q(announced_at__isnull=False) & told | opened & Q(meeting__in=_convened_meetings(standing)))


_ACTION = visible(actions_visible_to)


def action_visible(member: Member | None, action_id: int) -> Action | None:
    """One action, or None when it does not exist for this member."""
    return _ACTION.one(member, pk=action_id)


def action_run_by(mandate: Mandate | None, action_id: int) -> Action | None:
    """An action this acting mandate may change, drop or ask about: the animation only."""
    if mandate is None or not is_facilitator(mandate):
        return None
    return action_visible(mandate.member, action_id)


def request_of(minutes: Minutes, request_id: int) -> ChangeRequest | None:
    """One request made on these minutes."""
    return minutes.change_requests.select_related("organisation", "by__member").filter(pk=request_id).first()


def request_to_correct(minutes: Minutes, mandate: Mandate | None, request_id: int) -> ChangeRequest | None:
    """A request made for the organisation one acts for, that somebody else may have entered."""
    organisation = mandate.organisation_id if mandate else None
    return minutes.change_requests.filter(pk=request_id, organisation=organisation).first()


def minutes_reference(minutes: Minutes) -> Reference:
    """The minutes as other rooms store them."""
    return Reference(MINUTES_KIND, str(minutes.pk), str(minutes), minutes.get_absolute_url())


def action_reference(action: Action) -> Reference:
    """The action as other rooms store it."""
    return Reference("outcomes.action", str(action.pk), action.title, action.get_absolute_url())


def meeting_to_draft(mandate: Mandate | None, meeting_id: int) -> Meeting | None:
    """A meeting whose minutes this acting mandate may draft."""
    return Meeting.objects.filter(pk=meeting_id).first() if is_facilitator(mandate) else None
