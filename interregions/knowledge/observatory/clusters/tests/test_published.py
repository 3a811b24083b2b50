"""What is public is proposed to who paid, counted by nobody before, and never doubled."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from interregions.common.errors import Refused
from interregions.common.ports import tasks_of
from interregions.knowledge.observatory.clusters.models import (
    Convention,
    ConventionFunder,
    EuProject,
    ProjectRole,
    PublishedLine,
)
from interregions.knowledge.observatory.clusters.rules.typed import read_amount, read_day, read_period, read_rate
from interregions.knowledge.observatory.clusters.services import published as services
from interregions.knowledge.observatory.clusters.services.conventions import enter_convention
from interregions.toolkit.imports.models import ImportedRow
from interregions.toolkit.imports.queries import importer_of
from interregions.toolkit.imports.services import bring_file, take_import, undo_import
from interregions.toolkit.sources.choices import SourceState

pytestmark = pytest.mark.django_db

SCDL = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,"
    "objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,"
    "dispositifAide"
)
SIREN = "73282932000074"
SUBSIDIES = f"""{SCDL}
Région Bretagne,,2026-03-15,26-104,POLE MAREE,{SIREN},,Actions 2026,150000.00,num,u,2026-01-01/2026-12-31,,non,1,Pôles
Région Bretagne,,15/03/2026,26-105,Asso Pôle Marée,,,Export,"30 000,50 €",num,u,,,non,"35 %",Pôles
Région Bretagne,,2026-03-15,26-106,Boulangerie Exemple,12345678900012,,Four,25000,num,u,,,non,1,
Région Bretagne,,2026-03-15,26-107,Pôle Marée,73282932100001,,Faux SIREN,24000,num,u,,,non,1,
Région Bretagne,,32/13/2026,26-108,Pôle Marée,,,Date fausse,beaucoup,num,u,,,non,1,
Région Bretagne,,2026-03-15,26-104,POLE MAREE,{SIREN},,Actions 2026,150000.00,num,u,2026-01-01/2026-12-31,,non,1,Pôles
Région Normandie,,2026-03-15,N-1,Pôle Marée,{SIREN},,Autre Région,99000,num,u,,,non,1,
"""
VERDICTS = ["NEW", "NEW", "LEFT", "NEW", "REFUSED", "REFUSED", "LEFT"]


def bring(kind: str, content: str, by, encoding: str = "utf-8"):
    return bring_file(
        importer=importer_of(kind),
        content=content.encode(encoding),
        name="liste.csv",
        source="data.gouv.fr",
        given_on=date(2026, 11, 2),
        by=by,
    )


def everything() -> list:
    models = (PublishedLine, Convention, ConventionFunder, EuProject, ProjectRole)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [[{k: v for k, v in row.items() if not k.endswith("_at")} for row in each] for each in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_region_brings_its_subsidies_and_only_lines_of_a_pole_are_proposed(pole, bretagne, normandie, encoding):
    brought = bring("subventions", SUBSIDIES, bretagne, encoding)
    assert list(brought.rows.values_list("verdict", flat=True)) == VERDICTS
    assert everything() == [[], [], [], [], []]
    take_import(brought=brought, by=bretagne)
    lines = PublishedLine.objects.order_by("reference")
    assert [(each.reference, each.matched_by, each.amount) for each in lines] == [
        ("26-104", "BY_SIREN", Decimal(150000)),
        ("26-105", "BY_NAME", Decimal("30000.50")),
        ("26-107", "BY_NAME", Decimal(24000)),
    ]
    assert {each.state for each in lines} == {SourceState.PROPOSED}
    assert not Convention.objects.exists()
    again = bring("subventions", SUBSIDIES, bretagne, encoding)
    assert "NEW" not in set(again.rows.values_list("verdict", flat=True))
    undo_import(brought=brought, by=bretagne)
    assert everything() == [[], [], [], [], []]


def test_the_animation_brings_those_of_every_region_and_decides_none(pole, bretagne, normandie, facilitator, client_as):
    take_import(brought=bring("subventions", SUBSIDIES, facilitator), by=facilitator)
    line = PublishedLine.objects.get(holder=normandie.organisation)
    with pytest.raises(Refused):
        services.confirm_line(line=line, by=facilitator)
    with pytest.raises(Refused, match="Seul l’organisme qui a payé"):
        services.confirm_line(line=line, by=bretagne)
    assert client_as(facilitator).get("/observatoire/publie/").status_code == 404
    read = client_as(bretagne).get("/observatoire/publie/").content.decode()
    assert "Actions 2026" in read
    assert "Autre Région" not in read
    assert [task.what for task in tasks_of(normandie.member) if task.kind == "observatory.published_lines"] == [
        "Confirmer ce qui est publié"
    ]


def test_a_confirmed_subsidy_becomes_a_convention_and_may_be_taken_back(pole, bretagne, client_as):
    take_import(brought=bring("subventions", SUBSIDIES, bretagne), by=bretagne)
    line = PublishedLine.objects.get(reference="26-104")
    client_as(bretagne).post(f"/observatoire/publie/{line.pk}/confirmer/")
    funder = ConventionFunder.objects.get()
    assert (funder.voted, funder.deliberation, funder.convention.ends_on) == (
        Decimal(150000),
        "26-104",
        date(2026, 12, 31),
    )
    with pytest.raises(Refused, match="déjà confirmée"):
        services.confirm_line(line=line, by=bretagne)
    services.take_back_line(line=line, by=bretagne)
    assert not Convention.objects.exists()
    services.discard_line(line=line, by=bretagne)
    again = bring("subventions", SUBSIDIES, bretagne)
    assert again.rows.get(line=2).verdict == "SAME"
    assert "écartée" in again.rows.get(line=2).reasons[0]


def test_a_subsidy_of_a_known_decision_joins_its_convention(pole, bretagne):
    enter_convention(cluster=pole, title="Actions", deliberation="26-104", by=bretagne)
    take_import(brought=bring("subventions", SUBSIDIES, bretagne), by=bretagne)
    assert services.confirm_lines_of(cluster=pole, by=bretagne) == 3
    assert Convention.objects.count() == 3
    line = PublishedLine.objects.get(reference="26-104")
    assert ConventionFunder.objects.get(deliberation="26-104").voted == Decimal(150000)
    services.take_back_line(line=line, by=bretagne)
    assert ConventionFunder.objects.get(deliberation="26-104").voted is None


def test_what_is_decided_is_kept_when_the_list_is_undone(pole, bretagne):
    brought = bring("subventions", SUBSIDIES, bretagne)
    take_import(brought=brought, by=bretagne)
    services.confirm_line(line=PublishedLine.objects.get(reference="26-105"), by=bretagne)
    assert "1 gardée" in undo_import(brought=brought, by=bretagne)
    assert PublishedLine.objects.get().reference == "26-105"


OPERATIONS = """Nom du bénéficiaire;SIRET;Nom de l’opération;N° de dossier;Début;Fin;Coût total;Taux UE;Domaine
Pôle Marée;73282932000074;Marée verte;BR0001;01/01/2024;31/12/2026;200 000;60 %;026 - Soutien aux pôles
Cluster Absent;;Autre;BR0002;01/01/2024;;10 000;0,5;26
Pôle Marée;;Sans numéro;;01/01/2024;;10 000;50;026
Boulangerie;;Four;BR0003;;;10 000;50;013
"""


def test_an_operation_becomes_an_identified_project_counted_once(pole, bretagne):
    brought = bring("operations", OPERATIONS, bretagne)
    assert list(brought.rows.values_list("verdict", flat=True)) == ["NEW", "LEFT", "REFUSED", "LEFT"]
    assert "026" in brought.rows.get(line=3).reasons[0]
    take_import(brought=brought, by=bretagne)
    line = PublishedLine.objects.get()
    assert line.eu_amount == Decimal(120000)
    assert not EuProject.objects.exists()
    services.confirm_line(line=line, by=bretagne)
    project = EuProject.objects.get()
    assert (project.number, project.eu_amount, project.roles.get().cluster) == ("BR0001", Decimal(120000), pole)
    services.take_back_line(line=line, by=bretagne)
    assert not EuProject.objects.exists()


def test_a_homonym_with_another_true_siren_is_never_taken_for_a_pole(pole, bretagne):
    content = f"{SCDL}\nRégion Bretagne,,2026-01-01,9,Pôle Marée,55208131766522,,Objet,30000,,,,,,,\n"
    assert bring("subventions", content, bretagne).rows.get().verdict == "LEFT"


def test_amounts_days_and_rates_as_people_type_them():
    amounts = {"12 345,60 €": "12345.60", "12,345.60": "12345.60", "150 k€": "150000", "1.234.567": "1234567"}
    assert {text: read_amount(text) for text in amounts} == {text: Decimal(value) for text, value in amounts.items()}
    assert [read_amount(text) for text in ("", "beaucoup", "1e9", "12.3.4,5", "9" * 20)] == [None] * 5
    days = ("31/12/2026", "2026-12-31", "20261231", "31.12.2026", "31 décembre 2026", "46387", "2026-12-31T00:00:00")
    assert {read_day(text) for text in days} == {date(2026, 12, 31)}
    assert [read_day(text) for text in ("31/02/2026", "hier", "")] == [None] * 3
    assert {read_rate(text) for text in ("40 %", "0,4", "40")} == {Decimal(40)}
    assert [read_rate(text) for text in ("140 %", "-3", "x")] == [None] * 3
    assert read_period("2026-01-01/2026-12-31") == (date(2026, 1, 1), date(2026, 12, 31))


def long_list(number: int) -> str:
    chance = random.Random(4)
    lines = [SCDL]
    for each in range(number):
        name, siren = ("Pôle Marée", "73282932000074") if each % 50 == 0 else (f"Entreprise {each}", f"{each:014d}")
        amount = chance.choice(["30000", '"30 000,00 €"', "trente mille"])
        day = chance.choice(["2026-03-15", "15/03/2026", "mars"])
        lines.append(f"Région Bretagne,,{day},D-{each},{name},{siren},,Objet {each},{amount},,,,,,,")
    return "\n".join(lines)


def test_a_long_file_is_read_by_line_from_the_command_and_its_second_time_changes_nothing(
    pole, bretagne, tmp_path, capsys, django_assert_max_num_queries
):
    path = tmp_path / "subventions.csv"
    path.write_text(long_list(2_000), encoding="cp1252")
    with django_assert_max_num_queries(150):
        call_command("import_subsidies", str(path), "--as", bretagne.member.email)
    kept = PublishedLine.objects.count()
    refused = ImportedRow.objects.filter(verdict="REFUSED").count()
    assert kept + refused == 40
    assert kept > 5
    assert refused > 5
    before = everything()
    with pytest.raises(SystemExit):
        call_command("import_subsidies", str(path), "--as", bretagne.member.email)
    assert everything() == before
