"""The collection of a survey: for the animation who stands where; for the others, totals."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.models import Contact, Reminder, Response, Survey
from interregions.exchange.surveys.queries.opening import approved_of
from interregions.exchange.surveys.queries.questionnaires import reference_to
from interregions.exchange.surveys.queries.rates import have_answered, noun_for
from interregions.exchange.surveys.queries.responses import RESPONSE_KIND, due_of
from interregions.exchange.surveys.queries.waiting import reminded_on
from interregions.exchange.surveys.rules.answering import DRAFT, GIVEN, NEVER_BEGUN, NEVER_BEGUN_WORDS
from interregions.exchange.surveys.rules.collection import WAITS, is_reminded
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import current, referents_of, standing_of
from interregions.toolkit.approvals.queries import ids_waiting
from interregions.vocabulary.choices import TerritoryKind

ROWS = 25
_NEVER_BEGUN = Q(answered=0, last_activity_at__isnull=True)
TILE_STATES = {
    ResponseStatus.INVITED: "todo",
    ResponseStatus.STARTED: "current",
    ResponseStatus.AWAITING_VISA: "current",
    ResponseStatus.SUBMITTED: "done",
    ResponseStatus.USED_AS_IS: "done",
    ResponseStatus.LEFT_OUT: "off",
}


def surveys_visible_to(member: Member | None) -> QuerySet[Survey]:
    """Surveys of a cycle for whoever has a mandate; a consultation for those it asks; all for the animation."""
    standing = standing_of(member)
    found = Survey.objects.select_related("questionnaire", "cycle__theme", "cycle__lead", "opened_by__organisation")
    if standing.is_facilitator:
        return found
    if not standing.belongs:
        return found.none()
    own = Response.objects.filter(organisation_id__in=standing.organisation_ids).values("survey")
    return found.filter(Q(cycle__isnull=False) | Q(pk__in=own))


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
class Totals:
    """What everyone may know of a collection: how many, by college."""

    asked: int
    answered: int
    noun: str

    @property
    def words(self) -> str:
        return have_answered(self.answered, self.noun)

    @property
    def shown_noun(self) -> str:
        return noun_for(self.answered, self.noun)


def totals_of(survey: Survey) -> list[Totals]:
    """One line for each college asked (all others together): one query."""
    rows = (
        Response.objects.filter(survey=survey)
        .order_by()
        .values_list("organisation__college")
        .annotate(asked=Count("*"), answered=Count("pk", filter=Q(status__in=GIVEN)))
    )
    nouns = {College.REGIONS: "Régions", College.EPCI: "EPCI"}
    found: dict[str, list[int]] = {}
    for college, asked, answered in rows:
        line = found.setdefault(nouns.get(College(college), "autres\u00a0organismes"), [0, 0])
        line[0] += asked
        line[1] += answered
    return [Totals(asked, answered, noun) for noun, (asked, answered) in sorted(found.items(), reverse=True)]


@dataclass(frozen=True)
class SurveyLine:
    survey: Survey
    asked: int
    answered: int
    own: Response | None


def survey_lines(member: Member | None, *, state: str = "") -> list[SurveyLine]:
    """The list of surveys: two queries whatever its length."""
    found = surveys_visible_to(member).annotate(
        asked=Count("responses"), given=Count("responses", filter=Q(responses__status__in=GIVEN))
    )
    if state in SurveyStatus.values:
        found = found.filter(status=state)
    surveys: list[Any] = list(found)
    mine = Response.objects.filter(
        organisation_id__in=standing_of(member).organisation_ids, survey__in=[survey.pk for survey in surveys]
    ).select_related("organisation")
    own = {response.survey_id: response for response in mine}
    return [SurveyLine(survey, survey.asked, survey.given, own.get(survey.pk)) for survey in surveys]


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


@dataclass(frozen=True)
class CollectionPage:
    rows: list[Row]
    page: Page
    counts: list[tuple[str, str, int]]
    kinds: list[tuple[str, str]]
    tiles: list[dict[str, str]]
    remindable: int
    reminded_today: int
    without_referent: int
    reminders: list[Reminder]
    overdue: bool  # the day answers were expected is behind us: closing comes first

    @property
    def next_reminder(self) -> Reminder | None:
        return next((each for each in self.reminders if each.sent_at is None), None)


def collection_page(survey: Survey, filters: Filters, number: int) -> CollectionPage:
    """Everything the chase board shows: the same number of queries for 18 and for 1 255 organisations."""
    everyone = Response.objects.filter(survey=survey)
    waiting, today = ids_waiting(RESPONSE_KIND), timezone.localdate()
    reminded = reminded_on(survey, today)
    found = _filtered(everyone, filters)
    page = Paginator(found, ROWS).get_page(number)
    responses = list(page.object_list)
    referents: dict[int, list[Mandate]] = {}
    for mandate in referents_of([response.organisation_id for response in responses]):
        referents.setdefault(mandate.organisation_id, []).append(mandate)
    codes = _region_codes(survey)
    rows = [_row(response, referents, waiting, reminded, codes) for response in responses]
    kinds = everyone.order_by().values_list("organisation__kind", flat=True).distinct()
    return CollectionPage(
        rows=rows,
        page=page,
        counts=_counts(everyone),
        kinds=[(kind, OrganisationKind(kind).label) for kind in kinds],
        tiles=_tiles(survey, codes),
        remindable=everyone.filter(status__in=WAITS).exclude(pk__in={int(pk) for pk in waiting} | reminded).count(),
        reminded_today=len(reminded),
        without_referent=_without_referent(survey).count(),
        reminders=list(survey.reminders.all()),
        overdue=survey.closes_on < today,
    )


def _counts(everyone: QuerySet[Response]) -> list[tuple[str, str, int]]:
    """How many in each state, as it is read; a response left out that nobody began stands apart."""
    rows = everyone.order_by().values_list("status").annotate(times=Count("*"), never=Count("pk", filter=_NEVER_BEGUN))
    numbers: dict[str, int] = {}
    for status, times, never in rows:
        apart = never if status == ResponseStatus.LEFT_OUT else 0
        numbers[status] = times - apart
        numbers[NEVER_BEGUN] = numbers.get(NEVER_BEGUN, 0) + apart
    labels = [*ResponseStatus.choices, (NEVER_BEGUN, NEVER_BEGUN_WORDS)]
    return [(value, label, numbers[value]) for value, label in labels if numbers.get(value)]


def _filtered(everyone: QuerySet[Response], filters: Filters) -> QuerySet[Response]:
    last = Contact.objects.filter(response=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = everyone.select_related("survey", "organisation").annotate(contact_at=Subquery(last))
    if filters.state == NEVER_BEGUN:
        found = found.filter(_NEVER_BEGUN, status=ResponseStatus.LEFT_OUT)
    elif filters.state == ResponseStatus.LEFT_OUT:
        found = found.filter(status=filters.state).exclude(_NEVER_BEGUN)
    elif filters.state in ResponseStatus.values:
        found = found.filter(status=filters.state)
    if filters.kind in OrganisationKind.values:
        found = found.filter(organisation__kind=filters.kind)
    if filters.words:
        words = filters.words.strip()
        found = found.filter(Q(organisation__name__icontains=words) | Q(organisation__short_name__icontains=words))
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


def _region_codes(survey: Survey) -> dict[int, str]:
    """INSEE codes of the Régions asked, by organisation."""
    asked = Response.objects.filter(
        survey=survey,
        organisation__kind=OrganisationKind.REGION,
        organisation__territories__kind=TerritoryKind.REGION,
    )
    return dict(asked.order_by().values_list("organisation_id", "organisation__territories__code"))


def _tiles(survey: Survey, codes: dict[int, str]) -> list[dict[str, str]]:
    """The state of each Région asked; only for the animation."""
    asked = Response.objects.filter(survey=survey, organisation_id__in=codes).select_related("organisation")
    page = reverse("surveys:collection", args=[survey.pk])
    return [
        {
            "code": codes[response.organisation_id],
            "label": response.organisation.short_name,
            "value": _tile_words(response),
            "state": TILE_STATES[ResponseStatus(response.status)],
            "url": f"{page}reponses/{response.pk}/",
        }
        for response in asked
    ]


def _tile_words(response: Response) -> str:
    label = response.get_status_display().lower()
    return f"{label}, {_percentage(response)} %" if response.status == ResponseStatus.STARTED else label


def _without_referent(survey: Survey) -> QuerySet[Response]:
    """Asked, and nobody to write to: to be invited first."""
    reached = Mandate.objects.filter(
        current(timezone.localdate()), role=Role.REFERENT, member__removed_at__isnull=True
    ).values("organisation_id")
    return Response.objects.filter(survey=survey, status__in=WAITS).exclude(organisation_id__in=reached)


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


def followed_response(response: Response) -> FollowedResponse:
    return FollowedResponse(
        response=response,
        contacts=list(response.contacts.select_related("by__member")),
        referents=list(referents_of([response.organisation_id])),
        waits_for_visa=str(response.pk) in ids_waiting(RESPONSE_KIND),
        due=due_of(response),
    )


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """Open the survey, then collect and close it."""
    surveys = list(Survey.objects.filter(cycle=cycle).only("title", "status", "closes_on"))
    if not surveys:
        ready = approved_of(cycle)
        url = reverse("surveys:open_survey", args=[ready.pk]) if ready else ""
        return [Remaining("Ouvrir l’enquête", "Animation", url)]
    asked = Response.objects.filter(survey__in=surveys).order_by().values_list("survey")
    counts = {
        survey: (total, given)
        for survey, total, given in asked.annotate(n=Count("*"), given=Count("pk", filter=Q(status__in=GIVEN)))
    }
    left = []
    for survey in surveys:
        if survey.status == SurveyStatus.OPEN:
            total, given = counts.get(survey.pk, (0, 0))
            words = f"Recueillir les réponses à « {survey.title} » ({given} sur {total}) puis clore"
            left.append(Remaining(words, "Animation", survey.get_absolute_url(), survey.closes_on))
    return left


def expected_of(member: Member | None) -> list[Expected]:
    """For the animation, surveys to close; for referents, a consent to give."""
    standing, today = standing_of(member), timezone.localdate()
    cards = []
    if standing.is_facilitator:
        late = Survey.objects.filter(status=SurveyStatus.OPEN, closes_on__lt=today)
        cards = [
            Expected(
                what=f"Clore « {survey.title} »",
                why="Le jour où les réponses étaient attendues est passé",
                url=reverse("surveys:collection", args=[survey.pk]),
                gesture="Voir la collecte",
                due=survey.closes_on,
                late=True,
            )
            for survey in late
        ]
    consents = Response.objects.filter(
        organisation_id__in=standing.referent_ids,
        survey__status=SurveyStatus.CLOSED,
        status=ResponseStatus.STARTED,
        consents_to_partial__isnull=True,
    ).select_related("survey", "organisation")
    return cards + [
        Expected(
            what=f"Dire si votre réponse à « {response.survey.title} » peut être reprise telle quelle",
            why="L’enquête est close et votre réponse n’était pas envoyée",
            url=response.survey.get_absolute_url(),
            gesture="Donner ou refuser mon accord",
            minutes=1,
            holder=response.organisation.short_name,
        )
        for response in consents
    ]


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The surveys of the cycle: how many answered, never who."""
    found: list[Any] = list(
        surveys_visible_to(member)
        .filter(cycle=cycle)
        .select_related(None)
        .select_related("questionnaire")
        .only("title", "status", "opened_at", "questionnaire__title")
        .annotate(asked=Count("responses"), given=Count("responses", filter=Q(responses__status__in=GIVEN)))
    )
    return [
        ThreadLine(
            label=f"Enquête « {survey.title} »",
            state=f"{counted(survey.given, 'réponse')} sur {survey.asked}, {survey.get_status_display().lower()}",
            url=survey.get_absolute_url(),
            at=survey.opened_at,
            origins=(reference_to(survey.questionnaire),),
        )
        for survey in found
    ]
