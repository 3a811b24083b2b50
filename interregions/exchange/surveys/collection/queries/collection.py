"""The collection of a survey: for the animation who stands where; for the others, totals."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.lists import having_words
from interregions.common.ports import ThreadLine
from interregions.common.prepared import PreparedOn
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.responses import RESPONSE_KIND, due_of
from interregions.exchange.surveys.answering.rules.answering import DRAFT, NEVER_BEGUN
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.collection.queries.totals import (
    IS_NEVER_BEGUN,
    Totals,
    counts_of,
    returned_in,
    states_in,
    totals_in,
)
from interregions.exchange.surveys.collection.queries.waiting import reminded_in, reminded_on
from interregions.exchange.surveys.collection.rules import WAITS, is_reminded
from interregions.exchange.surveys.questionnaires.queries.questionnaires import reference_to
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import PreparedFor, visible
from interregions.network.queries import current, referents_of, standing_of
from interregions.toolkit.approvals.queries import ids_waiting, is_awaited
from interregions.toolkit.mail.choices import LEFT, MailKind
from interregions.toolkit.mail.models import Preference
from interregions.vocabulary.choices import TerritoryKind

ROWS = 25
TILE_STATES = {
    ResponseStatus.INVITED: "todo",
    ResponseStatus.STARTED: "current",
    ResponseStatus.AWAITING_VISA: "current",
    ResponseStatus.SUBMITTED: "done",
    ResponseStatus.USED_AS_IS: "done",
    ResponseStatus.LEFT_OUT: "off",
}


def surveys_visible_to(member: Member | None) -> QuerySet[Survey]:
    """Surveys of a cycle for whoever takes part; any survey for those it asks; all for the animation."""
    standing = standing_of(member)
    found = Survey.objects.select_related("questionnaire", "cycle__theme", "cycle__lead", "opened_by__organisation")
    if standing.is_facilitator:
        return found
    own = Q(pk__in=Response.objects.filter(organisation_id__in=standing.organisation_ids).values("survey"))
    return found.filter(own | Q(cycle__isnull=False) if standing.takes_part else own)


_ONE = visible(surveys_visible_to)


def survey_visible_to(member: Member | None, survey_id: int) -> Survey | None:
    """One survey, or None when it does not exist for this member."""
    return _ONE.one(member, pk=survey_id)


def survey_collected_by(member: Member | None, survey_id: int) -> Survey | None:
    """One of those whose collection page this member may open."""
    return survey_visible_to(member, survey_id) if standing_of(member).is_facilitator else None


def surveys_collected_by(member: Member | None) -> QuerySet[Survey]:
    """Whose collection page this member may open: the animation."""
    found = surveys_visible_to(member)
    return found if standing_of(member).is_facilitator else found.none()


def responses_collected_by(member: Member | None) -> QuerySet[Response]:
    """Responses the animation follows one by one."""
    if not standing_of(member).is_facilitator:
        return Response.objects.none()
    return Response.objects.select_related("survey", "organisation")


@dataclass(frozen=True)
class SurveyLine:
    survey: Survey
    asked: int
    answered: int
    own: Response | None


def survey_lines(member: Member | None, *, state: str = "") -> list[SurveyLine]:
    """The list of surveys: three queries whatever its length and the number of responses."""
    found = surveys_visible_to(member)
    if state in SurveyStatus.values:
        found = found.filter(status=state)
    surveys = list(found)
    mine = Response.objects.filter(
        organisation_id__in=standing_of(member).organisation_ids, survey__in=[survey.pk for survey in surveys]
    ).select_related("organisation")
    own = {response.survey_id: response for response in mine}
    returned = returned_in(surveys)
    return [SurveyLine(survey, *returned[survey.pk], own.get(survey.pk)) for survey in surveys]


def own_responses(member: Member | None, survey: Survey) -> list[Response]:
    """The responses of one's own organisations to a survey."""
    ids = standing_of(member).organisation_ids
    return list(
        Response.objects.filter(survey=survey, organisation_id__in=ids).select_related("organisation", "survey")
    )


@dataclass(frozen=True)
class Row:
    """One organisation on the collection page."""

    response: Response
    percentage: int
    contact_at: datetime | None
    referents: tuple[Mandate, ...]
    waits_for_visa: bool
    reminded_today: bool
    due: date
    code: str

    @property
    def may_be_reminded(self) -> bool:
        return is_reminded(
            status=self.response.status, waits_for_visa=self.waits_for_visa, reminded_today=self.reminded_today
        )


@dataclass(frozen=True)
class Filters:
    state: str = ""
    kind: str = ""
    words: str = ""

    @property
    def none(self) -> bool:
        return not (self.state or self.kind or self.words)


@dataclass(frozen=True)
class CollectionPage:
    totals: list[Totals]
    rows: list[Row]
    page: Page
    counts: list[tuple[str, str, int]]
    kinds: list[tuple[str, str]]
    tiles: list[dict[str, str]]
    remindable: int
    reminded_today: int
    unreached: tuple[Organisation, ...]
    reminders: list[Reminder]
    overdue: bool  # the day answers were expected is behind us: closing comes first


def collection_page(survey: Survey, filters: Filters, number: int) -> CollectionPage:
    """Everything the chase board shows: the same number of queries for 18 and for 1 255 organisations."""
    waiting, today = ids_waiting(RESPONSE_KIND), timezone.localdate()
    reminded = reminded_on(survey, today)
    counts = counts_of(survey)
    under_way = survey.status == SurveyStatus.OPEN and survey.opens_on <= today
    pages = Paginator(filtered(Response.objects.filter(survey=survey), filters), ROWS)
    if filters.none:
        pages.count = sum(each.times for each in counts)
    page = pages.get_page(number)
    responses = _FIRST_ROWS.read(survey=survey.pk) if filters.none and page.number == 1 else list(page.object_list)
    for response in responses:
        response.survey = survey
    referents: dict[int, list[Mandate]] = {}
    for mandate in referents_of([response.organisation_id for response in responses]):
        referents.setdefault(mandate.organisation_id, []).append(mandate)
    regions = _REGIONS_ASKED.read(survey=survey.pk)
    codes = {response.organisation_id: response.code for response in regions}
    rows = [_row(response, referents, waiting, reminded, codes) for response in responses]
    return CollectionPage(
        totals=totals_in(counts),
        rows=rows,
        page=page,
        counts=states_in(counts),
        kinds=[(kind, OrganisationKind(kind).label) for kind in sorted({each.kind for each in counts})],
        tiles=_tiles(survey, regions),
        remindable=sum(number for (number,) in _REMINDABLE.read(survey=survey.pk)) if under_way else 0,
        reminded_today=len(reminded),
        unreached=tuple(_UNREACHED.read(survey=survey.pk)) if under_way else (),
        reminders=_REMINDERS.read(survey=survey.pk),
        overdue=survey.closes_on < deadline_day(),
    )


def filtered(everyone: QuerySet[Response], filters: Filters) -> QuerySet[Response]:
    """The responses that the filters of the page keep, in its order."""
    made = Q(message=None) | Q(message__status__in=LEFT)
    last = Contact.objects.filter(made, response=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = everyone.select_related("organisation").annotate(contact_at=Subquery(last))
    if filters.state == NEVER_BEGUN:
        found = found.filter(IS_NEVER_BEGUN, status=ResponseStatus.LEFT_OUT)
    elif filters.state == ResponseStatus.LEFT_OUT:
        found = found.filter(status=filters.state).exclude(IS_NEVER_BEGUN)
    elif filters.state in ResponseStatus.values:
        found = found.filter(status=filters.state)
    if filters.kind in OrganisationKind.values:
        found = found.filter(organisation__kind=filters.kind)
    found = having_words(found, filters.words, "organisation__name", "organisation__short_name")
    return found.order_by("organisation__sort_name", "pk")


def _row(
    response: Any,
    referents: dict[int, list[Mandate]],
    waiting: set[str],
    reminded: set[int],
    codes: dict[int, str],
) -> Row:
    return Row(
        response=response,
        percentage=_percentage(response),
        contact_at=response.contact_at,
        referents=tuple(referents.get(response.organisation_id, ())),
        waits_for_visa=str(response.pk) in waiting,
        reminded_today=response.pk in reminded,
        due=due_of(response),
        code=codes.get(response.organisation_id, ""),
    )


def _percentage(response: Response) -> int:
    return min(100, response.answered * 100 // response.expected) if response.expected else 0


def _regions_asked(survey: int) -> QuerySet[Response]:
    """The responses of the Régions asked, each with its organisation's name and its INSEE code."""
    asked = Response.objects.filter(
        survey=survey,
        organisation__kind=OrganisationKind.REGION,
        organisation__territories__kind=TerritoryKind.REGION,
    )
    read = asked.select_related("organisation").only(
        "status", "answered", "expected", "last_activity_at", "organisation", "organisation__short_name"
    )
    return read.annotate(code=F("organisation__territories__code")).order_by("organisation__sort_name")


def _tiles(survey: Survey, regions: list[Any]) -> list[dict[str, str]]:
    """The state of each Région asked; only for the animation."""
    page = reverse("surveys:collection", args=[survey.pk])
    return [
        {
            "code": response.code,
            "label": response.organisation.short_name,
            "value": _tile_words(response),
            "state": TILE_STATES[ResponseStatus(response.status)],
            "url": f"{page}reponses/{response.pk}/",
        }
        for response in regions
    ]


def _tile_words(response: Response) -> str:
    label = response.get_status_display().lower()
    return f"{label}, {_percentage(response)} %" if response.status == ResponseStatus.STARTED else label


def _awaited(survey: int) -> QuerySet[Response]:
    """Those that « À faire » asks for while the survey is open: counted here, read one by one when written to."""
    return Response.objects.filter(~Q(is_awaited(RESPONSE_KIND)), survey=survey, status__in=WAITS)


def _is_reached() -> Q:
    """Whether a reminder to this organisation would leave for somebody."""
    stopped = Preference.objects.filter(kind=MailKind.REMINDERS, wanted=False).values("member")
    reached = Mandate.objects.filter(current(timezone.localdate()), role=Role.REFERENT, member__removed_at__isnull=True)
    reached = reached.exclude(member__email="").exclude(member__in=stopped)
    return Q(organisation__in=reached.values("organisation"))


def _remindable(survey: int) -> QuerySet[Response, Any]:
    today = reminded_in(Contact.objects.filter(response__survey=survey), timezone.localdate()).values("response")
    left = _awaited(survey).filter(_is_reached()).exclude(pk__in=today)
    return left.order_by().values("survey").values_list(Count("pk"))


def _unreached(survey: int) -> QuerySet[Organisation]:
    """Asked, and nobody to write to: to be invited first."""
    found = _awaited(survey).exclude(_is_reached()).values("organisation")
    return Organisation.objects.filter(pk__in=found).only("short_name").order_by("sort_name")


_FIRST_ROWS = PreparedOn(lambda survey: filtered(Response.objects.filter(survey=survey), Filters())[:ROWS])
_REGIONS_ASKED: PreparedOn[Any] = PreparedOn(_regions_asked)
_REMINDERS = PreparedOn(lambda survey: Reminder.objects.filter(survey=survey))
_REMINDABLE: PreparedOn[Any] = PreparedOn(_remindable)
_UNREACHED = PreparedOn(_unreached)


@dataclass(frozen=True)
class FollowedResponse:
    """One organisation's file for the animation: where it stands, what was said, what can be done."""

    response: Response
    contacts: list[Contact]
    referents: list[Mandate]
    waits_for_visa: bool
    due: date

    @property
    def awaited(self) -> bool:
        return self.response.survey.status == SurveyStatus.OPEN and self.response.status in DRAFT

    @property
    def is_taken_away(self) -> bool:
        """Whether the animation reads it under its name, whole."""
        return self.response.status in GIVEN and not self.response.unnamed


def followed_response(response: Response) -> FollowedResponse:
    return FollowedResponse(
        response=response,
        contacts=list(response.contacts.select_related("by__member", "message")),
        referents=list(referents_of([response.organisation_id])),
        waits_for_visa=str(response.pk) in ids_waiting(RESPONSE_KIND),
        due=due_of(response),
    )


def _on_thread(member: Member | None, cycle: int) -> QuerySet[Survey]:
    read = surveys_visible_to(member).filter(cycle=cycle).select_related(None).select_related("questionnaire")
    return read.only("title", "status", "opened_at", "asked_at_close", "given_at_close", "questionnaire__title")


_ON_THREAD = PreparedFor(_on_thread)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The surveys of the cycle: how many answered, never who."""
    found = _ON_THREAD.read(member, cycle=cycle.pk)
    returned = returned_in(found)
    return [
        ThreadLine(
            label=f"Enquête « {survey.title} »",
            state=f"{counted(returned[survey.pk].given, 'réponse')} sur {returned[survey.pk].asked}, "
            f"{survey.get_status_display().lower()}",
            url=survey.get_absolute_url(),
            at=survey.opened_at,
            origins=(reference_to(survey.questionnaire),),
        )
        for survey in found
    ]
