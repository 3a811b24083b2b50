"""A list is seen before it is taken, taken once, undone whole; brought again, it changes nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from interregions.common import rooms
from interregions.common.errors import Refused
from interregions.common.importing import Column, Importer, Read
from interregions.network.models import Group
from interregions.toolkit.imports import queries, services
from interregions.toolkit.imports.models import Import, ImportedRow
from interregions.toolkit.journal.models import Entry

pytestmark = pytest.mark.django_db


def read(lines, by):
    """Groups, by their name: « purpose » is what may change."""
    purposes = dict(Group.objects.values_list("name", "purpose"))
    return [
        Read(
            {"name": line["name"], "purpose": line.get("purpose", "")},
            {"name": line["name"], "purpose": purposes[line["name"]]} if line["name"] in purposes else None,
            ("Le nom manque.",) if not line["name"] else (),
            "Ce groupe existe.",
        )
        for line in lines
    ]


def apply(rows, origin, by):
    return [
        str(Group.objects.update_or_create(name=row.after["name"], defaults={"purpose": row.after["purpose"]})[0].pk)
        for row in rows
    ]


def undo(rows, by):
    reasons = []
    for row in rows:
        group = Group.objects.get(pk=row.result)
        if group.closed_on:
            reasons.append("le groupe est clos.")
            continue
        if row.before is None:
            group.delete()
        else:
            Group.objects.filter(pk=group.pk).update(purpose=row.before["purpose"])
        reasons.append("")
    return reasons


GROUPS = Importer(
    kind="groupes",
    title="Groupes",
    one="groupe pris",
    several="groupes pris",
    columns=(Column("name", "Nom", ("groupe",)), Column("purpose", "Objet"), Column("code", "Code", prepared=True)),
    read=read,
    key=lambda after: after["name"].lower(),
    apply=apply,
    undo=undo,
    home="/reseau/groupes/",
    prepared=lambda by: [{"name": "", "code": "A1"}],
)


@pytest.fixture(autouse=True)
def _a_room_with_a_list(monkeypatch) -> Iterator[None]:
    network = apps.get_app_config("network")
    monkeypatch.setattr(network, "importers", lambda: (GROUPS,), raising=False)
    rooms.importers.cache_clear()
    yield
    rooms.importers.cache_clear()


def bring(content: str, by, name="groupes.csv") -> Import:
    return services.bring_file(
        importer=GROUPS,
        content=content.encode(),
        name=name,
        source="Le secrétariat",
        given_on=date(2026, 11, 2),
        by=by,
    )


def verdicts(brought: Import) -> list[tuple[int, str]]:
    return list(brought.rows.values_list("line", "verdict"))


LIST = "Nom;Objet\nHydrogène;Comparer\nForêt;\n;rien\nhydrogène;encore\nEau;Chartes\n"


def test_each_line_has_its_verdict_and_nothing_is_taken_before_it_is_said(facilitator):
    Group.objects.create(name="Eau", purpose="Anciennes")
    Group.objects.create(name="Forêt")
    brought = bring(LIST, facilitator)
    assert verdicts(brought) == [(2, "NEW"), (3, "SAME"), (4, "REFUSED"), (5, "REFUSED"), (6, "CHANGED")]
    assert [row.reasons for row in brought.rows.all()][1:4] == [
        ["Ce groupe existe."],
        ["Le nom manque."],
        ["Cette ligne répète la ligne 2, qui est prise en compte."],
    ]
    assert set(Group.objects.values_list("name", flat=True)) == {"Eau", "Forêt"}


def test_a_list_is_taken_whole_and_once(facilitator):
    Group.objects.create(name="Eau", purpose="Anciennes")
    brought = bring(LIST, facilitator)
    assert services.take_import(brought=brought, by=facilitator) == "2 groupes pris ; 1 ligne corrigée."
    assert dict(Group.objects.values_list("name", "purpose")) == {
        "Hydrogène": "Comparer",
        "Forêt": "",
        "Eau": "Chartes",
    }
    with pytest.raises(Refused, match="déjà prise"):
        services.take_import(brought=brought, by=facilitator)
    entry = Entry.objects.get(verb="imports.taken")
    assert entry.details == {"new": 2, "changed": 1}


def test_the_same_file_again_is_nothing_new(facilitator):
    services.take_import(brought=bring(LIST, facilitator), by=facilitator)
    again = bring(LIST, facilitator)
    assert {verdict for _, verdict in verdicts(again)} == {"SAME", "REFUSED"}
    assert queries.import_page(again, "").same_on == timezone.localdate()
    before = list(Group.objects.values_list())
    with pytest.raises(Refused, match="rien à prendre"):
        services.take_import(brought=again, by=facilitator)
    assert list(Group.objects.values_list()) == before


def test_what_changed_since_the_preview_is_judged_again(facilitator):
    brought = bring(LIST, facilitator)
    Group.objects.create(name="Hydrogène", purpose="Comparer")
    assert services.take_import(brought=brought, by=facilitator) == "2 groupes pris."
    assert dict(verdicts(brought))[2] == "SAME"


def test_nothing_is_kept_of_a_list_that_fails(facilitator, monkeypatch):
    brought = bring(LIST, facilitator)
    failing = Importer(**{**GROUPS.__dict__, "apply": lambda *given: [*apply(*given), 1 / 0]})
    monkeypatch.setattr(services, "importers", lambda: {"groupes": failing})
    with pytest.raises(ZeroDivisionError):
        services.take_import(brought=brought, by=facilitator)
    brought.refresh_from_db()
    assert (Group.objects.count(), brought.status) == (0, "PREVIEWED")


def test_a_list_is_undone_whole_and_what_served_since_is_said_and_kept(facilitator):
    Group.objects.create(name="Eau", purpose="Anciennes")
    brought = bring(LIST, facilitator)
    services.take_import(brought=brought, by=facilitator)
    Group.objects.filter(name="Forêt").update(closed_on=timezone.localdate())
    words = services.undo_import(brought=brought, by=facilitator)
    assert words == "2 lignes défaites ; 1 gardée, qui a servi depuis."
    assert dict(Group.objects.values_list("name", "purpose")) == {"Eau": "Anciennes", "Forêt": ""}
    assert brought.rows.get(line=3).kept == "le groupe est clos."
    with pytest.raises(Refused, match="déjà défaite"):
        services.undo_import(brought=brought, by=facilitator)
    with pytest.raises(Refused, match="a été défaite"):
        services.take_import(brought=brought, by=facilitator)


def test_a_list_that_was_not_taken_has_nothing_to_undo(facilitator):
    with pytest.raises(Refused, match="rien à défaire"):
        services.undo_import(brought=bring(LIST, facilitator), by=facilitator)


def test_lines_of_the_template_that_nobody_filled_are_counted_and_left(facilitator):
    brought = bring("Nom;Objet;Code\n;;A1\nEau;;A2\n;;A3\n", facilitator)
    assert (verdicts(brought), brought.empty_lines) == ([(3, "NEW")], 2)
    with pytest.raises(Refused, match="aucune ligne à lire"):
        bring("Nom;Objet;Code\n;;A1\n", facilitator)


def test_a_formula_or_a_page_in_a_cell_is_refused_with_its_column(facilitator):
    brought = bring(f"Nom;Objet\n=1+1;x\nEau;{'a' * 1001}\n'=B2;y\n", facilitator)
    assert [row.reasons for row in brought.rows.all()] == [
        ["« Nom » contient une formule : remplacez-la par sa valeur."],
        ["« Objet » a plus de 1 000 caractères."],
        ["« Nom » contient une formule : remplacez-la par sa valeur."],
    ]


def test_only_the_animation_brings_takes_and_undoes(facilitator, bretagne):
    with pytest.raises(Refused):
        bring(LIST, bretagne)
    brought = bring(LIST, facilitator)
    for gesture in (services.take_import, services.undo_import):
        with pytest.raises(Refused):
            gesture(brought=brought, by=bretagne)
    assert not queries.imports_visible_to(bretagne.member).exists()


def test_a_list_is_forgotten_after_thirty_days(facilitator):
    old, new = bring(LIST, facilitator), bring(LIST, facilitator)
    Import.objects.filter(pk=old.pk).update(brought_at=timezone.now() - timedelta(days=31))
    assert services.forget_old_imports() == 1
    assert set(ImportedRow.objects.values_list("of_id", flat=True)) == {new.pk}


def test_a_list_that_serves_no_more_is_forgotten_at_once_and_one_that_was_taken_is_undone_first(facilitator):
    brought = bring(LIST, facilitator)
    services.take_import(brought=brought, by=facilitator)
    with pytest.raises(Refused, match="défaites-la avant"):
        services.forget_import(brought=brought, by=facilitator)
    services.undo_import(brought=brought, by=facilitator)
    services.forget_import(brought=brought, by=facilitator)
    assert not ImportedRow.objects.exists()


def test_a_person_named_by_a_line_reads_it_takes_it_away_and_has_it_erased(facilitator, bretagne):
    brought = services.bring_lines(
        importer=GROUPS,
        lines=[(1, {"name": "LE  GOFF Anne"}), (2, {"name": "Paul Lemaire"}), (3, {"name": bretagne.member.email})],
        name="Liste d’Anne Le Goff",
        source="anne le goff",
        given_on=None,
        by=facilitator,
    )
    kept = queries.personal_data_of(bretagne.member)
    assert [each["ligne"] for each in kept] == [1, 3]
    assert kept[0]["source"] == "anne le goff"
    assert kept[0]["contenu"] == {"Nom": "LE  GOFF Anne"}
    services.erase_member(bretagne.member)
    brought.refresh_from_db()
    assert (brought.name, brought.source) == ("Liste d’Personne retirée", "Personne retirée")
    assert [row.line for row in brought.rows.all()] == [2]


def test_the_pages_show_each_line_then_take_and_undo(client_as, facilitator, bretagne):
    Group.objects.create(name="Eau", purpose="Anciennes")
    client = client_as(facilitator)
    page = client.get("/imports/groupes/apporter/").content.decode()
    assert "/imports/groupes/modele/ods/" in page
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sent = {"file": SimpleUploadedFile("g.csv", LIST.encode()), "source": "Moi", "given_on": "2026-11-02"}
    address = client.post("/imports/groupes/apporter/", sent).url
    page = client.get(address).content.decode()
    assert "Prendre les 3 lignes" in page
    assert "<del>Anciennes</del>" in page
    only = client.get(address + "?seulement=REFUSED").content.decode()
    assert "Cette ligne répète la ligne 2" in only
    assert "Forêt" not in only
    assert client.post(f"{address}prendre/").url == "/reseau/groupes/"
    assert client.post(f"{address}prendre/").status_code == 409
    assert client.post(f"{address}defaire/").url == address
    assert client.post(f"{address}defaire/").status_code == 409
    assert client_as(bretagne).get(address).status_code == 404
    assert client.get("/imports/inconnus/apporter/").status_code == 404
    assert client.get("/imports/groupes/modele/pdf/").status_code == 404
    assert "A1" in client.get("/imports/groupes/modele/csv/").content.decode()


def test_a_file_that_is_no_list_is_told_above_the_form(client_as, facilitator):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sent = {"file": SimpleUploadedFile("g.csv", b"Prix;Poids\n1;2\n"), "source": "Moi", "given_on": "2026-11-02"}
    answer = client_as(facilitator).post("/imports/groupes/apporter/", sent)
    assert answer.status_code == 409
    assert "n’ont pas été reconnus" in answer.content.decode()


def test_a_page_costs_the_same_with_one_line_and_with_fifty(client_as, facilitator, django_assert_max_num_queries):
    client = client_as(facilitator)
    sizes = []
    for number in (1, 50):
        lines = "".join(f"Groupe {number} {each};x\n" for each in range(number))
        address = bring(f"Nom;Objet\n{lines}", facilitator).get_absolute_url()
        client.get(address)
        with django_assert_max_num_queries(20) as counted:
            client.get(address)
        sizes.append(len(counted))
    assert sizes[0] == sizes[1]
