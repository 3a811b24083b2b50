"""Columns that no title names are said once; a long list is read and taken aside; a list is its organisation’s own."""

from dataclasses import replace

import pytest
from django.apps import apps

from interregions.common import rooms
from interregions.common.errors import Refused
from interregions.common.importing import Read
from interregions.network.choices import College
from interregions.network.models import Group
from interregions.toolkit.imports import queries, rules, services
from interregions.toolkit.imports.models import Import, NamedColumn
from interregions.toolkit.imports.tests.test_imports import GROUPS
from interregions.toolkit.jobs.models import Job

pytestmark = pytest.mark.django_db

OF_REGIONS = frozenset({College.ANIMATION.value, College.REGIONS.value})


@pytest.fixture
def listed(monkeypatch):
    """The list of the next tests, as a room would give it."""

    def install(**changed):
        importer = replace(GROUPS, **changed)
        monkeypatch.setattr(apps.get_app_config("network"), "importers", lambda: (importer,), raising=False)
        rooms.importers.cache_clear()
        return importer

    yield install
    rooms.importers.cache_clear()


def bring(importer, content: str, by) -> Import:
    return services.bring_file(
        importer=importer, content=content.encode(), name="groupes.csv", source="x", given_on=None, by=by
    )


STRANGE = "Export du 3 mai;\nintitulé du groupe;pourquoi\nHydrogène;Comparer\nForêt;\n"


def test_the_columns_of_a_file_are_said_once_and_the_next_one_is_read_alone(facilitator, listed):
    importer = listed(mapped=True)
    brought = bring(importer, STRANGE, facilitator)
    assert brought.status == "UNMAPPED"
    assert brought.titles == ["intitulé du groupe", "pourquoi"]
    assert queries.samples_of(brought)[0] == ("intitulé du groupe", ["Hydrogène", "Forêt"])
    with pytest.raises(Refused, match="choisie deux fois"):
        services.name_columns(brought=brought, chosen={"name": 0, "purpose": 0}, by=facilitator)
    services.name_columns(brought=brought, chosen={"name": 0, "purpose": 1}, by=facilitator)
    brought.refresh_from_db()
    assert brought.status == "PREVIEWED"
    assert list(brought.rows.values_list("line", "verdict")) == [(3, "NEW"), (4, "NEW")]
    services.take_import(brought=brought, by=facilitator)
    assert set(Group.objects.values_list("name", flat=True)) == {"Hydrogène", "Forêt"}
    again = bring(importer, STRANGE, facilitator)
    assert again.status == "PREVIEWED"
    assert set(again.rows.values_list("verdict", flat=True)) == {"SAME"}
    assert NamedColumn.objects.count() == 2


def test_a_list_that_is_not_mapped_refuses_what_it_does_not_know(facilitator, listed):
    with pytest.raises(Refused, match="pas été reconnus"):
        bring(listed(), STRANGE, facilitator)


def test_the_page_of_columns_reads_the_file(client_as, facilitator, listed):
    brought = bring(listed(mapped=True), STRANGE, facilitator)
    client = client_as(facilitator)
    page = client.get(f"/imports/{brought.pk}/colonnes/")
    assert "intitulé du groupe" in page.content.decode()
    client.post(f"/imports/{brought.pk}/colonnes/", {"name": "0", "purpose": "1"})
    assert set(brought.rows.values_list("verdict", flat=True)) == {"NEW"}


def test_a_list_is_brought_and_read_by_its_own_organisation_alone(facilitator, bretagne, normandie, listed):
    importer = listed(colleges=OF_REGIONS)
    brought = bring(importer, "Nom;Objet\nEau;Chartes\n", bretagne)
    assert list(queries.imports_visible_to(bretagne.member)) == [brought]
    for other in (facilitator, normandie):
        assert not queries.imports_visible_to(other.member).exists()
        for gesture in (services.take_import, services.undo_import, services.forget_import):
            with pytest.raises(Refused):
                gesture(brought=brought, by=other)
    services.take_import(brought=brought, by=bretagne)
    with pytest.raises(Refused, match="pas de celles que votre organisme apporte"):
        bring(listed(), "Nom;Objet\nEau;Chartes\n", bretagne)


def test_a_line_of_something_else_is_left_and_never_taken(facilitator, listed):
    def read(lines, by):
        return [Read({"name": line["name"]}, aside="Ce n’est pas un groupe.") for line in lines]

    brought = bring(listed(read=read), "Nom;Objet\nEau;Chartes\nEau;Chartes\n", facilitator)
    assert [(row.verdict, row.reasons) for row in brought.rows.all()] == [("LEFT", ["Ce n’est pas un groupe."])] * 2
    with pytest.raises(Refused, match="rien à prendre"):
        services.take_import(brought=brought, by=facilitator)


def test_a_long_list_is_read_then_taken_by_works_of_their_own(
    facilitator, listed, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(rules, "IN_A_REQUEST", 3)
    monkeypatch.setattr(rules, "BY_PORTION", 2)
    importer = listed()
    lines = "Nom;Objet\n" + "".join(f"Groupe {each};x\n" for each in range(5)) + "groupe 1;y\n"
    with django_capture_on_commit_callbacks(execute=True):
        brought = bring(importer, lines, facilitator)
        assert brought.status == "READING"
    brought.refresh_from_db()
    assert brought.status == "PREVIEWED"
    assert list(brought.rows.values_list("verdict", flat=True)) == ["NEW"] * 5 + ["REFUSED"]
    with django_capture_on_commit_callbacks(execute=True):
        assert "commencée" in services.take_import(brought=brought, by=facilitator)
    brought.refresh_from_db()
    assert brought.status == "TAKEN"
    assert Group.objects.count() == 5
    assert set(Job.objects.values_list("kind", "status")) == {("imports.read", "done"), ("imports.take", "done")}
    services.take_aside(brought, facilitator, lambda done, total: None)  # run twice, it changes nothing
    assert Group.objects.count() == 5
    services.undo_import(brought=brought, by=facilitator)
    assert not Group.objects.exists()


def test_a_long_list_that_is_refused_as_a_whole_waits_as_it_was(
    facilitator, listed, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(rules, "IN_A_REQUEST", 1)

    def apply(rows, origin, by):
        Group.objects.create(name="à moitié")
        raise Refused("Non.")

    with django_capture_on_commit_callbacks(execute=True):
        brought = bring(listed(apply=apply), "Nom;Objet\nEau;x\nBois;x\n", facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        services.take_import(brought=brought, by=facilitator)
    brought.refresh_from_db()
    assert brought.status == "PREVIEWED"
    assert not Group.objects.exists()
