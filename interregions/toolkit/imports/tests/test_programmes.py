"""The lists that ANCT publishes: recognised, taken whole, taken again without effect, undone exactly."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from interregions.common.errors import Refused
from interregions.toolkit.imports import services
from interregions.toolkit.imports.models import Import
from interregions.vocabulary.models import ProgrammeMembership, StateProgramme
from interregions.vocabulary.programme_list import PROGRAMMES
from interregions.vocabulary.services import load_vocabulary

pytestmark = pytest.mark.django_db

CITIES = """id_acv;nom;code_commune;nom_commune;date_signature;commune_actuelle_2026;siren_epci_2026;region_insee
acv-001;Abbeville;80001;Abbeville;;oui;200070993;32
acv-019;Auxerre;89024;Auxerre;28/09/2018;oui;200067114;27
acv-900;Nulle part;890244;Ailleurs;;oui;;
"""
PUBLISHED = """insee_com,lib_com,id_acv,lib_acv,date_signature
1053,Bourg-en-Bresse,acv-013,Bourg-en-Bresse,2018-09-14
"""
TOWNS = """id_pvd;nom;code_commune;nom_commune;date_signature;commune_actuelle_2026;siren_epci_2026;region_insee
pvd-52-85-10;L'Île d'Yeu;85113;L'Île-d'Yeu;2021-05-19;oui;;52
"""
SECOND = """id_ti;nom_ti;siren_groupement;nom_groupement;type_groupement_2026;regions_insee
ti-1101;Boucle Nord de Seine;200057990;EPT Boucle Nord de Seine;ept;
ti-2707;Nevers Val de Loire;215800467;Cercy-la-Tour;commune;
ti-5301;Redon;243500741;CA Redon Agglomération;epci;53 52
"""
FIRST = """id_ti;nom_ti;siren_groupement;nom_groupement
ti-5301;Redon;243500741;CA Redon Agglomération
"""


@pytest.fixture
def vocabulary(db):
    load_vocabulary(on=date(2026, 11, 30))


def bring(by, text, encoding="utf-8", **for_all):
    return services.bring_file(
        importer=PROGRAMMES,
        content=text.encode(encoding),
        name="liste.csv",
        source="ANCT, data.gouv.fr",
        given_on=date(2024, 9, 5),
        by=by,
        for_all=for_all,
    )


def take(by, text, **for_all):
    brought = bring(by, text, **for_all)
    services.take_import(brought=brought, by=by)
    return brought


def everything():
    return list(ProgrammeMembership.objects.order_by("pk").values())


def verdicts(brought):
    return [row.verdict for row in brought.rows.all()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_published_list_is_recognised_and_a_wrong_line_says_why(vocabulary, facilitator, encoding):
    brought = bring(facilitator, CITIES, encoding)
    assert verdicts(brought) == ["NEW", "NEW", "REFUSED"]
    assert brought.rows.last().reasons == ["« 890244 » n’est pas un code INSEE de commune."]
    assert not ProgrammeMembership.objects.exists()


def test_a_commune_is_mapped_to_its_epci_and_region_when_the_list_says_it(vocabulary, facilitator):
    take(facilitator, CITIES)
    auxerre = ProgrammeMembership.objects.get(code="89024")
    assert (auxerre.programme.slug, auxerre.kind, auxerre.label_code) == ("action-coeur-de-ville", "commune", "acv-019")
    assert (auxerre.epci.siren, auxerre.region.code) == ("200067114", "27")
    assert (auxerre.starts_on, auxerre.source, auxerre.as_of) == (
        date(2018, 9, 28),
        "ANCT, data.gouv.fr",
        date(2024, 9, 5),
    )
    take(facilitator, TOWNS)
    island = ProgrammeMembership.objects.get(code="85113")
    assert (island.epci, island.region.code, island.label) == (None, "52", "L'Île d'Yeu")


def test_the_columns_of_the_official_file_are_recognised_too_with_the_zero_that_a_spreadsheet_cut(
    vocabulary, facilitator
):
    take(facilitator, PUBLISHED)
    assert ProgrammeMembership.objects.get(code="01053").label == "Bourg-en-Bresse"


def test_a_grouping_a_commune_by_its_siren_and_what_lies_in_two_regions(vocabulary, facilitator):
    take(facilitator, SECOND)
    kinds = {each.code: (each.kind, each.epci_id is not None) for each in ProgrammeMembership.objects.all()}
    assert kinds == {
        "200057990": ("grouping", False),
        "215800467": ("commune", False),
        "243500741": ("grouping", True),
    }
    assert ProgrammeMembership.objects.get(code="243500741").region is None


def test_the_phase_is_asked_when_the_file_does_not_say_it_and_membership_is_by_phase(vocabulary, facilitator):
    assert verdicts(bring(facilitator, FIRST)) == ["REFUSED"]
    take(facilitator, FIRST, programme="territoires-industrie-1")
    take(facilitator, SECOND)
    held = ProgrammeMembership.objects.filter(code="243500741").order_by("programme__starts_on")
    assert [each.programme.phase for each in held] == ["1", "2"]


def test_the_same_file_again_changes_nothing(vocabulary, facilitator):
    take(facilitator, CITIES)
    before = everything()
    again = bring(facilitator, CITIES)
    assert verdicts(again) == ["SAME", "SAME", "REFUSED"]
    with pytest.raises(Refused, match="il n’y a rien à prendre"):
        services.take_import(brought=again, by=facilitator)
    assert everything() == before


def test_a_file_that_says_less_takes_nothing_away(vocabulary, facilitator):
    take(facilitator, CITIES)
    again = bring(facilitator, "insee_com,lib_com,id_acv,lib_acv,date_signature\n89024,Auxerre,acv-019,Auxerre,\n")
    assert verdicts(again) == ["SAME"]


def test_a_change_is_undone_exactly_and_the_lists_in_the_reverse_order_only(vocabulary, facilitator):
    first = take(facilitator, CITIES)
    before = everything()
    second = take(facilitator, CITIES.replace("28/09/2018", "2018-10-01"))
    assert ProgrammeMembership.objects.get(code="89024").starts_on == date(2018, 10, 1)
    third = take(facilitator, CITIES.replace("28/09/2018", "2018-11-01"))
    with pytest.raises(Refused, match="défaites-la d’abord"):
        services.undo_import(brought=second, by=facilitator)
    services.undo_import(brought=third, by=facilitator)
    assert ProgrammeMembership.objects.get(code="89024").starts_on == date(2018, 10, 1)
    other = take(facilitator, CITIES.replace("28/09/2018", "2019-01-01"))
    services.undo_import(brought=other, by=facilitator)
    assert ProgrammeMembership.objects.get(code="89024").starts_on == date(2018, 10, 1)
    ProgrammeMembership.objects.filter(code="89024").update(**{k: v for k, v in before[1].items() if k != "id"})
    services.undo_import(brought=first, by=facilitator)
    assert not ProgrammeMembership.objects.exists()


def test_columns_that_no_title_names_are_said_once_on_the_page(vocabulary, facilitator):
    odd = "quoi;qui;quand ?\n89024;Auxerre;2018\n"
    brought = bring(facilitator, odd, programme="action-coeur-de-ville")
    services.name_columns(brought=brought, chosen={"insee": 0, "name": 1, "starts_on": 2}, by=facilitator)
    services.take_import(brought=brought, by=facilitator)
    assert ProgrammeMembership.objects.get().starts_on == date(2018, 1, 1)
    assert verdicts(bring(facilitator, odd, programme="action-coeur-de-ville")) == ["SAME"]


def test_a_grouping_that_is_gone_and_has_no_name_is_told_by_its_siren(vocabulary, facilitator):
    take(facilitator, FIRST + "ti-0101;Cap;200018653;\nti-0102;Cap;200057990;\n", programme="territoires-industrie-1")
    assert ProgrammeMembership.objects.get(code="200018653").name == "CA CAP Excellence"
    assert ProgrammeMembership.objects.get(code="200057990").name == "Groupement 200057990"


def test_lines_are_read_in_a_number_of_queries_that_does_not_depend_on_theirs(
    vocabulary, facilitator, django_assert_max_num_queries
):
    lines = [{"id_pvd": "x", "insee": f"{number:05}", "name": "Commune"} for number in range(1000, 2600)]
    with django_assert_max_num_queries(6):
        assert len(PROGRAMMES.read(lines, facilitator)) == 1600


class TestCommand:
    def run(self, path: Path, *options: str) -> str:
        said = StringIO()
        call_command("load_programme", str(path), *options, stdout=said, stderr=said)
        return said.getvalue()

    def test_it_takes_a_list_whole_and_tells_the_lines_it_refuses(self, vocabulary, facilitator, tmp_path):
        path = tmp_path / "acv.csv"
        path.write_text(CITIES)
        said = self.run(path)
        assert "Ligne 4, refusée : « 890244 » n’est pas un code INSEE de commune." in said
        assert "2 participations à un programme sont connues." in said
        assert ProgrammeMembership.objects.count() == 2

    def test_check_tells_and_writes_nothing(self, vocabulary, facilitator, tmp_path):
        path = tmp_path / "ti.csv"
        path.write_text(FIRST)
        assert "Rien n’a été écrit." in self.run(path, "--check", "--programme", "territoires-industrie-1")
        assert not ProgrammeMembership.objects.exists()
        assert not Import.objects.exists()

    def test_the_same_list_again_and_what_is_no_list_leave_with_two(self, vocabulary, facilitator, tmp_path):
        path = tmp_path / "acv.csv"
        path.write_text(CITIES)
        self.run(path)
        for given in (path, tmp_path / "none.csv"):
            with pytest.raises(SystemExit) as stopped:
                self.run(given)
            assert stopped.value.code == 2

    def test_nothing_is_brought_where_nobody_facilitates(self, vocabulary, tmp_path):
        path = tmp_path / "acv.csv"
        path.write_text(CITIES)
        with pytest.raises(SystemExit):
            self.run(path)


def test_the_public_pages_tell_who_takes_part_and_where_it_is_said(client, vocabulary, facilitator):
    take(facilitator, CITIES)
    listed = client.get("/connaissance/programmes/").content.decode()
    assert "Action cœur de ville" in listed
    assert "Aucun texte officiel sur ce qui suit la phase V" in listed
    assert "http://data.europa.eu/eli/reg/2023/1315/oj" in listed
    page = client.get("/connaissance/programmes/action-coeur-de-ville/", {"texte": "auxer"})
    assert "89024" in page.content.decode()
    assert "80001" not in page.content.decode()
    assert "Auxerre" in client.get("/reseau/territoires/200067114/").content.decode()
    assert client.get("/connaissance/programmes/rien/").status_code == 404
    taken = client.get("/connaissance/programmes/action-coeur-de-ville.csv", {"region": "27"}).content.decode()
    assert "89024;Auxerre;acv-019" in taken
    assert "80001" not in taken


def test_a_list_taken_away_is_recognised_when_it_is_brought_again(client, vocabulary, facilitator):
    take(facilitator, CITIES)
    take(facilitator, SECOND)
    for programme in StateProgramme.objects.filter(memberships__isnull=False).distinct():
        taken = client.get(f"/connaissance/programmes/{programme.slug}.csv").content.decode("utf-8-sig")
        assert set(verdicts(bring(facilitator, taken))) == {"SAME"}
