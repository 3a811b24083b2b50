"""People brought as a list: each line against the directory, invited together, told where their address comes from."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.rooms import jobs
from interregions.common.typography import french_date
from interregions.network.choices import Role
from interregions.network.models import Member, Organisation
from interregions.network.services import end_mandate
from interregions.reception import contacts, rules
from interregions.reception.models import Invitation, PersonToInvite
from interregions.reception.people_list import PEOPLE
from interregions.reception.services import people
from interregions.reception.services.contacts import forget_people_never_invited, invite_people, remove_person
from interregions.toolkit.documents.tables import Sheet, render_tables
from interregions.toolkit.imports import queries as imports
from interregions.toolkit.imports.services import bring_file, bring_lines, take_import, undo_import
from interregions.toolkit.jobs.models import Job

pytestmark = pytest.mark.django_db
HEAD = "Organisme;Prénom;Nom;Fonction;Adresse;Rôle\n"


def bring(lines: str, by, head: str = HEAD):
    return bring_file(
        importer=PEOPLE,
        content=(head + lines).encode(),
        name="contacts.csv",
        source="Régions de France",
        given_on=date(2026, 11, 2),
        by=by,
    )


def take(lines: str, by):
    brought = bring(lines, by)
    take_import(brought=brought, by=by)
    return brought


def told(brought) -> list[tuple[str, str]]:
    return [(row.verdict, " ".join(row.reasons)) for row in brought.rows.all()]


@pytest.mark.parametrize(
    "named",
    ["Région Corse", "corse", "CORSE", "94", "région  CORSE"],
)
def test_an_organisation_is_found_by_its_name_or_its_code(facilitator, france, named):
    brought = bring(f"{named};Lucie;Mattei;;lucie@corse.example;\n", facilitator)
    assert brought.rows.get().after["organisation"] == "Corse"


@pytest.mark.parametrize("named", ["243500139", "243 500 139", "24350013900012", "rennes metropole"])
def test_an_epci_is_found_by_its_siren_or_its_siret(facilitator, epci, named):
    brought = bring(f"{named};Lucie;Mattei;;lucie@rennes.example;\n", facilitator)
    assert brought.rows.get().after["organisation"] == "Rennes Métropole"


@pytest.mark.parametrize(
    ("title", "typed", "names"),
    [
        ("Contact", "Mme Lucie MATTEI ROSSI", ("Lucie", "MATTEI ROSSI")),
        ("Nom et prénom", "MATTEI Lucie", ("Lucie", "MATTEI")),
        ("Nom Prénom", "Le Goff Anne", ("Anne", "Le Goff")),
        ("Prénom et nom", "Anne Le Goff", ("Anne", "Le Goff")),
        ("Référent", "M. Paul-Émile O’Brien", ("Paul-Émile", "O’Brien")),
        ("Contact", "Secrétariat", ("", "Secrétariat")),
    ],
)
def test_a_whole_name_in_one_cell_is_told_apart(facilitator, france, title, typed, names):
    brought = bring(f"Corse;{typed};x@corse.example\n", facilitator, f"Organisme;{title};Adresse\n")
    row = brought.rows.get()
    assert (row.after["given_name"], row.after["family_name"]) == names
    shown = {cell.label: cell.value for cell in imports.line_of(row, PEOPLE).cells}
    assert (shown["Prénom"], shown["Nom"]) == names  # refused or not


def test_doubles_are_refused_each_with_its_reason(facilitator, bretagne, normandie, occitanie):
    people.invite(
        organisation=Organisation.objects.get(short_name="Corse"),
        given_name="Ghjulia",
        family_name="Rossi",
        email="g.rossi@corse.example",
        role=Role.REFERENT,
        by=facilitator,
    )
    lines = [
        f"Bretagne;Anne;Le Goff;;{bretagne.member.email.upper()};",
        f"Bretagne;Une;Autre;;{bretagne.member.email};",
        "Bretagne;anne;LE GOFF;;autre@bretagne.example;",
        "Corse;Ghjulia;Rossi;;g.rossi@corse.example;",
        "Corse;Une;Autre;;g.rossi@corse.example;",
        "Guyane;Jean;Petit;;jean@guyane.example;",
        "Guyane;Jeanne;Petit;;Jean@GUYANE.example;",
        "Mars;Luc;Durand;;luc@mars.example;",
        ";Luc;Durand;;luc2@mars.example;",
        "Mayotte;;Durand;;reg\u0131on@mayotte.example;chef",
        "Mayotte;Luc;Durand;;pas une adresse;lectrice",
        f"Mayotte;{'L' * 81};Durand;{'f' * 161};{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.fr;",
    ]
    found = told(bring("\n".join(lines) + "\n", facilitator))
    assert found[0] == ("SAME", "Agit déjà pour cet organisme.")
    assert found[1][0] == "REFUSED"
    assert "celle d’Anne Le Goff (Bretagne)" in found[1][1]
    assert found[2][1].startswith("Anne Le Goff agit déjà pour cet organisme, à une autre adresse")
    assert found[3][0] == "SAME"
    assert found[3][1].startswith("Déjà invitée, le ")
    assert "celle de Ghjulia Rossi" in found[4][1]
    assert found[5] == ("NEW", "")
    assert found[6] == ("REFUSED", "Cette ligne répète la ligne 7, qui est prise en compte.")
    assert "« Mars » n’est pas dans l’annuaire" in found[7][1]
    assert found[8][1] == "L’organisme manque."
    assert all(words in found[9][1] for words in ("Le prénom manque.", "« chef » n’est pas un rôle", "ressemble"))
    assert found[10][1] == "« pas une adresse » n’est pas une adresse."
    for words in ("Le prénom a plus de 80 signes.", "La fonction a plus de 160", "L’adresse a plus de 254"):
        assert words in found[11][1]
    assert Member.objects.filter(email__contains="guyane").count() == 0


LIST = (
    "Corse;Lucie;Mattei;Chargée de mission;lucie@corse.example;\nGuyane;Jean;Petit;;jean@guyane.example;contributeur\n"
)


def test_people_taken_are_invited_together_and_the_sentence_counts_what_left(client_as, facilitator, france, mailed):
    take(LIST, facilitator)
    client = client_as(facilitator)
    assert "Inviter les 2" in client.get("/invitations/personnes/").content.decode()
    assert mailed() == []
    page = client.post("/invitations/personnes/inviter/", {"words": "Bienvenue à bord"}, follow=True)
    assert "2 invitations envoyées. 2 personnes sont prévenues par courriel." in page.content.decode()
    assert sorted(message.to_address for message in mailed()) == ["jean@guyane.example", "lucie@corse.example"]
    assert all("« Bienvenue à bord »" in " ".join(message.lines).replace("\u202f", " ") for message in mailed())
    invitation = Invitation.objects.get(member__email="lucie@corse.example")
    assert (invitation.role, invitation.member.function) == (Role.REFERENT, "Chargée de mission")
    assert Invitation.objects.get(member__email="jean@guyane.example").role == Role.CONTRIBUTOR
    again = client.post("/invitations/personnes/inviter/")
    assert again.status_code == 409
    assert len(mailed()) == 2


def test_the_same_list_brought_again_is_nothing_new_before_and_after_the_invitations(facilitator, france):
    take(LIST, facilitator)
    assert {verdict for verdict, _ in told(bring(LIST, facilitator))} == {"SAME"}
    invite_people(by=facilitator)
    assert {verdict for verdict, _ in told(bring(LIST, facilitator))} == {"SAME"}
    for invitation in Invitation.objects.all():
        people.accept_invitation(invitation=invitation)
    assert {verdict for verdict, _ in told(bring(LIST, facilitator))} == {"SAME"}


def test_a_line_corrected_before_it_is_invited_shows_what_was_there(facilitator, france):
    take(LIST, facilitator)
    brought = bring("Corse;Lucie;Mattéi;Directrice;lucie@corse.example;\n", facilitator)
    row = brought.rows.get()
    assert (row.verdict, row.before["family_name"], row.after["family_name"]) == ("CHANGED", "Mattei", "Mattéi")
    take_import(brought=brought, by=facilitator)
    assert PersonToInvite.objects.get(email="lucie@corse.example").function == "Directrice"
    undo_import(brought=brought, by=facilitator)
    assert PersonToInvite.objects.get(email="lucie@corse.example").family_name == "Mattei"
    other = told(bring("Guyane;Lucie;Mattei;;lucie@corse.example;\n", facilitator))
    assert other == [("REFUSED", "Cette adresse est déjà celle de Lucie Mattei, à inviter pour Corse.")]


def test_somebody_known_at_that_address_who_acts_nowhere_is_invited_again(facilitator, bretagne, france):
    take(LIST, facilitator)
    invite_people(by=facilitator)
    for invitation in Invitation.objects.all():
        people.withdraw_invitation(invitation=invitation, by=facilitator)
    assert {verdict for verdict, _ in told(bring(LIST, facilitator))} == {"NEW"}
    take(LIST, facilitator)
    assert invite_people(by=facilitator).invited == 2
    assert Member.objects.filter(email="lucie@corse.example").count() == 1


def test_the_lists_of_the_door_are_found_by_words(client_as, facilitator, france):
    take(LIST, facilitator)
    client = client_as(facilitator)

    def rows(address: str) -> str:
        return client.get(address).content.decode().partition("<tbody")[2]

    page = rows("/invitations/personnes/?texte=charge+mission")
    assert "Lucie Mattei" in page
    assert "Jean Petit" not in page
    assert "Inviter les 2" in client.get("/invitations/personnes/?texte=charge+mission").content.decode()
    prepared = rows("/invitations/personnes/preparer/?texte=reunion")
    assert "La Réunion" in prepared
    assert "Mayotte" not in prepared
    invite_people(by=facilitator)
    sent = rows("/invitations/?texte=mattei+corse&etat=attente")
    assert "Lucie Mattei" in sent
    assert "Jean Petit" not in sent


def test_undoing_a_list_keeps_who_was_invited_and_says_it(facilitator, france, client_as):
    brought = take(LIST, facilitator)
    invite_people(by=facilitator)
    with pytest.raises(Refused, match="Rien n’est défait") as refused:
        undo_import(brought=brought, by=facilitator)
    assert any("l’invitation est partie le" in reason for reason in refused.value.reasons)
    brought.refresh_from_db()
    assert brought.status == "TAKEN", "what was not undone is not said to be"
    page = client_as(facilitator).get(brought.get_absolute_url()).content.decode()
    assert ">prise</span>" in page
    assert ">nouvelle</span>" not in page
    other = take("Mayotte;Luc;Durand;;luc@mayotte.example;\n", facilitator)
    assert undo_import(brought=other, by=facilitator) == "1 ligne défaite."
    assert not PersonToInvite.objects.filter(invitation=None).exists()


def test_who_cannot_be_invited_any_more_is_said_and_the_others_are(facilitator, france, mailed):
    take(LIST, facilitator)
    PersonToInvite.objects.filter(email="jean@guyane.example").update(role=Role.FACILITATOR)
    people.invite(
        organisation=Organisation.objects.get(short_name="Corse"),
        given_name="Lucie",
        family_name="Mattei",
        email="lucie@corse.example",
        role=Role.REFERENT,
        by=facilitator,
    )
    PersonToInvite.objects.filter(email="jean@guyane.example").update(role=Role.REFERENT)
    before = len(mailed())
    invited = invite_people(by=facilitator)
    assert invited.words == "1 invitation envoyée ; 1 personne ne l’est pas, sa ligne dit pourquoi."
    assert len(mailed()) == before + 1
    assert "déjà invité pour ce rôle" in PersonToInvite.objects.get(invitation=None).refusal


def test_many_are_left_to_a_job_that_writes_to_each_once(
    client_as, facilitator, france, mailed, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(rules, "INVITED_AT_ONCE", 2)
    take("".join(f"Corse;P{each};Nom;;p{each}@corse.example;\n" for each in range(5)), facilitator)
    PersonToInvite.objects.filter(given_name="P3").update(role=Role.FACILITATOR, email="pas une adresse\u0131")
    client = client_as(facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/invitations/personnes/inviter/", {"words": "Bonjour à tous"})
    job = Job.objects.get(kind="reception.invite_people")
    assert page.url == job.get_absolute_url()
    assert (job.status, job.done, job.total, job.result_url) == ("done", 5, 5, "/invitations/personnes/")
    assert sorted(message.to_address for message in mailed()) == [f"p{each}@corse.example" for each in (0, 1, 2, 4)]
    run = {"by": facilitator.pk, "words": ""}
    jobs()["reception.invite_people"](run, lambda done, total: None)
    assert len(mailed()) == 4
    assert PersonToInvite.objects.get(invitation=None).refusal


def test_the_first_letter_says_what_is_owed_to_who_did_not_give_their_address(
    facilitator, france, mailed, installation
):
    take(LIST, facilitator)
    invite_people(by=facilitator)
    words = " ".join(mailed()[0].lines).replace("\u202f", " ")
    for owed in (
        "nous ont été données le lundi 2 novembre 2026 (source : Régions de France)",  # source and date
        "Elles servent à vous inviter",  # purpose
        "intérêt légitime",  # legal basis
        "gardées le temps de votre habilitation, puis trois ans",  # retention
        "cesse de valoir après 60 jours, et tout est effacé après six mois",
        "corriger ou effacer",  # rights
        "vous opposer",
        f"Claire Animatrice, {facilitator.member.email}, pour France Clusters",  # whom to write to
        "cnil.fr",
        "/donnees-personnelles/",
    ):
        assert owed in words, owed


def test_who_invites_one_person_is_the_source_of_the_address(bretagne, mailed):
    people.invite(
        organisation=bretagne.organisation,
        given_name="Loïc",
        family_name="Un",
        email="loic@bretagne.example",
        role=Role.CONTRIBUTOR,
        by=bretagne,
    )
    words = " ".join(mailed()[0].lines).replace("\u202f", " ")
    assert f"nous ont été données le {french_date(timezone.localdate())} (source : Anne Le Goff, Bretagne)" in words


def test_organisations_without_referent_have_their_lines_prepared(client_as, facilitator, bretagne, epci):
    client = client_as(facilitator)
    assert contacts.without_referent("REGION").count() == 17
    page = client.get("/invitations/personnes/preparer/?nature=REGION").content.decode()
    assert "Corse" in page
    assert "Bretagne" not in page.split("<main", 1)[1].split("<footer")[0]
    corse = Organisation.objects.get(short_name="Corse")
    sent = {
        f"given_name-{corse.pk}": "Lucie",
        f"family_name-{corse.pk}": "Mattei",
        f"email-{corse.pk}": "lucie@corse.example",
    }
    refused = client.post("/invitations/personnes/preparer/?nature=REGION", sent)
    assert "lucie@corse.example" in refused.content.decode()  # the source is asked, nothing typed is lost
    sent |= {"source": "Annuaire de Régions de France", "given_on": "2026-11-02"}
    address = client.post("/invitations/personnes/preparer/?nature=REGION", sent).url
    assert "Prendre la ligne" in client.get(address).content.decode()
    client.post(f"{address}prendre/")
    assert PersonToInvite.objects.get().organisation == corse
    assert contacts.without_referent("REGION").count() == 16
    empty = client.post("/invitations/personnes/preparer/?nature=REGION", {"source": "x", "given_on": "2026-11-02"})
    assert empty.status_code == 409
    assert "Aucune ligne n’est remplie" in empty.content.decode()


def test_what_is_typed_on_a_prepared_line_is_kept_when_the_list_changed_meanwhile(client_as, facilitator, france):
    corse = Organisation.objects.get(short_name="Corse")
    take("Corse;Autre;Personne;;autre@corse.example;\n", facilitator)
    assert corse not in contacts.without_referent("REGION")
    typed = {"given_name": "Lucie", "family_name": "Mattei", "email": "lucie@corse.example"}
    sent = {f"{name}-{corse.pk}": value for name, value in typed.items()} | {"source": "x", "given_on": "2026-11-02"}
    address = client_as(facilitator).post("/invitations/personnes/preparer/?nature=REGION", sent).url
    assert "lucie@corse.example" in client_as(facilitator).get(address).content.decode()


@pytest.mark.parametrize("format", ["ods", "xlsx", "csv"])
def test_the_template_comes_back_filled_and_its_empty_lines_are_left(facilitator, bretagne, format):
    sheet = imports.template_sheet(PEOPLE, facilitator)
    assert len(sheet.rows) == 17
    assert sheet.header == ["Organisme", "SIREN ou code INSEE", "Rôle", "Prénom", "Nom", "Fonction", "Adresse"]
    names = ["organisation", "siren", "role", "given_name", "family_name", "function", "email"]
    filled = list(sheet.rows[3])
    for name, value in (("given_name", "Lucie"), ("family_name", "Mattei"), ("email", "l.mattei@example.org")):
        filled[names.index(name)] = value
    rows = [*sheet.rows[:3], filled, *sheet.rows[4:]]
    content = render_tables([Sheet("Personnes", sheet.header, rows)], format)
    brought = bring_file(
        importer=PEOPLE, content=content, name=f"modele.{format}", source="x", given_on=None, by=facilitator
    )
    assert told(brought) == [("NEW", "")]
    assert (brought.rows.get().line, brought.empty_lines, brought.left_out) == (5, 16, [])


def test_who_is_never_invited_is_forgotten_after_thirty_days(facilitator, france):
    take(LIST, facilitator)
    PersonToInvite.objects.filter(email="lucie@corse.example").update(added_at=timezone.now() - timedelta(days=31))
    assert forget_people_never_invited() == 1
    assert [person.email for person in PersonToInvite.objects.all()] == ["jean@guyane.example"]


def test_the_animation_alone_sees_brings_invites_and_removes(client_as, facilitator, bretagne):
    take(LIST, facilitator)
    person = PersonToInvite.objects.first()
    client = client_as(bretagne)
    for address in ("/invitations/personnes/", "/invitations/personnes/preparer/", "/imports/personnes/apporter/"):
        assert client.get(address).status_code == 404
    assert client.post("/invitations/personnes/inviter/").status_code == 404
    assert client.post(f"/invitations/personnes/{person.pk}/retirer/").status_code == 404
    for gesture in (
        lambda: invite_people(by=bretagne),
        lambda: remove_person(person=person, by=bretagne),
    ):
        with pytest.raises(Refused):
            gesture()
    assert client_as(facilitator).post(f"/invitations/personnes/{person.pk}/retirer/").status_code == 302
    assert PersonToInvite.objects.count() == 1


def test_a_person_of_a_list_is_in_their_data_and_leaves_with_them(facilitator, bretagne, normandie):
    take("Corse;Lucie;Mattei;;lucie@corse.example;\n", facilitator)
    lucie = Member.objects.create(given_name="Lucie", family_name="Mattei", email="LUCIE@corse.example")
    from interregions.reception.queries import personal_data_of  # noqa: PLC0415

    assert personal_data_of(lucie)["à inviter"][0]["source"] == "Régions de France"
    people.erase_member(lucie)
    assert not PersonToInvite.objects.exists()
    take("Corse;Luc;Mattei;;luc@corse.example;\n", facilitator)
    PersonToInvite.objects.update(source="Anne Le Goff, à Rennes")
    invite_people(by=facilitator)
    people.erase_member(bretagne.member)
    assert Invitation.objects.get(member__given_name="Luc").source == "Personne retirée, à Rennes"
    assert PersonToInvite.objects.get().source == "Personne retirée, à Rennes"


def test_reading_a_list_asks_as_many_questions_whatever_its_length(
    facilitator, bretagne, django_assert_max_num_queries
):
    sizes = []
    for number in (1, 300):
        lines = [
            {"organisation": "Corse", "given_name": f"P{each}", "family_name": "X", "email": f"p{each}@corse.example"}
            for each in range(number)
        ]
        with django_assert_max_num_queries(12) as counted:
            contacts.read_lines(lines, facilitator)
        sizes.append(len(counted))
    assert sizes[0] == sizes[1]


def test_who_waits_has_a_card_with_the_animation_until_the_letters_leave(client_as, facilitator, france, installation):
    client = client_as(facilitator)
    assert "de vos listes" not in client.get("/a-faire/").content.decode()
    take(LIST, facilitator)
    page = client.get("/a-faire/").content.decode()
    assert "Inviter 2 personnes de vos listes" in page.replace("\u202f", " ")
    invite_people(by=facilitator)
    assert "de vos listes" not in client.get("/a-faire/").content.decode()


def test_the_card_of_the_regions_that_never_had_one_leads_to_their_lines(
    client_as, facilitator, bretagne, installation
):
    page = client_as(facilitator).get("/a-faire/").content.decode()
    assert "/invitations/personnes/preparer/?nature=REGION" in page
    end_mandate(bretagne)


def test_a_page_of_people_costs_the_same_with_one_and_with_twenty(client_as, facilitator, france):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, sizes = client_as(facilitator), []
    for start, number in ((0, 1), (1, 20)):
        lines = [
            (
                each,
                {"organisation": "Corse", "given_name": "P", "family_name": f"X{each}", "email": f"p{each}@a.example"},
            )
            for each in range(start + 1, start + 1 + number)
        ]
        brought = bring_lines(importer=PEOPLE, lines=lines, name="x", source="x", given_on=None, by=facilitator)
        take_import(brought=brought, by=facilitator)
        client.get("/invitations/personnes/")
        with CaptureQueriesContext(
            connection,
        ) as counted:
            client.get("/invitations/personnes/")
        sizes.append(len(counted))
    assert sizes[0] == sizes[1]


def test_a_file_is_brought_on_the_page(client_as, facilitator, france):
    client = client_as(facilitator)
    sent = {
        "file": SimpleUploadedFile("contacts.csv", (HEAD + LIST).encode("cp1252")),
        "source": "Régions de France",
        "given_on": "2026-11-02",
    }
    address = client.post("/imports/personnes/apporter/", sent).url
    page = client.get(address).content.decode()
    assert "Prendre les 2 lignes" in page
    taken = client.post(f"{address}prendre/", follow=True).content.decode()
    assert "2 personnes sont prêtes à être invitées." in taken
