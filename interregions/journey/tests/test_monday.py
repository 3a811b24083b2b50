"""« Lundi matin »: read by who decides for its Région alone; its dates read back by another library."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from interregions.journey.axis import Axis
from interregions.journey.horizon import horizon, span_of
from interregions.journey.queries import monday
from interregions.journey.tests.test_ending import pole
from interregions.knowledge.observatory.choices import PublishedKind
from interregions.knowledge.observatory.clusters.models import (
    Convention,
    ConventionFunder,
    DueDocument,
    EuProject,
    ProjectEnterprise,
    PublishedLine,
)
from interregions.network.services import grant_mandate
from interregions.toolkit.sources.choices import SourceState

pytestmark = pytest.mark.django_db
URL, FILE = "/connaissance/lundi/", "/connaissance/lundi/echeances.ics"


def convention(cluster, by, title="Convention", ends_in=30) -> ConventionFunder:
    today = timezone.localdate()
    made = Convention.objects.create(
        cluster=cluster, title=title, starts_on=date(2024, 1, 1), ends_on=today + timedelta(days=ends_in)
    )
    return ConventionFunder.objects.create(convention=made, organisation=by)


def document(funder, name="Rapport", in_days=3) -> DueDocument:
    day = timezone.localdate() + timedelta(days=in_days)
    return DueDocument.objects.create(
        convention=funder.convention, funder=funder, name=name, due_on=day, asked_from=day
    )


def test_marks_that_touch_stand_one_above_the_other():
    first = date(2026, 11, 30)
    axis = Axis(first, first + timedelta(weeks=13))
    same = [("document", "A", first, first), ("document", "B", first, first), ("document", "C", axis.last, axis.last)]
    drawn = horizon(axis, same)
    assert [(each.words, each.level) for each in drawn.marks] == [("A", 0), ("B", 1), ("C", 0)]
    assert span_of(date(2026, 12, 3)).first == first


def test_only_who_decides_for_a_region_has_the_page(bretagne, normandie, facilitator, client_as):
    funder = convention(pole("Pôle", bretagne.organisation, normandie.organisation), bretagne.organisation, "SECRET")
    document(funder, "SECRET attendu")
    for address in (URL, FILE):
        assert "SECRET" in client_as(bretagne).get(address).content.decode()
        assert "SECRET" not in client_as(normandie).get(address).content.decode()
        assert client_as(facilitator).get(address).status_code == 404


def test_the_animation_that_also_decides_for_a_region_reads_that_region_alone(
    bretagne, normandie, facilitator, client_as
):
    document(convention(pole("Pôle", normandie.organisation), normandie.organisation), "NORMAND")
    document(convention(pole("Autre", bretagne.organisation), bretagne.organisation), "BRETON")
    grant_mandate(
        member=facilitator.member, organisation=bretagne.organisation, role="REFERENT", starts_on=date(2020, 1, 1)
    )
    read = client_as(facilitator).get(URL).content.decode()
    assert "BRETON" in read
    assert "NORMAND" not in read


def test_late_documents_come_first_and_received_ones_are_gone(bretagne):
    funder = convention(pole("Pôle", bretagne.organisation), bretagne.organisation)
    document(funder, "Demain", 1)
    document(funder, "Hier", -1)
    received = document(funder, "Reçu")
    DueDocument.objects.filter(pk=received.pk).update(received_on=timezone.localdate())
    page = monday.monday_page(bretagne, timezone.localdate())
    assert page.groups[0][0] == "En retard"
    assert [each.what for each in page.due] == ["Hier", "Demain", "Fin de la convention"]


def test_another_library_reads_the_dates(bretagne, client_as):
    due = document(convention(pole("Pôle", bretagne.organisation), bretagne.organisation), "Bilan, 2026 ; fin")
    read = Calendar.from_ical(client_as(bretagne).get(FILE).content)
    events = {str(each["uid"]): each for each in read.walk("VEVENT")}
    entry = events[f"document-{due.pk}@interregions"]
    assert str(entry["summary"]) == "Bilan, 2026 ; fin"
    assert entry["dtstart"].dt == due.due_on
    assert len(events) == 2


def test_an_enterprise_of_two_projects_is_counted_once_and_none_before_confirmation(bretagne):
    cluster = pole("Pôle", bretagne.organisation)
    for number, state in (("1", SourceState.CONFIRMED), ("2", SourceState.CONFIRMED), ("3", SourceState.PROPOSED)):
        project = EuProject.objects.create(programme="FEDER", number=number, identity=f"feder{number}", title="Algues")
        ProjectEnterprise.objects.create(project=project, name="Alga", identity="alga", named_by=cluster)
        PublishedLine.objects.create(
            kind=PublishedKind.OPERATION, holder=bretagne.organisation, cluster=cluster, matched_by="BY_SIREN",
            key=number, state=state, project=project,
        )  # fmt: skip
    page = monday.monday_page(bretagne, timezone.localdate())
    assert (page.project_count, page.enterprises) == (2, 1)


def test_an_empty_page_says_what_it_can_do_now(bretagne, client_as):
    read = client_as(bretagne).get(URL).content.decode()
    assert "Apporter notre tableau de conventions" in read
    assert monday.monday_page(bretagne, timezone.localdate()).is_empty


def test_the_page_costs_the_same_for_one_and_for_forty(bretagne, django_assert_max_num_queries):
    for number in range(40):
        document(convention(pole(f"Pôle {number}", bretagne.organisation), bretagne.organisation))
    with django_assert_max_num_queries(24):
        page = monday.monday_page(bretagne, timezone.localdate())
    assert len(page.due) == monday.MOST
    assert page.more_due
