"""A convention is its funders’ and its pôle’s; amounts are each funder’s own; documents are asked, sent, received."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import vobject
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.ports import tasks_of
from interregions.knowledge.observatory.choices import AmountsReader
from interregions.knowledge.observatory.clusters.models import Convention, ConventionFunder, DueDocument
from interregions.knowledge.observatory.clusters.queries import conventions as queries
from interregions.knowledge.observatory.clusters.services import conventions as services
from interregions.network.choices import Role
from interregions.network.models import Member
from interregions.toolkit.imports.queries import importer_of
from interregions.toolkit.imports.services import bring_file, take_import, undo_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(pole, bretagne) -> Convention:
    return services.enter_convention(
        cluster=pole,
        title="Programme d’actions 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        deliberation="26-104",
        voted=Decimal(321987),
        by=bretagne,
    )


AMOUNT = "321\u202f987"


def page_of(client_as, mandate, convention) -> str:
    answer = client_as(mandate).get(convention.get_absolute_url())
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_its_funder_and_its_pole_read_it_and_nobody_else(
    client_as, convention, bretagne, contributor, normandie, facilitator, epci, pole_referent, mandate_of, outsider
):
    assert AMOUNT in page_of(client_as, bretagne, convention)
    assert AMOUNT in page_of(client_as, contributor, convention)
    read = page_of(client_as, pole_referent, convention)
    assert "Programme d’actions 2026" in read
    assert AMOUNT not in read
    assert "26-104" not in read
    for other in (normandie, facilitator, epci, outsider):
        assert page_of(client_as, other, convention) == "404"
        for address in ("liste.csv", "documents.ics", ""):
            read = client_as(other).get(f"/observatoire/conventions/{address}").content.decode()
            assert "Programme d" not in read


def test_amounts_are_shown_to_whom_a_funder_says_and_hidden_again(
    client_as, convention, bretagne, normandie, facilitator, pole_referent
):
    services.add_funder(convention=convention, organisation=normandie.organisation, by=bretagne)
    assert AMOUNT not in page_of(client_as, normandie, convention)
    readers = {AmountsReader.CLUSTER: pole_referent, AmountsReader.CO_FUNDERS: normandie}
    readers[AmountsReader.ANIMATION] = facilitator
    for reader, mandate in readers.items():
        services.show_amounts(convention=convention, reader=reader, shown=True, by=bretagne)
        assert AMOUNT in page_of(client_as, mandate, convention)
        services.show_amounts(convention=convention, reader=reader, shown=False, by=bretagne)
        assert AMOUNT not in page_of(client_as, mandate, convention)
    with pytest.raises(Refused):
        services.show_amounts(convention=convention, reader=AmountsReader.CLUSTER, shown=True, by=facilitator)


def test_a_second_funder_writes_what_it_decided_itself(convention, bretagne, normandie):
    with pytest.raises(Refused, match="Seul un financeur"):
        services.ask_document(convention=convention, name="Bilan", due_on=date(2027, 3, 31), by=normandie)
    services.add_funder(convention=convention, organisation=normandie.organisation, by=bretagne)
    with pytest.raises(Refused, match="déjà"):
        services.add_funder(convention=convention, organisation=normandie.organisation, by=bretagne)
    values = {"title": convention.title, "starts_on": None, "ends_on": None, "deliberation": "N-7"}
    values |= {"deliberated_on": None, "voted": Decimal(5), "paid": None}
    services.write_convention(convention=convention, **values, by=normandie)
    assert sorted(ConventionFunder.objects.values_list("deliberation", "voted")) == [
        ("26-104", Decimal(321987)),
        ("N-7", Decimal(5)),
    ]


def cards(mandate) -> list[str]:
    member = Member.objects.get(pk=mandate.member_id)
    return [task.what for task in tasks_of(member) if task.kind.startswith("observatory.")]


def test_a_document_is_asked_of_the_pole_a_month_before_then_received_in_one_gesture(
    convention, bretagne, normandie, pole_referent, client_as
):
    today = timezone.localdate()
    services.ask_document(convention=convention, name="Bilan", due_on=today + timedelta(60), by=bretagne)
    assert (cards(pole_referent), cards(bretagne)) == ([], [])
    document = services.ask_document(convention=convention, name="Bilan", due_on=today + timedelta(9), by=bretagne)
    assert cards(pole_referent) == ["Envoyer « Bilan » à Bretagne"]
    assert cards(bretagne) == []
    for other in (bretagne, normandie):
        with pytest.raises(Refused):
            services.send_document(document=document, by=other)
    client_as(pole_referent).post(f"/observatoire/documents/{document.pk}/envoye/")
    assert (cards(pole_referent), cards(bretagne)) == ([], ["Recevoir « Bilan » de Pôle Marée"])
    with pytest.raises(Refused, match="Ce geste revient"):
        services.receive_document(document=document, by=pole_referent)
    client_as(bretagne).post(f"/observatoire/documents/{document.pk}/recu/")
    assert cards(bretagne) == []
    with pytest.raises(Refused, match="déjà reçu"):
        services.receive_document(document=document, by=bretagne)
    services.take_back_document(document=document, by=bretagne)
    assert cards(bretagne) == ["Recevoir « Bilan » de Pôle Marée"]


def test_the_documents_awaited_are_read_by_another_calendar(client_as, convention, bretagne):
    services.ask_document(convention=convention, name="Bilan ; « été »", due_on=date(2027, 3, 31), by=bretagne)
    content = client_as(bretagne).get("/observatoire/conventions/documents.ics").content.decode()
    (event,) = vobject.readOne(content).vevent_list
    assert event.summary.value == "Bilan ; « été » : Pôle Marée"
    assert event.dtstart.value == date(2027, 3, 31)


TABLE = """Suivi 2026;;;;;;;
Pôle;N° de délibération;Date CP;Du;Au;Voté;Mandaté;Pièce attendue;Attendu le
POLE MAREE;26-200;15/03/2026;01/01/2026;31/12/2026;150 000,50 €;;Bilan;31/03/2027
Association Pôle Marée;26-200;;;;;;Compte rendu financier;30/06/2027
Pôle Inconnu;26-201;;;;10;;;
Pôle Marée;26-202;32/13/2026;;;beaucoup;;;
Pôle Marée;26-104;;;;;100 000;;
"""


def bring(content: str, by, encoding: str = "utf-8"):
    importer = importer_of("conventions")
    return bring_file(
        importer=importer, content=content.encode(encoding), name="suivi.csv", source="x", given_on=None, by=by
    )


def everything() -> list:
    found = [list(model.objects.order_by("pk").values()) for model in (Convention, ConventionFunder, DueDocument)]
    return [[{k: v for k, v in row.items() if k != "created_at"} for row in rows] for rows in found]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_table_of_ones_own_is_taken_then_undone_to_the_letter(convention, bretagne, encoding):
    before = everything()
    brought = bring(TABLE, bretagne, encoding)
    assert list(brought.rows.values_list("line", "verdict")) == [
        (3, "NEW"), (4, "NEW"), (5, "REFUSED"), (6, "REFUSED"), (7, "CHANGED"),
    ]  # fmt: skip
    assert everything() == before
    take_import(brought=brought, by=bretagne)
    new = Convention.objects.exclude(pk=convention.pk).get()
    assert new.funders.get().voted == Decimal("150000.50")
    assert [each.name for each in new.documents.all()] == ["Bilan", "Compte rendu financier"]
    assert convention.funders.get().paid == Decimal(100000)
    assert convention.funders.get().voted == Decimal(321987)
    again = bring(TABLE, bretagne, encoding)
    assert set(again.rows.values_list("verdict", flat=True)) == {"SAME", "REFUSED"}
    undo_import(brought=brought, by=bretagne)
    assert everything() == before


def test_what_served_since_is_kept_and_said(convention, bretagne):
    brought = bring(TABLE, bretagne)
    take_import(brought=brought, by=bretagne)
    document = DueDocument.objects.get(name="Bilan")
    services.receive_document(document=document, by=bretagne)
    assert undo_import(brought=brought, by=bretagne).endswith("1 gardée, qui a servi depuis.")
    assert DueDocument.objects.filter(pk=document.pk).exists()


def test_two_lines_of_one_convention_never_say_two_things(pole, bretagne):
    lines = "Pôle Marée;1;10;a;2027-01-01\nPôle Marée;1;20;b;2027-01-02\n"
    brought = bring(f"Pôle;Délibération;Voté;Document;Échéance\n{lines}", bretagne)
    assert list(brought.rows.values_list("verdict", flat=True)) == ["NEW", "REFUSED"]


def test_a_region_brings_its_own_table_and_neither_a_pole_nor_the_animation(
    client_as, bretagne, facilitator, pole_referent
):
    address = "/imports/conventions/apporter/"
    assert [client_as(each).get(address).status_code for each in (bretagne, facilitator, pole_referent)] == [
        200,
        404,
        404,
    ]


def test_a_reader_reads_and_writes_nothing(client_as, convention, bretagne, mandate_of):
    reader = mandate_of(bretagne.organisation, Role.READER)
    assert AMOUNT in page_of(client_as, reader, convention)
    assert client_as(reader).get(f"{convention.get_absolute_url()}modifier/").status_code == 404


def test_the_list_costs_as_much_for_forty_as_for_one(client_as, cluster_named, bretagne, django_assert_max_num_queries):
    for number in range(40):
        entered = services.enter_convention(cluster=cluster_named(f"Pôle {number}"), title="Actions", by=bretagne)
        services.ask_document(convention=entered, name="Bilan", due_on=date(2027, 3, 31), by=bretagne)
    client = client_as(bretagne)
    client.get("/observatoire/conventions/")
    with django_assert_max_num_queries(14):
        client.get("/observatoire/conventions/")


def test_the_file_has_typed_cells(client_as, convention, bretagne):
    content = client_as(bretagne).get("/observatoire/conventions/liste.xlsx").content
    row = next(iter(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)))
    assert row[7] == 321987
    assert row[2].date() == date(2026, 1, 1)


def test_a_person_leaves_the_words_of_conventions(convention, bretagne, pole_referent):
    person = bretagne.member
    Convention.objects.filter(pk=convention.pk).update(title=f"Suivi par {person.full_name}")
    assert queries.personal_data_of(person)["conventions"]
    services.erase_member(person)
    convention.refresh_from_db()
    assert person.full_name not in convention.title
