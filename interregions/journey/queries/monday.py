"""« Lundi matin »: what awaits one chargé de mission, read for their own Région and for nobody else."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from interregions.common.typography import MONTHS, counted, french_day, span_told
from interregions.journey.axis import Axis
from interregions.journey.horizon import Horizon, horizon, span_of
from interregions.journey.queries.awaiting import WaitingLine, waiting_lines
from interregions.journey.queries.ending import UNKNOWN, UNVERIFIED, clusters_followed_by
from interregions.knowledge.observatory.choices import PublishedKind
from interregions.knowledge.observatory.clusters.models import (
    Cluster,
    Convention,
    DueDocument,
    EuProject,
    Label,
    ProjectEnterprise,
    ProjectRole,
    PublishedLine,
)
from interregions.knowledge.observatory.cooperation.models import Going, Mission
from interregions.knowledge.observatory.cooperation.queries.missions import MissionLine, line_of, missions_visible_to
from interregions.knowledge.observatory.policies.queries.figures import Figure, figure
from interregions.knowledge.observatory.policies.queries.visible import deciding_mandate
from interregions.knowledge.observatory.policies.queries.waiting import waiting_readings
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.sources.choices import SourceState
from interregions.vocabulary import dated
from interregions.vocabulary.models import DatedFact, StateProgramme

MOST = 60  # lines of one list: what comes after is on the page of its room
FIGURES = 5
PROJECTS = 20


@dataclass(frozen=True)
class DueLine:
    """One convention or document, on its day."""

    kind: str
    day: date
    what: str
    about: str
    url: str
    tag: str
    late: bool = False


@dataclass(frozen=True)
class EndLine:
    """What has its term within the thirteen weeks: labels of one name together, a regulation, a programme."""

    day: date | None
    what: str
    about: str
    after: str
    key: str


@dataclass(frozen=True)
class ProjectLine:
    """An identified European project, what each pôle one follows is to it, how many enterprises it reached."""

    project: EuProject
    roles: tuple[ProjectRole, ...]
    enterprises: int


@dataclass(frozen=True)
class GoingLine:
    """A fair or a mission to come, and whether one goes."""

    line: MissionLine
    going: bool

    @property
    def mission(self) -> Any:
        return self.line.mission

    @property
    def dates(self) -> str:
        first, last = self.mission.starts_on, self.mission.ends_on
        return span_told(first, last) if last > first else f"le {french_day(first)}"


@dataclass(frozen=True)
class MondayPage:
    """All that the page shows to who decides for a Région."""

    organisation: Organisation
    today: date
    axis: Axis
    due: tuple[DueLine, ...]
    more_due: bool
    ending: tuple[EndLine, ...]
    figures: tuple[Figure, ...]
    figure_count: int
    published_lines: int
    projects: tuple[ProjectLine, ...]
    project_count: int
    enterprises: int
    missions: tuple[GoingLine, ...]
    waiting: tuple[WaitingLine, ...]

    @property
    def groups(self) -> list[tuple[str, list[DueLine]]]:
        """« En retard », « Cette semaine », then each month, in order."""
        found: dict[str, list[DueLine]] = {}
        for line in self.due:
            found.setdefault(self._group(line), []).append(line)
        return list(found.items())

    def _group(self, line: DueLine) -> str:
        if line.late:
            return "En retard"
        if line.day < self.axis.first + timedelta(days=7):
            return "Cette semaine"
        return f"En {MONTHS[line.day.month - 1]} {line.day.year}"

    @property
    def stand(self) -> str:
        """What the week holds, in a sentence."""
        week = [each for each in self.due if each.late or each.day < self.axis.first + timedelta(days=7)]
        documents = sum(each.kind == "document" for each in week)
        conventions, asked = len(week) - documents, sum(bool(each.tag) for each in self.waiting)
        parts = [
            counted(documents, "document à recevoir", "documents à recevoir") if documents else "",
            counted(conventions, "convention qui finit", "conventions qui finissent") if conventions else "",
            counted(self.figure_count, "chiffre à confirmer", "chiffres à confirmer") if self.figure_count else "",
            counted(asked, "demande en attente", "demandes en attente") if asked else "",
        ]
        told = ", ".join(each for each in parts if each)
        return f"Cette semaine : {told}." if told else "Rien n’est attendu de votre Région cette semaine."

    @property
    def horizon(self) -> Horizon:
        """Conventions, documents and the missions one goes to, on one line of thirteen weeks."""
        dates = [(each.kind, f"{each.what}, {each.about}", each.day, each.day) for each in self.due if not each.late]
        trips = [
            ("mission", each.mission.title, max(each.mission.starts_on, self.axis.first), each.mission.ends_on)
            for each in self.missions
            if each.going
        ]
        day, words = self._heaviest
        return horizon(self.axis, [*dates, *trips], day, words)

    @property
    def _heaviest(self) -> tuple[date | None, str]:
        """The day on which most labels and regulations have their term, when several do."""
        days = Counter(each.day for each in self.ending if each.day and each.day >= self.today)
        day, number = next(iter(days.most_common(1)), (None, 0))
        if day is None or number < 2:
            return None, ""
        return day, f"{french_day(day)} : {counted(number, 'terme annoncé', 'termes annoncés')}"

    @property
    def is_empty(self) -> bool:
        """Whether the Région has entered nothing yet that this page may tell."""
        own = (self.due, self.figures, self.published_lines, self.projects, self.waiting)
        return not any(own) and not any(each.going for each in self.missions)


def monday_mandate(member: Member | None, acting: Mandate | None) -> Mandate | None:
    """Under which this person reads the page: who decides for a Région; None for all the others."""
    return deciding_mandate(member, acting)


def monday_page(mandate: Mandate, today: date) -> MondayPage:
    """The page of the Région for which this mandate decides; a number of queries that does not depend on theirs."""
    own, axis = mandate.organisation, span_of(today)
    documents = list(documents_due(own, axis.last)[: MOST + 1])
    conventions = list(conventions_ending(own, today, axis.last)[: MOST + 1])
    due = sorted(
        [*(document_line(each, today) for each in documents), *(convention_line(each) for each in conventions)],
        key=lambda each: (not each.late, each.day, each.kind),
    )
    readings = waiting_readings().filter(organisation=own)
    project_lines = projects(own)
    return MondayPage(
        organisation=own,
        today=today,
        axis=axis,
        due=tuple(due[:MOST]),
        more_due=len(due) > MOST,
        ending=tuple(_labels(own, today, axis.last) + _facts(today, axis.last)),
        figures=_figures(readings),
        figure_count=readings.count(),
        published_lines=PublishedLine.objects.filter(holder=own, state=SourceState.PROPOSED).count(),
        projects=_project_lines(project_lines[:PROJECTS], own),
        project_count=project_lines.count(),
        enterprises=_enterprises(project_lines),
        missions=tuple(missions_to_come(mandate, today, axis.last)),
        waiting=tuple(waiting_lines(own, today)),
    )


def documents_due(own: Organisation, until: date) -> QuerySet[DueDocument]:
    """What a Région’s conventions await, late ones first; nobody else’s."""
    found = DueDocument.objects.filter(funder__organisation=own, received_on=None, due_on__lte=until)
    return found.select_related("convention__cluster__organisation").order_by("due_on", "pk")


def conventions_ending(own: Organisation, today: date, until: date) -> QuerySet[Convention]:
    """The conventions it funds whose last day is within the weeks told, and whether another follows."""
    after = Convention.objects.filter(
        cluster=OuterRef("cluster"), funders__organisation=own, ends_on__gt=OuterRef("ends_on")
    )
    found = Convention.objects.filter(funders__organisation=own, ends_on__gte=today, ends_on__lte=until)
    return found.annotate(followed=Exists(after)).select_related("cluster__organisation").order_by("ends_on", "pk")


def document_line(document: DueDocument, today: date) -> DueLine:
    convention, late = document.convention, document.sent_on is None and document.due_on < today
    return DueLine(
        kind="document",
        day=document.due_on,
        what=document.name,
        about=f"{convention.cluster.organisation.short_name}, {convention.title}",
        url=convention.get_absolute_url(),
        tag="le pôle dit l’avoir envoyé" if document.sent_on else "en retard" if late else "à recevoir",
        late=late,
    )


def convention_line(convention: Any) -> DueLine:
    return DueLine(
        kind="convention",
        day=convention.ends_on,
        what="Fin de la convention",
        about=f"{convention.cluster.organisation.short_name}, {convention.title}",
        url=convention.get_absolute_url(),
        tag="une autre suit" if convention.followed else "rien d’inscrit ensuite",
    )


def labels_ending(own: Organisation, today: date, until: date) -> QuerySet[Label]:
    """Of the pôles it follows: the announced terms within the weeks told, and those after which nothing was read."""
    clusters = Cluster.objects.filter(clusters_followed_by(own)).order_by().values("pk")
    ends = Q(ends_on__gte=today, ends_on__lte=until) | Q(ends_on__lt=today, sequel_unverified=True)
    found = Label.objects.filter(ends, cluster__in=clusters).exclude(state=SourceState.DISCARDED)
    return found.select_related("cluster__organisation").order_by("ends_on", "cluster__organisation__sort_name", "pk")


def _labels(own: Organisation, today: date, until: date) -> list[EndLine]:
    """Labels of one name and one day are one line."""
    together: dict[tuple[date | None, str, bool], list[str]] = {}
    for label in labels_ending(own, today, until):
        key = (label.ends_on, str(label), label.sequel_unverified)
        together.setdefault(key, []).append(label.cluster.organisation.short_name)
    return [
        EndLine(
            day=day,
            what=name if len(poles) == 1 else f"{name} : {len(poles)} pôles",
            about=", ".join(poles),
            after=UNVERIFIED if unverified else UNKNOWN,
            key=f"label-{day}-{name}",
        )
        for (day, name, unverified), poles in together.items()
    ]


def _facts(today: date, until: date) -> list[EndLine]:
    return [_fact_line(each) for each in dated.facts_ending_within(today, until)]


def _fact_line(fact: DatedFact | StateProgramme) -> EndLine:
    return EndLine(fact.ends_on, fact.name, fact.detail, "" if fact.afterwards else UNKNOWN, f"fact-{fact.slug}")


def _figures(readings: QuerySet[Any]) -> tuple[Figure, ...]:
    found = readings.select_related("organisation", "indicator", "entered_by__member", "replaces__indicator")
    shown = found.select_related("checked_by__member").order_by("-year", "indicator__position", "pk")[:FIGURES]
    return tuple(figure(each, own=True) for each in shown)


def projects(own: Organisation) -> QuerySet[EuProject]:
    """The European projects that the Région has confirmed in the public list of operations."""
    confirmed = PublishedLine.objects.filter(
        holder=own, kind=PublishedKind.OPERATION, state=SourceState.CONFIRMED, project=OuterRef("pk")
    )
    return EuProject.objects.filter(Exists(confirmed)).order_by("programme", "number")


def _project_lines(found: QuerySet[EuProject], own: Organisation) -> tuple[ProjectLine, ...]:
    followed = Cluster.objects.filter(clusters_followed_by(own)).order_by().values("pk")
    roles = ProjectRole.objects.filter(cluster__in=followed).select_related("cluster__organisation")
    listed = list(found.prefetch_related(Prefetch("roles", roles, to_attr="roles_read")))
    numbers = dict(
        ProjectEnterprise.objects.filter(project__in=[each.pk for each in listed])
        .order_by()
        .values_list("project")
        .annotate(Count("pk"))
    )
    return tuple(ProjectLine(each, tuple(each.roles_read), numbers.get(each.pk, 0)) for each in listed)


def _enterprises(found: QuerySet[EuProject]) -> int:
    """Each counted once, however many projects reached it."""
    named = ProjectEnterprise.objects.filter(project__in=found.order_by().values("pk")).order_by()
    return named.values("identity").distinct().count()


def missions_to_come(mandate: Mandate, today: date, until: date) -> list[GoingLine]:
    """Those the Région organises or goes to, then those where it may still go."""
    own = mandate.organisation_id
    ours = Exists(Going.objects.filter(mission=OuterRef("pk"), organisation=own))
    found: QuerySet[Mission] = missions_visible_to(mandate.member).filter(
        ends_on__gte=today, starts_on__lte=until, cancelled_at=None
    )
    found = found.annotate(ours=ours).filter(Q(organiser=own) | Q(ours=True) | Q(open_to_others=True))
    return [_going(each, own) for each in found.order_by("starts_on", "pk")[:MOST]]


def _going(mission: Any, own: int) -> GoingLine:
    return GoingLine(line_of(mission), mission.ours or mission.organiser_id == own)
