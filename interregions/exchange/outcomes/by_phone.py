"""What the animation may enter for an organisation: where its action stands, a change it asks of minutes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from interregions.common.rooms import ByPhone
from interregions.exchange.outcomes.choices import ActionStatus, ChangeRequestStatus
from interregions.exchange.outcomes.forms import ProgressForm, RequestForm
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries import visibility
from interregions.exchange.outcomes.queries.minutes import part_choices
from interregions.exchange.outcomes.services import actions, changes
from interregions.network.models import Mandate, Organisation


def _holder(action: Action) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=action.organisation_id)


def _enter_progress(action: Action, organisation: Organisation, values: Mapping[str, Any], by: Mandate) -> list[str]:
    progress = actions.report_progress(action=action, **values, by=by)
    return [str(ActionStatus(progress.status).label), *([progress.words] if progress.words else [])]


def _convened(minutes: Minutes) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=minutes.meeting.attendances.values("organisation"))


def _enter_change(minutes: Minutes, organisation: Organisation, values: Mapping[str, Any], by: Mandate) -> list[str]:
    request = changes.request_change(minutes=minutes, **values, organisation=organisation, by=by)
    part = dict(part_choices(minutes)).get(request.section_key, "")
    passage = [f"Au lieu de « {request.passage} »"] if request.passage else []
    return [part, *passage, f"écrire « {request.wording} »", *([request.reason] if request.reason else [])]


def _correct_change(minutes: Minutes, organisation: Organisation, mandate: Mandate) -> str:
    """The page that shows what was just entered, to be corrected: it replaces it."""
    entered = minutes.change_requests.filter(organisation=organisation).latest("pk")
    return f"{reverse('outcomes:request_change', args=[minutes.pk])}?pour={organisation.pk}&corriger={entered.pk}"


def _own_progress(action: Action, organisation: Organisation) -> bool:
    last = action.progress.order_by("-at", "-id").select_related("by").first()
    return last is None or (last.by is not None and last.by.organisation_id == organisation.pk)


def _settled_change(minutes: Minutes, organisation: Organisation) -> bool:
    """The last one asked was answered, or was written again by its organisation: what is said now is new."""
    last = minutes.change_requests.filter(organisation=organisation).order_by("pk").select_related("by").last()
    return last is None or last.status != ChangeRequestStatus.ASKED or last.by.organisation_id == organisation.pk


PROGRESS = ByPhone(
    label="Avancement de l’action",
    thing=visibility.action_run_by,
    reference=visibility.action_reference,
    organisations=_holder,
    form=lambda action, sent: ProgressForm(sent, status=action.status),
    enter=_enter_progress,
    correct=lambda action, organisation, mandate: actions.link_to_report(action=action, mandate=mandate),
    settled=_own_progress,
)
CHANGE = ByPhone(
    label="Modification du compte rendu",
    thing=visibility.minutes_run_by,
    reference=visibility.minutes_reference,
    organisations=_convened,
    form=lambda minutes, sent: RequestForm(sent, minutes=minutes),
    enter=_enter_change,
    correct=_correct_change,
    settled=_settled_change,
)
